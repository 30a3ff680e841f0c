//! The terminal's clock and calendar: what day it is where the board hangs.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::{TimeZone, db};

/// A time zone as the floors below need it.
#[derive(Clone, Copy, Debug)]
pub struct Zone {
    /// Seconds east of UTC, at this hour.
    pub utc_offset: i32,
    /// Days since 1970-01-01.
    pub today: i32,
}

/// China's, which has no other hours in summer.
const FALLBACK: i32 = 8 * 3600;

impl Zone {
    /// The zone of that name as it is now; China's where nobody keeps it, which [`known`] finds.
    pub fn now(name: &str) -> Zone {
        Zone::of(name, Timestamp::now())
    }

    /// The same as it was, or will be, at a time in unix seconds.
    pub fn at(name: &str, seconds: i64) -> Zone {
        Zone::of(name, Timestamp::from_second(seconds).unwrap_or_default())
    }

    fn of(name: &str, time: Timestamp) -> Zone {
        let zone = TimeZone::get(name).ok();
        let utc_offset = zone.map_or(FALLBACK, |zone| zone.to_offset(time).seconds());
        let local = time.as_second() + i64::from(utc_offset);
        Zone { utc_offset, today: i32::try_from(local.div_euclid(86_400)).unwrap_or_default() }
    }
}

/// Whether a zone has this name; else the name that was probably meant.
pub fn known(name: &str) -> Result<(), Option<String>> {
    if TimeZone::get(name).is_ok() {
        return Ok(());
    }
    let far = |own: &str| strsim::osa_distance(&own.to_lowercase(), &name.to_lowercase());
    let names = db().available().map(|own| own.to_string());
    let nearest = names.map(|own| (far(&own), own)).min();
    Err(nearest.filter(|(far, own)| *far <= own.len() / 3).map(|(_, own)| own))
}

/// Time that goes by.
pub struct Watch(std::time::Instant);

impl Watch {
    pub fn start() -> Watch {
        Watch(std::time::Instant::now())
    }

    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
