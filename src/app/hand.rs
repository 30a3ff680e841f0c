//! What a hand does to a panel: points, taps, presses keys, draws a range. Every handler is here, and
//! none knows a kind.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, FocusEvent, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent,
    UrlSearchParams,
};

use super::effect::{Local, effect};
use super::host::{Body, Drawn, Host};
use super::params;
use super::place::within;
use super::tools;
use crate::board::page::Tip;
use crate::board::playlist::is_board;
use crate::issue::words;
use crate::look::format;
use crate::panel::Scene;
use crate::panel::scene::{Reach, Told};

/// How near a pointer must come to a mark that it does not touch, in CSS pixels.
const NEAR: f64 = 16.0;
/// A shorter stroke is a click.
const SHORTEST_BRUSH: f64 = 8.0;

/// The hand at one panel.
#[derive(Clone, Copy)]
pub struct Hand {
    host: Host,
    pub touch: Local<Touch>,
}

/// What the hand is at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Touch {
    /// The mark that the tip is of.
    pub mark: Option<usize>,
    /// From and to of the range that is being drawn.
    pub brush: Option<(f64, f64)>,
    /// The tip of an element that carries its own words.
    pub tip: Option<Tip>,
    /// A pointer or the focus is in the panel: what scrolls waits.
    pub rests: bool,
    /// What points has no place before it comes down: a first tap only tells.
    pub is_thumb: bool,
}

impl Touch {
    /// Whether a tour waits for it: it is in the panel, or reads what it tapped.
    pub fn holds(&self) -> bool {
        self.rests || self.is_thumb && self.mark.is_some()
    }
}

impl Hand {
    pub fn new(host: Host) -> Self {
        let hand = Hand { host, touch: Local::new(Touch::default()) };
        let mut level = Vec::new();
        effect(move || {
            let path = host.body.with(|body| match body {
                Body::Drawn(drawn) => drawn.path.clone(),
                _ => Vec::new(),
            });
            // Another level has other marks.
            if path != level {
                hand.change(|touch| touch.mark = None);
                level = path;
            }
        });
        hand
    }

    /// Changes what the hand is at; nothing follows where it is as before.
    pub fn change(&self, change: impl FnOnce(&mut Touch)) {
        let mut touch = self.touch.get_untracked();
        change(&mut touch);
        self.touch.keep(touch);
    }

    /// Any event of the panel.
    pub fn feel(&self, event: &Event) {
        match event.type_().as_str() {
            "click" => self.click(event.unchecked_ref()),
            "dblclick" => self.host.act("reset"),
            "keydown" => self.key(event.unchecked_ref()),
            "pointerdown" => self.down(event.unchecked_ref()),
            "pointermove" => self.over(event.unchecked_ref()),
            "pointerup" => self.up(),
            // A thumb that is lifted leaves its tip.
            "pointerleave" if is_thumb(event.unchecked_ref()) => (),
            "pointerleave" | "focusout" => self.leave(),
            "focusin" => self.focus(event.unchecked_ref()),
            _ => (),
        }
    }

    pub fn drawn(&self) -> Option<Rc<Drawn>> {
        match self.host.body.get_untracked() {
            Body::Drawn(drawn) => Some(drawn),
            _ => None,
        }
    }

    fn click(&self, event: &MouseEvent) {
        let Some(target) = element(event.target()) else { return };
        if let Ok(Some(asked)) = target.closest("[data-act]") {
            let act = asked.get_attribute("data-act").unwrap_or_default();
            if !tools::export(self.host, &act) {
                self.host.act(&act);
            }
            if let Ok(Some(levels)) = asked.closest("nav") {
                // The button may be gone after it; keys go on where the map is.
                let place = levels.parent_element();
                let _ = place.map(|place| place.unchecked_ref::<HtmlElement>().focus());
            }
            if let Ok(Some(menu)) = asked.closest("details.menu") {
                // A menu that has done its work closes.
                let _ = menu.remove_attribute("open");
            }
            return;
        }
        if self.goes(&target, event) {
            return event.prevent_default();
        }
        let before = self.touch.get_untracked();
        self.point(&target, event);
        let hit = self.touch.with_untracked(|touch| touch.mark);
        // A thumb's first tap tells; of a double click the first has entered.
        let means_it = if before.is_thumb { before.mark == hit } else { event.detail() < 2 };
        if means_it && !self.enter(hit) && event.detail() < 2 {
            self.choose(&target);
        }
    }

    /// Follows a link to another board without leaving the page; with a key held it is the browser's.
    fn goes(&self, target: &Element, event: &MouseEvent) -> bool {
        let link = target.closest("a[href^=\"?board=\"]").ok().flatten();
        let href = link.and_then(|link| link.get_attribute("href"));
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.shift_key();
        let board = href.filter(|_| is_plain).and_then(|href| board_of(&href));
        board.inspect(|board| params::open(board)).is_some()
    }

    /// Opens or sets what the row in hand stands for; false where it stands for nothing.
    fn choose(&self, target: &Element) -> bool {
        self.row(target)
            .is_some_and(|row| params::opens(self.host, row) || params::choose(self.host, row))
    }

    /// The row of the panel's table that an element or the mark in hand is of.
    fn row(&self, target: &Element) -> Option<usize> {
        let own = |name: &str| {
            let own = target.closest(&format!("[{name}]")).ok().flatten()?;
            own.get_attribute(name)
        };
        if let Some(row) = own("data-row").and_then(|row| row.parse().ok()) {
            return Some(row);
        }
        if let Some(row) = own("aria-rowindex").and_then(|row| row.parse::<usize>().ok()) {
            // Rows of a roster count from 1 and the head is the first.
            return row.checked_sub(2);
        }
        let label = match self.drawn() {
            Some(drawn) => {
                let at = self.touch.with_untracked(|touch| touch.mark)?;
                if let Some((_, row)) = drawn.scene.rows.iter().find(|(mark, _)| *mark == at) {
                    return Some(*row);
                }
                drawn.scene.marks.get(at)?.label.clone()
            }
            None => own("data-tip")?.lines().next()?.to_string(),
        };
        params::row_called(self.host, &label)
    }

    /// Goes through a mark's door; false where it has none.
    fn enter(&self, mark: Option<usize>) -> bool {
        let Some(drawn) = self.drawn() else { return false };
        let door = drawn.door(mark);
        door.inspect(|code| self.host.enter(&drawn, code)).is_some()
    }

    /// Shows the tip of what is under the pointer.
    fn point(&self, target: &Element, event: &MouseEvent) {
        if let (Some(drawn), Ok(Some(place))) = (self.drawn(), target.closest(".drawing")) {
            let is_over = target.closest("nav").ok().flatten().is_some();
            let hit = Some(&drawn.scene).filter(|_| !is_over);
            let hit = hit.and_then(|scene| scene.hit(within(&place, event), NEAR));
            self.change(|touch| touch.mark = hit);
            return;
        }
        self.tell(target);
    }

    /// The tip of an element with `data-tip`: its first line is the label.
    fn tell(&self, target: &Element) {
        let told = target.closest("[data-tip]").ok().flatten().and_then(|own| {
            let words = own.get_attribute("data-tip")?;
            let body = own.closest(".body").ok()??;
            let (own, body) = (own.get_bounding_client_rect(), body.get_bounding_client_rect());
            let (label, rest) = words.split_once('\n').unwrap_or((&words, ""));
            let line = |value: &str| Told { name: String::new(), value: value.into(), color: None };
            Some(Tip {
                at: (own.left() + own.width() / 2.0 - body.left(), own.bottom() - body.top()),
                room: (body.width(), body.height()),
                label: label.to_string(),
                told: rest.lines().map(line).collect(),
                foot: foot(self.host),
            })
        });
        self.change(|touch| touch.tip = told);
    }

    fn down(&self, event: &PointerEvent) {
        let is_thumb = is_thumb(event);
        // What a tour shows is not what a thumb has tapped.
        self.change(|touch| {
            touch.mark = touch.mark.filter(|_| touch.is_thumb == is_thumb);
            touch.is_thumb = is_thumb;
        });
        let Some(place) = element(event.target()) else { return };
        let (Some(drawn), Ok(Some(place))) = (self.drawn(), place.closest(".drawing")) else {
            return;
        };
        let at = within(&place, event);
        if drawn.scene.brush.as_ref().is_some_and(|brush| brush.holds(at)) && event.button() == 0 {
            self.change(|touch| touch.brush = Some((at.x, at.x)));
            // Without it, a stroke that leaves the panel ends there.
            let _ = place.set_pointer_capture(event.pointer_id());
        }
    }

    fn over(&self, event: &PointerEvent) {
        if !is_thumb(event) {
            self.change(|touch| touch.rests = true);
        }
        let Some(target) = element(event.target()) else { return };
        match (self.touch.with_untracked(|touch| touch.brush), target.closest(".drawing")) {
            (Some((from, _)), Ok(Some(place))) => {
                let to = within(&place, event).x;
                self.change(|touch| touch.brush = Some((from, to)));
            }
            _ if !is_thumb(event) => self.point(&target, event),
            _ => (),
        }
    }

    fn up(&self) {
        let Some((from, to)) = self.touch.with_untracked(|touch| touch.brush) else { return };
        self.change(|touch| touch.brush = None);
        let Some(drawn) = self.drawn() else { return };
        if let (true, Some(pose)) = ((to - from).abs() >= SHORTEST_BRUSH, self.host.pose()) {
            pose.update(|pose| pose.range = narrowed(&drawn.scene, pose.range, (from, to)));
            self.change(|touch| touch.mark = None);
        }
    }

    fn leave(&self) {
        self.change(|touch| touch.rests = false);
        self.clear();
    }

    fn clear(&self) {
        self.change(|touch| (touch.mark, touch.tip) = (None, None));
    }

    fn focus(&self, event: &FocusEvent) {
        self.change(|touch| touch.rests = true);
        if let Some(target) = element(event.target()) {
            self.tell(&target);
        }
    }

    fn key(&self, event: &KeyboardEvent) {
        let Some(target) = element(event.target()) else { return };
        let is = |class: &str| target.class_list().contains(class);
        let done = match event.key().as_str() {
            "Escape" => {
                let told = self.touch.with_untracked(|t| t.mark.is_some() || t.tip.is_some());
                self.clear();
                if told || !self.rise() {
                    self.host.act("reset");
                }
                true
            }
            "Backspace" => self.rise(),
            "Enter" if is("drawing") => {
                self.enter(self.touch.with_untracked(|touch| touch.mark)) || self.choose(&target)
            }
            "Enter" if !matches!(target.tag_name().as_str(), "A" | "BUTTON" | "SUMMARY") => {
                self.choose(&target)
            }
            "t" | "T" if is("drawing") || is("sheet") => {
                self.host.act("sheet");
                true
            }
            key if is("drawing") => self.step(key),
            key if is("roster") => self.leap(key),
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    }

    fn rise(&self) -> bool {
        self.drawn().is_some_and(|drawn| self.host.rise(&drawn))
    }

    /// From mark to mark.
    fn step(&self, key: &str) -> bool {
        let count = self.drawn().map_or(0, |drawn| drawn.scene.marks.len());
        let at = self.touch.with_untracked(|touch| touch.mark);
        let next = match (key, at) {
            _ if count == 0 => return false,
            ("ArrowRight" | "ArrowDown", None) | ("Home", _) => 0,
            ("ArrowLeft" | "ArrowUp", None) | ("End", _) => count - 1,
            ("ArrowRight" | "ArrowDown", Some(at)) => (at + 1) % count,
            ("ArrowLeft" | "ArrowUp", Some(at)) => (at + count - 1) % count,
            _ => return false,
        };
        self.change(|touch| touch.mark = Some(next));
        true
    }

    /// A roster's rows and pages.
    fn leap(&self, key: &str) -> bool {
        let roll = self.host.roll.get_value();
        let page = roll.borrow().visible.max(1) as i64;
        let rows = match key {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "PageDown" => page,
            "PageUp" => -page,
            " " => {
                self.host.act("hold");
                return true;
            }
            _ => return false,
        };
        if let Some(pose) = self.host.pose() {
            pose.update(|pose| pose.held = true);
        }
        super::roll::with(&roll, |roll| roll.leap(rows));
        true
    }
}

/// Date and source of a panel's data, as a tip's foot.
pub fn foot(host: Host) -> String {
    let wall = host.hall.get_value();
    let Some(panel) = wall.board.panels.get(host.index) else { return String::new() };
    let source = panel.data.as_ref().and_then(|query| wall.source(&query.from));
    let lang = host.lang();
    let as_of = source.and_then(|source| source.status.with(|status| status.as_of));
    let as_of = as_of.map(|at| {
        format!("{} {}", words::data_as_of(lang), format::time(at, wall.utc_offset, lang))
    });
    let from = panel.note.clone().or_else(|| source.map(|source| source.name.to_string()));
    [as_of, from].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// `?board=power` -> power
fn board_of(href: &str) -> Option<String> {
    let asked = UrlSearchParams::new_with_str(href).ok()?;
    asked.get("board").filter(|board| is_board(board))
}

/// The stroke as a part of the whole range, where the plot shows `shown` of it.
fn narrowed(
    scene: &Scene,
    shown: Option<(f64, f64)>,
    (from, to): (f64, f64),
) -> Option<(f64, f64)> {
    let Some(Reach::Box { left, right, .. }) = &scene.brush else { return shown };
    let (first, last) = shown.unwrap_or((0.0, 1.0));
    let share = |x: f64| ((x - left) / (right - left)).clamp(0.0, 1.0) * (last - first) + first;
    Some((share(from.min(to)), share(from.max(to))))
}

fn is_thumb(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

fn element(target: Option<web_sys::EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}
