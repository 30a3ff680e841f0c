//! One alarm over time: a pure state machine. What the data say and the clock are arguments.
//!
//! ```text
//!  calm --holds--> waiting --holds, `after` is over--> stands --clears--> calm
//!                     |                                  |  between: stands
//!                     +--clears, or between--> calm      +--> acknowledged: stands quietly
//! ```
//!
//! Between is where no row fulfils `when` any more, but one still fulfils it with `until`'s value: what is
//! calm stays so, what stands stays so. So an alarm never flaps between the two. Where nothing is
//! known (data not there yet, or gone), nothing changes.
//!
//! Each occurrence rings once at most, from standing to calm. One that begins in quiet hours rings
//! when they are over, if it still stands and nobody has acknowledged it.

/// What the data say of an alarm at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sight {
    /// Nothing is there to be judged.
    #[default]
    Unknown,
    Clears,
    /// It neither holds nor clears.
    Between,
    Holds,
}

/// Where an alarm is; times are seconds of a clock that never goes back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Watch {
    #[default]
    Calm,
    /// It holds, not yet for long enough.
    Waits { since: i64 },
    /// `since` is when it began to hold.
    Stands { since: i64, acknowledged: bool, rung: bool },
}

impl Watch {
    /// `after` is how many seconds it must hold first.
    pub fn step(self, sight: Sight, after: i64, now: i64) -> Self {
        let since = match (self, sight) {
            (Watch::Stands { .. }, Sight::Clears) => return Watch::Calm,
            (Watch::Stands { .. }, _) | (_, Sight::Unknown) => return self,
            (_, Sight::Clears | Sight::Between) => return Watch::Calm,
            (Watch::Calm, Sight::Holds) => now,
            (Watch::Waits { since }, Sight::Holds) => since.min(now),
        };
        if now.saturating_sub(since) >= after {
            Watch::Stands { since, acknowledged: false, rung: false }
        } else {
            Watch::Waits { since }
        }
    }

    /// Somebody has seen it.
    pub fn acknowledged(self) -> Self {
        match self {
            Watch::Stands { since, rung, .. } => Watch::Stands { since, acknowledged: true, rung },
            other => other,
        }
    }

    /// Whether it rings now; from then on it has rung.
    pub fn ring(&mut self, is_quiet: bool) -> bool {
        match self {
            Watch::Stands { acknowledged: false, rung: rung @ false, .. } if !is_quiet => {
                *rung = true;
                true
            }
            _ => false,
        }
    }

    /// Whether time alone may change it.
    pub fn waits(self) -> bool {
        matches!(self, Watch::Waits { .. } | Watch::Stands { acknowledged: false, rung: false, .. })
    }

    pub fn stands(self) -> bool {
        matches!(self, Watch::Stands { .. })
    }
}
