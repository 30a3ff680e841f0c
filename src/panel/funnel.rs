//! `funnel`: the stages of a process, each with how many came so far.

/// Which fields hold what: the first text and the first number where not named.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Options {
    pub label: Option<String>,
    pub value: Option<String>,
}

impl Options {
    pub fn fields(&self) -> Vec<&str> {
        [&self.label, &self.value].into_iter().flatten().map(String::as_str).collect()
    }
}
