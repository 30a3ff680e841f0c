//! What turns or moves by itself: pages, tabs, the rows of a roster.

use leptos::prelude::*;

use super::effect::effect;
use super::hand::Hand;
use super::host::Host;
use super::{frame, is_still};
use crate::panel::kind::Kind;

/// Turns the page when it has stood its time and no hand holds it.
pub fn turn(host: Host) {
    let wall = host.hall.get_value();
    let span = wall.board.panels.get(host.index).and_then(|panel| panel.kind.turn());
    let (Some(span), Some(pose)) = (span, host.pose()) else { return };
    let seconds = span.0.as_secs().max(1) as i64;
    let second = wall.second;
    let mut turned = None::<i64>;
    effect(move || {
        let now = second.get();
        if turned.is_some_and(|turned| now - turned < seconds) {
            return;
        }
        if turned.is_some() && !pose.with_untracked(|pose| pose.held) {
            pose.update(|pose| pose.page += 1);
        }
        turned = Some(now);
    });
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
    let still = is_still();
    let is_held = move || {
        hand.touch.with(|touch| touch.rests)
            || host.pose().is_some_and(|pose| pose.with(|pose| pose.held))
    };
    // It goes with the effect, and the movement with it.
    let mut ticket = None::<frame::Ticket>;
    effect(move || {
        let go = !still && !is_held();
        let step = move |ms: f64| {
            if let Some(roll) = host.roll.try_get_value() {
                roll.borrow_mut().advance(speed * ms / 1_000.0);
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
        if turned.is_some_and(|turned| now - turned < stands) {
            return;
        }
        if turned.is_some() && !is_held() {
            roll.borrow_mut().leap(visible as i64);
        }
        turned = Some(now);
    });
}
