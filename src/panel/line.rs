//! `line`: values over time or another order.

/// Which fields hold what: the first field that is no number and the first number where not named.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Options {
    pub x: Option<String>,
    pub y: Option<String>,
    /// One line for each value of this field.
    pub series: Option<String>,
    /// Fill the ground under the lines.
    pub area: bool,
    /// Start the axis at zero; areas always do.
    pub zero: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { x: None, y: None, series: None, area: false, zero: true }
    }
}

impl Options {
    pub fn fields(&self) -> Vec<&str> {
        [&self.x, &self.y, &self.series].into_iter().flatten().map(String::as_str).collect()
    }
}
