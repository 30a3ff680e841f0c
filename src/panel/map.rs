//! `map`: a choropleth: regions coloured by quantiles of a value.

/// Which outline, which fields.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Options {
    /// The outline's file in geo/, without its ending.
    pub map: String,
    /// The region's code or name: the first text where not named.
    pub place: Option<String>,
    /// The first number where not named.
    pub value: Option<String>,
}

impl Options {
    pub fn fields(&self) -> Vec<&str> {
        [&self.place, &self.value].into_iter().flatten().map(String::as_str).collect()
    }
}
