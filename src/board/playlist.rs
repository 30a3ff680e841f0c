//! A playlist: boards in turn, each with its time; and which of them is on at a moment.
//!
//! ```text
//! text --read--> Playlist, findings      a bad turn is left out and said
//! Turning: (turns, now) -> the turn that is on, and when the next is due
//! ```
//!
//! Times are milliseconds of a clock that never goes back. A turn is due so long after the last one
//! was *due*, not after it was seen, so a wall that is left alone makes the turns that its times say.
//!
//! Deliberately absent: fetching, and whether a board can be shown.

use super::params::{MAX_VALUE, is_plain};
use crate::data::source::Span;
use crate::grammar::named::Named;
use crate::grammar::node::{self, Value};
use crate::grammar::{self, Any, Findings, Read, record, short};
use crate::issue::{BoardFault, Issue, Place};

pub const MAX_BYTES: usize = 64 * 1024;
pub const MAX_TURNS: usize = 100;
/// No eye takes a board in faster.
const SHORTEST_MS: u64 = 500;
const BOARD: &str = "a board's name: letters, digits, - and _";

record! {
    /// The keys of the file.
    pub struct Head {
        /// For editors; Daping does not read it.
        pub schema as "$schema": Any,
        /// The version of the grammar.
        pub daping as "daping": Any,
        /// What the playlist is called.
        pub title: String,
        /// How long a board stands that does not say so itself.
        pub every: Span = Span::seconds(30),
        /// The boards in their order, each with how long it stands.
        pub turns as "turns": Any,
    }
}

record! {
    /// A board and how long it stands.
    pub struct Turn {
        /// A file in boards/, without its ending.
        pub board: String,
        /// How long it stands; `every` of the playlist where not given.
        pub span as "for": Option<Span>,
        /// The arrangement of that name, whatever the screen.
        pub arrangement: Option<String>,
        /// Parameters that are set when it begins.
        pub params: Named<String>,
    }
}

/// Turns that can be played; none where the file was of no use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Playlist {
    pub title: String,
    pub turns: Vec<Turn>,
    every_ms: u64,
}

/// A board's name becomes a path: letters of any script, digits, `-` and `_`; no dots, slashes or
/// other ways out of boards/.
pub fn is_board(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c >= '\u{c0}';
    !name.is_empty() && name.chars().all(is_part)
}

/// Reads a file; `document` stands in places.
pub fn read(document: &str, text: &str) -> (Playlist, Vec<Issue>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MAX_BYTES {
        let fault = BoardFault::TooLarge { bytes: text.len(), limit: MAX_BYTES };
        return (Playlist::default(), vec![Issue::board(Place::document(document), fault)]);
    }
    let root = match grammar::parse(document, text) {
        Ok(root) => root,
        Err(issue) => return (Playlist::default(), vec![*issue]),
    };
    let mut findings = Findings::new(document, text);
    let playlist = checked(&root, &mut findings);
    (playlist, findings.into_issues())
}

fn checked(root: &Value, findings: &mut Findings) -> Playlist {
    let (Some(head), Value::Object(object)) = (Head::read(root, findings), root) else {
        return Playlist::default();
    };
    findings.missing(object, &["daping", "turns"]);
    let authored = node::get(object, "turns").and_then(|turns| grammar::list(turns, findings));
    let authored = authored.unwrap_or_default();
    if authored.len() > MAX_TURNS {
        let fault = BoardFault::TooMany { what: "turns", found: authored.len(), limit: MAX_TURNS };
        findings.fault(object.start(), fault);
    }
    let turns = authored.iter().take(MAX_TURNS).filter_map(|value| turn(value, findings));
    Playlist {
        turns: turns.collect(),
        title: head.title,
        every_ms: head.every.0.as_millis() as u64,
    }
}

fn turn(value: &Value, findings: &mut Findings) -> Option<Turn> {
    let mut turn = Turn::read(value, findings)?;
    if !is_board(&turn.board) {
        let found = format!("\"{}\"", short(&turn.board));
        return findings.found(value.start(), found, BOARD);
    }
    turn.params.0.retain(|(name, value)| is_plain(name) && value.chars().count() <= MAX_VALUE);
    Some(turn)
}

impl Playlist {
    /// How long a turn stands.
    fn stands_ms(&self, at: usize) -> u64 {
        let own = self.turns.get(at).and_then(|turn| turn.span);
        own.map_or(self.every_ms, |own| own.0.as_millis() as u64).max(SHORTEST_MS)
    }

    /// The time of a whole round.
    fn round_ms(&self) -> u64 {
        (0..self.turns.len()).map(|at| self.stands_ms(at)).sum()
    }
}

/// Which turn is on.
#[derive(Clone, Debug, PartialEq)]
pub struct Turning {
    pub at: usize,
    /// When the next one is due.
    due_ms: u64,
    /// What was left of the turn when it was paused.
    left_ms: Option<u64>,
}

impl Turning {
    /// The turn `at` begins now.
    pub fn new(list: &Playlist, at: usize, now_ms: u64) -> Self {
        Turning { at, due_ms: now_ms + list.stands_ms(at), left_ms: None }
    }

    pub fn is_paused(&self) -> bool {
        self.left_ms.is_some()
    }

    /// How long the turn that is on still stands.
    pub fn left_ms(&self, now_ms: u64) -> u64 {
        self.left_ms.unwrap_or(self.due_ms.saturating_sub(now_ms))
    }

    /// Goes on to the turn that is due by now; false where the one that is on still stands. After a
    /// long sleep the turns that nobody saw are passed over, whole rounds at once.
    pub fn advance(&mut self, list: &Playlist, now_ms: u64) -> bool {
        if self.is_paused() || now_ms < self.due_ms || list.turns.len() < 2 {
            return false;
        }
        let before = self.at;
        self.due_ms += (now_ms - self.due_ms) / list.round_ms().max(1) * list.round_ms();
        while now_ms >= self.due_ms {
            self.at = (self.at + 1) % list.turns.len();
            self.due_ms += list.stands_ms(self.at);
        }
        self.at != before
    }

    /// So many turns on or back, which begin now; a pause goes on.
    pub fn step(&mut self, list: &Playlist, turns: i64, now_ms: u64) {
        let count = list.turns.len().max(1) as i64;
        let at = (self.at as i64 + turns).rem_euclid(count) as usize;
        let paused = self.is_paused();
        *self = Turning::new(list, at, now_ms);
        if paused {
            self.left_ms = Some(list.stands_ms(at));
        }
    }

    /// Stops where it is, or goes on with what was left.
    pub fn pause(&mut self, paused: bool, now_ms: u64) {
        match (paused, self.left_ms) {
            (true, None) => self.left_ms = Some(self.left_ms(now_ms)),
            (false, Some(left)) => (self.due_ms, self.left_ms) = (now_ms + left, None),
            _ => (),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Lang;

    fn list(spans: &[u64]) -> Playlist {
        let turn = |seconds: &u64| Turn {
            board: format!("b{seconds}"),
            span: Some(Span::seconds(*seconds)),
            ..Turn::default()
        };
        Playlist { turns: spans.iter().map(turn).collect(), every_ms: 1_000, ..Playlist::default() }
    }

    #[test]
    fn a_day_has_as_many_turns_as_its_times_say() {
        // Looked at late, by up to a second, each time.
        let list = list(&[30, 45, 15]);
        let mut turning = Turning::new(&list, 0, 0);
        let (mut turns, mut now) = (0, 0);
        while now < 86_400_000 {
            now += 250 + now * 7_919 % 750;
            turns += u32::from(turning.advance(&list, now));
        }
        // 960 rounds of 90 s, three turns each, and the first of the next.
        let ends = now / 90_000 * 3
            + [0, 30_000, 75_000].iter().filter(|at| now % 90_000 >= **at).count() as u64
            - 1;
        assert_eq!(u64::from(turns), ends);
        assert!(ends >= 2_880);
    }

    #[test]
    fn after_a_sleep_the_wall_stands_where_it_would_have_stood() {
        let list = list(&[10, 20]);
        let mut turning = Turning::new(&list, 0, 0);
        let slept = 30_000 * 1_000_000 + 12_000;
        assert!(turning.advance(&list, slept));
        assert_eq!((turning.at, turning.left_ms(slept)), (1, 18_000));
        assert!(!turning.advance(&list, slept + 17_999));
        assert!(turning.advance(&list, slept + 18_000));
    }

    #[test]
    fn a_pause_keeps_what_was_left_and_a_step_begins_anew() {
        let list = list(&[10, 20, 30]);
        let mut turning = Turning::new(&list, 0, 0);
        turning.pause(true, 4_000);
        assert!(!turning.advance(&list, 1_000_000));
        turning.pause(false, 1_000_000);
        assert_eq!(turning.left_ms(1_000_000), 6_000);
        turning.step(&list, -1, 1_000_000);
        assert_eq!((turning.at, turning.left_ms(1_000_000)), (2, 30_000));
        turning.pause(true, 1_000_001);
        turning.step(&list, 1, 1_000_002);
        assert!(turning.at == 0 && turning.is_paused() && turning.left_ms(9) == 10_000);
    }

    #[test]
    fn one_board_never_turns_and_none_does_no_harm() {
        let one = list(&[1]);
        assert!(!Turning::new(&one, 0, 0).advance(&one, 1_000_000));
        let none = Playlist::default();
        let mut turning = Turning::new(&none, 0, 0);
        assert!(!turning.advance(&none, 1_000_000));
        turning.step(&none, 1, 0);
        assert_eq!(turning.at, 0);
    }

    #[test]
    fn a_bad_turn_costs_that_turn() {
        let text = r#"{"daping": 1, "turns": [{"board": "power", "for": "45s", "params": {"city": "411300", "now": "x"}},
            {"board": "../secret"}, {"board": "zone", "fro": "1s"}, {}]}"#;
        let (playlist, issues) = read("playlists/a.json", text);
        let boards: Vec<&str> = playlist.turns.iter().map(|turn| turn.board.as_str()).collect();
        assert_eq!(boards, ["power", "zone"]);
        assert_eq!(playlist.turns[0].params.0, [("city".to_string(), "411300".to_string())]);
        assert_eq!((playlist.stands_ms(0), playlist.stands_ms(1)), (45_000, 30_000));
        let said: Vec<String> = issues.iter().map(|issue| issue.say(Lang::En)).collect();
        assert_eq!(
            said,
            [
                "playlists/a.json:2:13: found \"../secret\"; expected a board's name: letters, digits, - and _",
                "playlists/a.json:2:55: unknown key \"fro\"; did you mean \"for\"?",
                "playlists/a.json:2:69: found \"\"; expected a board's name: letters, digits, - and _",
            ]
        );
        let (empty, said) = read("x", "[]");
        assert!(empty.turns.is_empty() && said.len() == 1);
    }
}
