//! `bar`: lengths side by side or stacked.

/// Which fields hold what: the first field that is no number and the first number where not named.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Options {
    pub label: Option<String>,
    pub value: Option<String>,
    /// One bar of a group for each value of this field.
    pub series: Option<String>,
    pub direction: Direction,
    /// On top of each other instead of side by side.
    pub stacked: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    #[default]
    Columns,
    Rows,
}

impl Options {
    pub fn fields(&self) -> Vec<&str> {
        [&self.label, &self.value, &self.series].into_iter().flatten().map(String::as_str).collect()
    }
}
