//! What turns or moves by itself: pages, tabs, the rows of a roster.

use leptos::prelude::*;

use super::effect::effect;
use super::hand::{Hand, Touch};
use super::host::Host;
use super::{frame, is_still, roll};
use crate::issue::words;
use crate::panel::kind::Kind;
use crate::panel::scene::Mark;

/// Turns the page when it has stood its time and no hand holds it. A clock that is set back makes a turn
/// early: it would stand for as long as the clock went back.
pub fn turn(host: Host) {
    let wall = host.hall.get_value();
    let span = wall.board.panels.get(host.index).and_then(|panel| panel.kind.turn());
    let (Some(span), Some(pose)) = (span, host.pose()) else { return };
    let seconds = span.0.as_secs().max(1) as i64;
    let (second, paused) = (wall.second, wall.paused);
    let mut turned = None::<i64>;
    effect(move || {
        let now = second.get();
        if paused.get() {
            turned = Some(now);
        }
        if turned.is_some_and(|turned| (0..seconds).contains(&(now - turned))) {
            return;
        }
        if turned.is_some() && !pose.with_untracked(|pose| pose.held) {
            pose.update(|pose| pose.page += 1);
        }
        turned = Some(now);
    });
}

/// Shows the card of one mark after another, while no hand is in the panel.
pub fn tour(host: Host, hand: Hand) {
    let wall = host.hall.get_value();
    let span = wall.board.panels.get(host.index).and_then(|panel| panel.kind.tour());
    let Some(span) = span else { return };
    let seconds = span.0.as_secs().max(1) as i64;
    let (second, paused) = (wall.second, wall.paused);
    let (mut turned, mut at) = (None::<i64>, None::<usize>);
    effect(move || {
        let now = second.get();
        let rests = paused.get() || hand.touch.with_untracked(Touch::holds);
        if rests || turned.is_none() {
            turned = Some(now);
        }
        if turned.is_some_and(|turned| (0..seconds).contains(&(now - turned))) {
            return;
        }
        if let Some(drawn) = hand.drawn() {
            at = next(&drawn.scene.marks, at, words::no_data(host.lang()));
            hand.change(|touch| (touch.mark, touch.is_thumb) = (at, false));
            turned = Some(now);
        }
    });
}

/// The next mark that has more to tell than `none`, round and round.
fn next(marks: &[Mark], at: Option<usize>, none: &str) -> Option<usize> {
    let tells = |mark: &Mark| mark.told.iter().any(|told| told.value != none);
    let first = at.map_or(0, |at| at + 1);
    let mut order = (0..marks.len()).map(|on| (first + on) % marks.len());
    order.find(|at| marks.get(*at).is_some_and(tells))
}

/// A page of a roster stands at least this long where motion is not wanted.
const SHORTEST_PAGE_S: f64 = 8.0;

/// Moves a roster's rows by frames; by pages where the reader asked for less motion.
pub fn move_rows(host: Host, hand: Hand) {
    let wall = host.hall.get_value();
    let Some(Kind::Roster(options)) = wall.board.panels.get(host.index).map(|panel| &panel.kind)
    else {
        return;
    };
    let speed = options.speed.0;
    let (still, paused) = (is_still(), wall.paused);
    let is_held = move || {
        paused.get()
            || hand.touch.with(|touch| touch.rests)
            || host.pose().is_some_and(|pose| pose.with(|pose| pose.held))
    };
    // It goes with the effect, and the movement with it.
    let mut ticket = None::<frame::Ticket>;
    effect(move || {
        let go = !still && !is_held();
        let step = move |ms: f64| {
            if let Some(roll) = host.roll.try_get_value() {
                roll::with(&roll, |roll| roll.advance(speed * ms / 1_000.0));
            }
        };
        // The old movement ends before a new one begins.
        drop(ticket.take());
        ticket = go.then(|| frame::each(step));
    });
    if !still {
        return;
    }
    let second = wall.second;
    let mut turned = None::<i64>;
    effect(move || {
        let now = second.get();
        let roll = host.roll.get_value();
        let visible = roll.borrow().visible;
        let stands = (visible as f64 / speed).max(SHORTEST_PAGE_S) as i64;
        if turned.is_some_and(|turned| (0..stands).contains(&(now - turned))) {
            return;
        }
        if turned.is_some() && !is_held() {
            roll::with(&roll, |roll| roll.leap(visible as i64));
        }
        turned = Some(now);
    });
}
