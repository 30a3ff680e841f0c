//! `bench`: how fast answers are read, and in how little memory.

use std::process::Command;

use crate::Fault;
use crate::step::loud;

pub fn run() -> Result<(), Fault> {
    let mut cargo = Command::new("cargo");
    cargo.args(["bench", "--quiet", "--package", "daping", "--bench", "decode"]);
    // The browser's program is made for size; what is measured here is the terminal's.
    cargo.env("CARGO_PROFILE_BENCH_OPT_LEVEL", "3");
    loud(&mut cargo, "The measurement above did not end.")
}
