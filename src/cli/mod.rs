//! The terminal alone: files in, files out. No browser, no drawing.

pub mod demo;
