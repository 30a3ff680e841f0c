//! Native tests that look at the house from outside: flows, properties, goldens, documents.

mod axes;
mod bad_board;
mod bad_data;
mod board;
mod charts;
mod cli;
mod demo;
mod documents;
mod feed;
mod figures;
mod geo;
mod golden;
mod graphs;
mod layout;
mod legible;
mod maps;
mod mask;
mod pages;
mod query;
mod rounds;
mod rows;
mod schema;
mod style;
mod tables;
mod themes;
mod tidy;
