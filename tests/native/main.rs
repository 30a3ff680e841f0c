//! Native tests that look at the house from outside: flows, properties, goldens, documents.

mod bad_board;
mod board;
mod charts;
mod demo;
mod geo;
mod golden;
