//! `tabs`: several panels in one place, one in sight: in turn, or the one that a hand chose.

use crate::data::source::Span;

use super::options::options;

options! {
    /// Which panels, and how long each stands.
    pub struct Options {
        /// Names of panels of this board; they need no area of their own.
        pub panels: Vec<String>,
        /// How long a panel stands before the next; a hand on a tab stops it.
        pub turn: Span = Span::seconds(15),
    }
}
