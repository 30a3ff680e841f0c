//! `ticker`: one line of news that passes by.

/// Which fields hold what, and how fast the line goes.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Options {
    /// The words of an item: `label` or the first text where not named.
    pub label: Option<String>,
    /// The number or figure behind the words; none where there is no such field.
    pub value: Option<String>,
    /// Widths of a character in a second, 0.5 to 20.
    pub speed: f64,
}

impl Default for Options {
    fn default() -> Self {
        Options { label: None, value: None, speed: 3.0 }
    }
}

impl Options {
    pub fn fields(&self) -> Vec<&str> {
        [&self.label, &self.value].into_iter().flatten().map(String::as_str).collect()
    }
}
