//! Native tests that look at the house from outside: flows, properties, goldens, documents.

mod demo;
mod geo;
mod bad_board;
mod board;
