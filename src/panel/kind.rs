//! The one list of panel kinds. A new kind is one file in this folder and one line here.

use super::options::Speaks;
use super::{Draw, Scene};
use crate::data::source::Span;
use crate::data::table::Table;
use crate::grammar::{Json, Read, Record};
use crate::look::markup::Element;
use crate::look::seams;

/// `word` in the board file, variant, file, and whether it draws on a canvas.
macro_rules! kinds {
    ($($word:literal $variant:ident $module:ident $surface:ident;)*) => {
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
                    $(Kind::$variant(options) => kinds!(@draw $surface $module options rows on),)*
                }
            }

            /// What a DOM kind shows; `None` for any other kind.
            pub fn show(&self, rows: &Table, on: &Draw<'_>) -> Option<Element> {
                match self {
                    $(Kind::$variant(options) => kinds!(@show $surface $module options rows on),)*
                }
            }

            pub fn surface(&self) -> Surface {
                match self {
                    $(Kind::$variant(_) => Surface::$surface,)*
                }
            }
        }
    };
    (@draw Canvas $module:ident $options:ident $rows:ident $on:ident) => {
        super::$module::draw($options, $rows, $on)
    };
    (@draw $surface:ident $module:ident $options:ident $rows:ident $on:ident) => {{
        let _ = $options;
        Scene::default()
    }};
    (@show Dom $module:ident $options:ident $rows:ident $on:ident) => {
        Some(super::$module::show($options, $rows, $on))
    };
    (@show $surface:ident $module:ident $options:ident $rows:ident $on:ident) => {{
        let _ = ($options, $rows, $on);
        None
    }};
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
    "stat"      Stat      stat      Dom;
    "roster"    Roster    roster    Own;
    "rank"      Rank      rank      Dom;
    "table"     Table     table     Dom;
    "matrix"    Matrix    matrix    Dom;
    "board"     Board     board     Dom;
    "funnel"    Funnel    funnel    Dom;
    "steps"     Steps     steps     Dom;
    "ticker"    Ticker    ticker    Dom;
    "cards"     Cards     cards     Dom;
    "clock"     Clock     clock     Dom;
    "text"      Text      text      Dom;
    "image"     Image     image     Dom;
    "tabs"      Tabs      tabs      Own;
    "line"      Line      line      Canvas;
    "area"      Area      area      Canvas;
    "bar"       Bar       bar       Canvas;
    "ring"      Ring      ring      Canvas;
    "gauge"     Gauge     gauge     Canvas;
    "scatter"   Scatter   scatter   Canvas;
    "radar"     Radar     radar     Canvas;
    "heat"      Heat      heat      Canvas;
    "waterfall" Waterfall waterfall Canvas;
    "sankey"    Sankey    sankey    Canvas;
    "network"   Network   network   Canvas;
    "gantt"     Gantt     gantt     Canvas;
    "map"       Map       map       Canvas;
    "flow"      Flow      flow      Canvas;
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
}
