//! The one list of panel kinds. A new kind is one file in this folder and one line here.

use super::options::Speaks;
use super::{Draw, Scene, view};
use crate::data::source::Span;
use crate::data::table::{Column, Table};
use crate::grammar::{Json, Read, Record};
use crate::look::markup::Element;
use crate::look::seams;

/// `word` in the board file, variant, file, what it is shown on, and the pack that its program is
/// in: `core` is there from the start, any other is fetched when a board has such a kind.
macro_rules! kinds {
    ($($word:literal $variant:ident $module:ident $surface:ident $pack:ident;)*) => {
        /// A panel's kind with its own options.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Kind {
            $($variant(super::$module::Options),)*
        }

        /// The words that a board file may use.
        pub const KINDS: &[&str] = &[$($word),*];

        impl Kind {
            /// The kind of that name with the options that stand where none are given; `None` where
            /// there is no such kind.
            pub fn named(word: &str) -> Option<Kind> {
                match word {
                    $($word => Some(Kind::$variant(super::$module::Options::default())),)*
                    _ => None,
                }
            }

            /// The options, to be read into.
            pub fn options(&mut self) -> &mut dyn Record {
                match self {
                    $(Kind::$variant(options) => options,)*
                }
            }

            /// The schema of each kind's options, in the order of `KINDS`.
            pub fn schemas() -> Vec<Json> {
                vec![$(super::$module::Options::schema()),*]
            }

            /// The word of the board file.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Kind::$variant(_) => $word,)*
                }
            }

            /// The pack of its line in the list; none where it is there from the start.
            fn home(&self) -> Option<&'static str> {
                let pack = match self {
                    $(Kind::$variant(_) => stringify!($pack),)*
                };
                Some(pack).filter(|pack| *pack != "core")
            }

            /// The names of fields that the options speak of.
            pub fn fields(&self) -> Vec<&str> {
                let mut all = Vec::new();
                match self {
                    $(Kind::$variant(options) => Speaks::fields(options, &mut all),)*
                }
                all
            }

            fn drawn(&self, rows: &Table, on: &Draw<'_>) -> Scene {
                match self {
                    $(Kind::$variant(options) => {
                        kinds!(@draw $surface $module $pack options rows on)
                    })*
                }
            }

            /// What a DOM kind shows; `None` for any other kind.
            pub fn show(&self, rows: &Table, on: &Draw<'_>) -> Option<Element> {
                match self {
                    $(Kind::$variant(options) => {
                        kinds!(@show $surface $module $pack options rows on)
                    })*
                }
            }

            pub fn surface(&self) -> Surface {
                match self {
                    $(Kind::$variant(_) => Surface::$surface,)*
                }
            }
        }

        /// The entrances of the kinds. `cargo xtask dist` knows them by their names,
        /// `packs::KIND::PACK::enter`, and moves what only they reach into the packs.
        mod packs {
            $(pub mod $module {
                #[allow(unused_imports, reason = "a kind of the browser's own has no entrance")]
                pub mod $pack {
                    use crate::data::table::Table;
                    use crate::look::markup::Element;
                    use crate::panel::{Draw, Scene, $module};

                    kinds!(@enter $surface $module);
                }
            })*
        }
    };
    (@draw Canvas $module:ident $pack:ident $options:ident $rows:ident $on:ident) => {
        packs::$module::$pack::enter($options, $rows, $on)
    };
    (@draw $surface:ident $module:ident $pack:ident $options:ident $rows:ident $on:ident) => {{
        let _ = $options;
        Scene::default()
    }};
    (@show Dom $module:ident $pack:ident $options:ident $rows:ident $on:ident) => {
        Some(packs::$module::$pack::enter($options, $rows, $on))
    };
    (@show $surface:ident $module:ident $pack:ident $options:ident $rows:ident $on:ident) => {{
        let _ = ($options, $rows, $on);
        None
    }};
    (@enter Canvas $module:ident) => {
        kinds!(@enter $module draw Scene);
    };
    (@enter Dom $module:ident) => {
        kinds!(@enter $module show Element);
    };
    (@enter Own $module:ident) => {};
    (@enter $module:ident $entrance:ident $shown:ident) => {
        #[inline(never)]
        pub fn enter(options: &$module::Options, rows: &Table, on: &Draw<'_>) -> $shown {
            $module::$entrance(options, rows, on)
        }
    };
}

/// What a kind is shown on: text is DOM, dense marks are canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// `show` gives a piece of the page.
    Dom,
    /// `draw` gives a scene.
    Canvas,
    /// Its element lives in the browser: it moves, or holds other panels.
    Own,
}

kinds! {
    "stat"      Stat      stat      Dom    core;
    "roster"    Roster    roster    Own    core;
    "rank"      Rank      rank      Dom    lists;
    "table"     Table     table     Dom    core;
    "matrix"    Matrix    matrix    Dom    lists;
    "board"     Board     board     Dom    lists;
    "funnel"    Funnel    funnel    Dom    lists;
    "steps"     Steps     steps     Dom    lists;
    "ticker"    Ticker    ticker    Dom    lists;
    "cards"     Cards     cards     Dom    lists;
    "index"     Index     index     Dom    lists;
    "clock"     Clock     clock     Dom    core;
    "text"      Text      text      Dom    lists;
    "image"     Image     image     Dom    lists;
    "tabs"      Tabs      tabs      Own    core;
    "line"      Line      line      Canvas charts;
    "area"      Area      area      Canvas charts;
    "bar"       Bar       bar       Canvas charts;
    "ring"      Ring      ring      Canvas rounds;
    "gauge"     Gauge     gauge     Canvas rounds;
    "scatter"   Scatter   scatter   Canvas charts;
    "radar"     Radar     radar     Canvas charts;
    "heat"      Heat      heat      Canvas charts;
    "waterfall" Waterfall waterfall Canvas charts;
    "sankey"    Sankey    sankey    Canvas graphs;
    "network"   Network   network   Canvas graphs;
    "gantt"     Gantt     gantt     Canvas charts;
    "map"       Map       map       Canvas maps;
    "flow"      Flow      flow      Canvas maps;
}

impl Kind {
    /// The scene of a canvas kind; any other kind's is empty. Where bezels cross it, no words and
    /// no ring are on one.
    pub fn draw(&self, rows: &Table, on: &Draw<'_>) -> Scene {
        if on.bands.is_empty() {
            return self.drawn(rows, on);
        }
        if self.is_round() {
            let part = seams::free(on.width, on.height, on.bands);
            let (width, height) = (part.width, part.height);
            let mut scene = self.drawn(rows, &Draw { width, height, bands: &[], ..*on });
            scene.shift(part.left, part.top);
            (scene.picture.width, scene.picture.height) = (on.width, on.height);
            return scene;
        }
        let mut scene = self.drawn(rows, on);
        seams::clear(&mut scene.picture, on.bands, on.measure);
        scene
    }

    /// The pack that its program is in; none where it is there from the start. What only some
    /// options ask for is in a pack although its kind is not.
    pub fn pack(&self) -> Option<&'static str> {
        match self {
            Kind::Rank(options) if options.day.is_some() => Some("lists"),
            Kind::Table(options) if options.due.is_some() => Some("lists"),
            _ => self.home(),
        }
    }

    /// Of a kind whose every number is a line of its own over the rows: the names of x and y, each empty where
    /// none is given. Nothing of any other. So much must be known to leave points out that nobody can see.
    pub fn line(&self) -> Vec<String> {
        let (x, y) = match self {
            Kind::Line(options) if options.series.is_none() => (&options.x, &options.y),
            Kind::Area(options) if options.series.is_none() && !options.stacked => {
                (&options.x, &options.y)
            }
            _ => return Vec::new(),
        };
        [x, y].map(|name| name.as_deref().map(String::from).unwrap_or_default()).into()
    }

    /// Whether its drawing is one round thing, which a bezel would cut.
    fn is_round(&self) -> bool {
        matches!(self, Kind::Ring(_) | Kind::Gauge(_) | Kind::Radar(_))
    }

    /// Whether the panel is empty without a source.
    pub fn needs_data(&self) -> bool {
        !matches!(self, Kind::Clock(_) | Kind::Text(_) | Kind::Image(_) | Kind::Tabs(_))
    }

    /// Whether it shows the time, and so changes every second.
    pub fn ticks(&self) -> bool {
        matches!(self, Kind::Clock(_))
    }

    /// Whether it counts down to times, and so changes every minute.
    pub fn minutes(&self, rows: &Table) -> bool {
        let due = match self {
            Kind::Board(options) => view::extra_field(rows, options.due.as_deref(), "due"),
            Kind::Table(options) => options.due.as_deref().and_then(|due| rows.field(due)),
            _ => None,
        };
        due.is_some_and(|due| matches!(due.column, Column::Time(_)))
    }

    /// Whether it shows the day in the traditional calendar.
    pub fn wants_lunar(&self) -> bool {
        matches!(self, Kind::Clock(options) if options.lunar)
    }

    /// How long a page stands before the next; none where nothing turns.
    pub fn turn(&self) -> Option<Span> {
        match self {
            Kind::Table(options) => Some(options.turn),
            Kind::Tabs(options) => Some(options.turn),
            Kind::Cards(options) => Some(options.turn),
            _ => None,
        }
    }

    /// The names of the panels that stand in this one's place.
    pub fn members(&self) -> &[String] {
        match self {
            Kind::Tabs(options) => &options.panels,
            _ => &[],
        }
    }

    /// The outline that the panel draws on, by its file's name in geo/.
    pub fn outline(&self) -> Option<&str> {
        match self {
            Kind::Map(options) => Some(options.map.as_str()),
            Kind::Flow(options) => Some(options.map.as_str()),
            _ => None,
        }
    }

    /// A second outline whose lines belong over it.
    pub fn layer(&self) -> Option<&str> {
        match self {
            Kind::Map(options) => options.layer.as_deref(),
            _ => None,
        }
    }

    /// How long a tour shows each mark; none where it makes none.
    pub fn tour(&self) -> Option<Span> {
        match self {
            Kind::Map(options) => options.tour,
            _ => None,
        }
    }
}
