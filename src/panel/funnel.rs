//! `funnel`: the stages of a process, each with how many came so far.

use super::Voice;
use super::rank::{Ranked, ranked};
use crate::data::table::Table;

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

/// The stages in the order of the query; a query of measures alone gives one stage each.
pub fn view(options: &Options, rows: &Table, voice: &Voice<'_>) -> Vec<Ranked> {
    ranked(rows, options.label.as_deref(), options.value.as_deref(), voice)
}
