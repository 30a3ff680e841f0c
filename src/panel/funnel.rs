//! `funnel`: the stages of a process, each with how many came so far.

use super::Voice;
use super::options::{FieldName, options};
use super::rank::{Ranked, ranked};
use crate::data::table::Table;

options! {
    /// Which fields hold what: the first text and the first number where not named.
    pub struct Options {
        pub label: Option<FieldName>,
        pub value: Option<FieldName>,
    }
}

/// The stages in the order of the query; a query of measures alone gives one stage each.
pub fn view(options: &Options, rows: &Table, voice: &Voice<'_>) -> Vec<Ranked> {
    ranked(rows, options.label.as_deref(), options.value.as_deref(), voice)
}
