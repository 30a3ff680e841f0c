//! Queries: where, group, measure, sort, limit. table -> small table.

mod cells;
mod days;
mod filter;
mod group;
mod measure;
mod read;
mod run;
mod sort;
pub mod spec;
mod write;

pub use filter::written;
pub use run::{Context, any, run, select, sieve};
pub use sort::places;
pub use spec::Query;
pub use write::{word, write};

use crate::issue::DataFault;

/// What could not be computed: the field, and why. The rest of the query stands.
pub type Faults = Vec<(String, DataFault)>;

const NO_FIELD: &str = "no such field";
const NOT_NUMBER: &str = "not a number field";
const NOT_DATE: &str = "not a date field";
const UNFIT: &str = "the value does not fit the field";
const NOT_IS: &str = "expected present or missing";
const NO_WIDTH: &str = "expected a bin width over 0";

/// Notes a fault once for each field and reason.
fn note(faults: &mut Faults, field: &str, reason: &'static str) {
    let fault = DataFault::BadQuery { reason };
    if !faults.iter().any(|(own, old)| own == field && *old == fault) {
        faults.push((field.to_string(), fault));
    }
}
