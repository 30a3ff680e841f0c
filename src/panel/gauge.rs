//! `gauge`: published rates on arcs, printed as they were published.

/// Which fields hold what; a gauge for each row.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Options {
    /// The words under the arc: `label` or the first text where not named.
    pub label: Option<String>,
    /// The rate: `value` or the first number or figure where not named.
    pub value: Option<String>,
    /// The day that the rate is of: `as_of` where not named.
    pub as_of: Option<String>,
    /// What a full arc stands for.
    pub max: f64,
}

impl Default for Options {
    fn default() -> Self {
        Options { label: None, value: None, as_of: None, max: 100.0 }
    }
}

impl Options {
    pub fn fields(&self) -> Vec<&str> {
        [&self.label, &self.value, &self.as_of].into_iter().flatten().map(String::as_str).collect()
    }
}
