//! `deny`: licences of all dependencies, versions that are not said, and registries that nobody named.
//!
//! Deliberately absent: advisories. Their database is fetched over the network; `cargo deny check
//! advisories` does so for whoever wants to.

use std::process::Command;

use crate::step::loud;
use crate::{Fault, tools};

pub fn run() -> Result<(), Fault> {
    let mut deny = Command::new(tools::deny()?);
    deny.args(["--workspace", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"]);
    loud(&mut deny, "deny.toml says what is allowed, and why.")
}
