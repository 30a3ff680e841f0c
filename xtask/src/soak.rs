//! `soak`: weeks of the published wall under a clock that goes as fast as the page works: what it keeps of
//! them, and whether that is within bounds.

use std::process::Command;

use crate::setup::{Browser, For, all};
use crate::step::loud;
use crate::{Fault, dist};

/// As the bounds are said of.
const DAYS: &str = "30";

const BROKEN: &str = "Of what it names, see the bounds in tests/soak/verdict.mjs.";

/// Builds the release app and soaks it for so many days of its own time.
pub fn run(days: Option<&str>) -> Result<(), Fault> {
    let days = days.unwrap_or(DAYS);
    if !days.parse::<f64>().is_ok_and(|days| days > 0.0 && days.is_finite()) {
        return Err(format!("A soak goes on for a number of days: {days} is none."));
    }
    let kit = all(For::Testing)?;
    let Browser { chromium, .. } = kit.browser.as_ref().ok_or("There is no browser.")?;
    let servers = kit.servers.as_ref().ok_or("There is no package `ws`.")?;
    dist::run(&kit)?;
    let mut node = Command::new("node");
    node.args(["tests/soak/run.mjs", days]).env("CHROME", chromium).env("WS", &servers.ws);
    loud(&mut node, BROKEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_of_days_is_said_before_anything_is_built() {
        for days in ["-1", "0", "a month", "NaN", "inf"] {
            assert!(run(Some(days)).is_err_and(|why| why.contains(days)), "{days}");
        }
    }
}
