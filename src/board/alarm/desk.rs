//! All alarms of a board: where each of them is, and what of it outlives the page.
//!
//! What stands is kept as text, a line each: `since`, flags, key. So an alarm that was acknowledged
//! stays so over a reload and while a playlist shows other boards, and does not ring again. A kept
//! line counts until the data first say that it cleared.

use super::watch::{Sight, Watch};
use crate::board::Board;

/// Lines that a screen keeps, of all its boards; the newest stay.
pub const MAX_KEPT: usize = 200;

/// One alarm of a board and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// The places of its panel in the board and of itself in the panel.
    pub panel: usize,
    pub alarm: usize,
    pub watch: Watch,
    /// Unix seconds when it began to hold; of use while it stands.
    pub began: i64,
    after: i64,
    key: String,
    kept: Option<Kept>,
}

/// What was known of it when the page was left.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Kept {
    began: i64,
    acknowledged: bool,
    rung: bool,
}

/// When a desk looks at its alarms.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Seconds of a clock that never goes back.
    pub now: i64,
    /// Unix seconds on the board.
    pub second: i64,
    pub is_quiet: bool,
}

/// The alarms of a board, in the order of its panels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Desk {
    pub posts: Vec<Post>,
    /// What the lines of this board begin with.
    board: String,
}

impl Desk {
    /// `name` is the board's in the address, `kept` what [`Desk::kept`] wrote.
    pub fn new(name: &str, board: &Board, kept: &str) -> Desk {
        let prefix = format!("{name}/");
        let mut posts = Vec::new();
        for (panel, own) in board.panels.iter().enumerate() {
            for (alarm, spec) in own.alarms.iter().enumerate() {
                let said = spec.say.as_deref().unwrap_or_default();
                let key =
                    format!("{prefix}{}/{alarm}/{said}", own.name).replace(char::is_control, " ");
                let kept = kept.lines().rev().filter_map(parse).find(|(_, own)| *own == key);
                posts.push(Post {
                    panel,
                    alarm,
                    watch: Watch::Calm,
                    began: 0,
                    after: spec.after,
                    kept: kept.map(|(kept, _)| kept),
                    key,
                });
            }
        }
        Desk { posts, board: prefix }
    }

    /// Takes in what the data say, by the places of the posts; the places of those that ring.
    pub fn step(&mut self, sights: &[Sight], moment: &Moment) -> Vec<usize> {
        let mut rings = Vec::new();
        for (at, post) in self.posts.iter_mut().enumerate() {
            post.step(sights.get(at).copied().unwrap_or_default(), moment);
            if post.watch.ring(moment.is_quiet) {
                rings.push(at);
            }
        }
        rings
    }

    pub fn acknowledge(&mut self, at: usize) {
        if let Some(post) = self.posts.get_mut(at) {
            post.watch = post.watch.acknowledged();
        }
    }

    /// Whether time alone may change something.
    pub fn waits(&self) -> bool {
        self.posts.iter().any(|post| post.watch.waits())
    }

    /// What stands, for the next time; lines of other boards stay as they were in `before`.
    pub fn kept(&self, before: &str) -> String {
        let is_other =
            |line: &&str| parse(line).is_some_and(|(_, key)| !key.starts_with(&self.board));
        let mut lines: Vec<String> = before.lines().filter(is_other).map(str::to_string).collect();
        lines.extend(self.posts.iter().filter_map(Post::line));
        let first = lines.len().saturating_sub(MAX_KEPT);
        lines.split_off(first).join("\n")
    }
}

impl Post {
    fn step(&mut self, sight: Sight, moment: &Moment) {
        if let Some(kept) = self.kept.filter(|_| sight != Sight::Unknown) {
            self.kept = None;
            if sight != Sight::Clears {
                let Kept { began, acknowledged, rung } = kept;
                // A board's own clock may begin anew with the page.
                self.began = began.min(moment.second);
                self.watch = Watch::Stands { since: moment.now, acknowledged, rung };
            }
        }
        let stood = self.watch.stands();
        self.watch = self.watch.step(sight, self.after, moment.now);
        if let (false, Watch::Stands { since, .. }) = (stood, self.watch) {
            self.began = moment.second - (moment.now - since);
        }
    }

    fn line(&self) -> Option<String> {
        let Kept { began, acknowledged, rung } = match self.watch {
            Watch::Stands { acknowledged, rung, .. } => {
                Kept { began: self.began, acknowledged, rung }
            }
            _ => self.kept?,
        };
        let flags = u8::from(acknowledged) + 2 * u8::from(rung);
        Some(format!("{began}\t{flags}\t{}", self.key))
    }
}

/// A kept line; `None` where it is none, whoever wrote it.
fn parse(line: &str) -> Option<(Kept, &str)> {
    let mut parts = line.splitn(3, '\t');
    let began = parts.next()?.parse().ok()?;
    let flags = parts.next()?.parse::<u8>().ok().filter(|flags| *flags < 4)?;
    let kept = Kept { began, acknowledged: flags & 1 != 0, rung: flags & 2 != 0 };
    Some((kept, parts.next()?))
}
