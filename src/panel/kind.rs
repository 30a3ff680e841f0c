//! The one list of panel kinds. A new kind is one file in this folder and one line here.

use serde::de::{Deserialize, Deserializer};

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
            /// Reads the options of the kind of that name; `None` where there is no such kind.
            pub fn read<'de, D: Deserializer<'de>>(
                word: &str,
                options: D,
            ) -> Option<Result<Kind, D::Error>> {
                match word {
                    $($word => Some(super::$module::Options::deserialize(options).map(Kind::$variant)),)*
                    _ => None,
                }
            }

            /// The word of the board file.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Kind::$variant(_) => $word,)*
                }
            }

            /// The names of fields that the options speak of.
            pub fn fields(&self) -> Vec<&str> {
                match self {
                    $(Kind::$variant(options) => options.fields(),)*
                }
            }

            pub fn surface(&self) -> Surface {
                match self {
                    $(Kind::$variant(_) => Surface::$surface,)*
                }
            }
        }
    };
}

/// What a kind is shown on: text is DOM, dense marks are canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    Dom,
    Canvas,
}

kinds! {
    "stat"   Stat   stat   Dom;
    "roster" Roster roster Dom;
    "rank"   Rank   rank   Dom;
    "table"  Table  table  Dom;
    "funnel" Funnel funnel Dom;
    "ticker" Ticker ticker Dom;
    "clock"  Clock  clock  Dom;
    "line"   Line   line   Canvas;
    "bar"    Bar    bar    Canvas;
    "ring"   Ring   ring   Canvas;
    "gauge"  Gauge  gauge  Canvas;
    "map"    Map    map    Canvas;
    "flow"   Flow   flow   Canvas;
}

impl Kind {
    /// Whether the panel is empty without a source.
    pub fn needs_data(&self) -> bool {
        !matches!(self, Kind::Clock(_))
    }

    /// The outline that the panel draws on, by its file's name in geo/.
    pub fn outline(&self) -> Option<&str> {
        match self {
            Kind::Map(options) => Some(&options.map),
            Kind::Flow(options) => Some(&options.map),
            _ => None,
        }
    }
}
