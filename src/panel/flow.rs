//! `flow`: origin–destination arcs over a map, from one place to many.

/// Which outline, from where, which fields.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Options {
    /// The outline's file in geo/, without its ending.
    pub map: String,
    /// Where all arcs start.
    pub from: Origin,
    /// The destination's code or name: the first text where not named.
    pub place: Option<String>,
    /// The first number where not named.
    pub value: Option<String>,
}

/// A named place that the outline need not know.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Origin {
    pub name: String,
    /// Longitude and latitude in degrees.
    pub at: (f64, f64),
}

impl Options {
    pub fn fields(&self) -> Vec<&str> {
        [&self.place, &self.value].into_iter().flatten().map(String::as_str).collect()
    }
}
