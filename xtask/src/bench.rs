//! `bench`: how fast answers are read, and in how little memory, by the program as it is published.

use std::process::Command;

use crate::Fault;
use crate::step::loud;

pub fn run() -> Result<(), Fault> {
    let mut cargo = Command::new("cargo");
    cargo.args(["bench", "--quiet", "--package", "daping", "--bench", "decode"]);
    loud(&mut cargo, "The measurement did not end.")
}
