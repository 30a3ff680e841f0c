//! `roster`: rows that scroll upwards without an end.

use serde::de::{Deserialize, Deserializer, Error};

/// Which columns, how fast.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Options {
    /// Field names in their order; every field where none is named.
    pub columns: Vec<String>,
    pub speed: Speed,
}

impl Default for Options {
    fn default() -> Self {
        Options { columns: Vec::new(), speed: Speed(1.0) }
    }
}

impl Options {
    pub fn fields(&self) -> Vec<&str> {
        self.columns.iter().map(String::as_str).collect()
    }
}

/// Rows in a second, authored as `"1 row/s"`; 0.05 to 20.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Speed(pub f64);

impl<'de> Deserialize<'de> for Speed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = text.strip_suffix("row/s").or_else(|| text.strip_suffix("rows/s"));
        let rows = number.and_then(|number| number.trim().parse::<f64>().ok());
        let within = rows.filter(|rows| (0.05..=20.0).contains(rows));
        within.map(Speed).ok_or_else(|| D::Error::custom("a speed such as \"1 row/s\""))
    }
}
