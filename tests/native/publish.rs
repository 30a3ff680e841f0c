//! Rows that are published: what is written of them, and what a wall makes of it.

mod cubes;
mod demo;
mod flow;
mod folder;
mod index;
mod privacy;
mod reader;
mod sealed;
mod standard;
