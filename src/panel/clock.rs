//! `clock`: the time of the board's own zone, by the server's clock.

use super::options::options;
options! {
    /// How much of the time is shown.
    pub struct Options {
        pub seconds: bool = true,
        pub date: bool = true,
    }
}

impl Options {
    pub fn fields(&self) -> Vec<&str> {
        Vec::new()
    }
}
