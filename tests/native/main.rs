//! Native tests that look at the house from outside: flows, properties, goldens, documents.

mod feed;
mod query;
