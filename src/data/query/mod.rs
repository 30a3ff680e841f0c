//! Queries: where, group, measure, sort, limit. table -> small table.

pub mod spec;

pub use spec::Query;
