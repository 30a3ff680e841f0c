//! `clock`: the time of the board's own zone, by the server's clock.

/// How much of the time is shown.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Options {
    pub seconds: bool,
    pub date: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { seconds: true, date: true }
    }
}

impl Options {
    pub fn fields(&self) -> Vec<&str> {
        Vec::new()
    }
}
