//! What a panel is at this moment: its rows, its room, its pose, and the body that its kind makes of
//! them. The body is made anew when one of these changes, and at no other time.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::effect::{Local, effect};
use super::outlines::Known;
use super::roll::Roll;
use super::standing::Standing;
use super::wall::{Hall, Wall};
use super::{clock, marks, packs};
use crate::board;
use crate::board::layout::{self, Form};
use crate::data::Audience;
use crate::data::table::Table;
use crate::geo::Outline;
use crate::issue::{DataFault, Issue, Lang, Place};
use crate::look::markup::{Element, el};
use crate::look::seams::{Rect, bands_in};
use crate::panel::kind::{Kind, Surface};
use crate::panel::{self, Draw, Pose, Scene, table};

/// A panel's handle; any view may copy it.
#[derive(Clone, Copy)]
pub struct Host {
    pub hall: Hall,
    pub index: usize,
    /// The arrangement that holds: type size, and whether panels are as high as their content.
    pub standing: Memo<Option<Standing>>,
    /// The panel's small table; changes only when its content does.
    pub rows: Local<Rc<Table>>,
    /// Where its body and the whole panel stand, in the page's own pixels.
    pub place: Local<Rect>,
    pub stand: Local<Rect>,
    pub body: Local<Body>,
    pub roll: StoredValue<Rc<RefCell<Roll>>, LocalStorage>,
}

/// What the kind made.
#[derive(Clone, Default)]
pub enum Body {
    #[default]
    Nothing,
    Page(Rc<Element>),
    Drawn(Rc<Drawn>),
    /// The roster has been laid; the number changes each time.
    Rolls(u32),
}

/// A scene with what was known when it was drawn.
pub struct Drawn {
    pub scene: Scene,
    pub words: String,
    pub caption: Option<String>,
    pub fault: Option<String>,
    pub moves: bool,
}

impl Host {
    pub fn new(hall: Hall, index: usize, standing: Memo<Option<Standing>>) -> Self {
        Host {
            hall,
            index,
            standing,
            rows: RwSignal::new_local(Rc::default()),
            place: RwSignal::new_local(Rect::default()),
            stand: RwSignal::new_local(Rect::default()),
            body: RwSignal::new_local(Body::Nothing),
            roll: StoredValue::new_local(Rc::default()),
        }
    }

    /// What a reader has done to it; it belongs to the wall, as tabs and their panels share it.
    pub fn pose(&self) -> Option<Local<Pose>> {
        self.hall.with_value(|wall| wall.poses.get(self.index).copied())
    }

    /// Does what was asked; what leaves the pose as it was draws nothing anew.
    pub fn act(&self, word: &str) {
        let Some(pose) = self.pose() else { return };
        let mut asked = pose.get_untracked();
        asked.act(word);
        if pose.with_untracked(|own| *own != asked) {
            pose.set(asked);
        }
    }

    /// Makes the body anew whenever something that it shows has changed.
    pub fn keep_body(self) {
        effect(move || {
            let wall = self.hall.get_value();
            let Some(panel) = wall.board.panels.get(self.index) else { return };
            let place = self.place.get();
            if place.width < 1.0 {
                return;
            }
            wall.viewport.track();
            self.body.set(self.make(&wall, panel, &place));
        });
    }

    fn make(&self, wall: &Wall, panel: &board::Panel, place: &Rect) -> Body {
        let kind = &panel.kind;
        let (em, is_wall) = self.standing.with(|standing| match standing {
            Some(standing) => (standing.em, standing.form == Form::Wall),
            None => (layout::PHONE_EM, false),
        });
        let rows = self.rows.get();
        let pose = self.pose().map(|pose| pose.get()).unwrap_or_default();
        let theme = wall.theme.get();
        let lang = wall.lang.get();
        let now = if kind.ticks() { wall.second.get() } else { 0 };
        let grows = !is_wall && kind.surface() == Surface::Dom;
        let bands = bands_in(place, &wall.bands.get());
        let lunar = if kind.wants_lunar() { clock::lunar(wall.today.get()) } else { String::new() };
        let on = Draw {
            width: place.width,
            height: if grows { 0.0 } else { place.height },
            em,
            theme: &theme,
            measure: &wall.measure,
            lang,
            utc_offset: wall.utc_offset,
            format: panel.format,
            unit: panel.unit.as_deref(),
            today: wall.today.get(),
            now,
            lunar: &lunar,
            pose: &pose,
            outline: None,
            layer: None,
            is_door: &|_| false,
            inside: None,
            is_public: wall.board.audience == Audience::Public,
            bands: &bands,
        };
        match kind.pack().map_or(packs::Known::Here, |pack| wall.packs.get(pack)) {
            packs::Known::Here => (),
            packs::Known::Unasked | packs::Known::Waiting => return Body::Nothing,
            packs::Known::Broken => return broken(&panel.name, lang),
        }
        match kind.surface() {
            Surface::Canvas if pose.sheet => Body::Page(Rc::new(sheet(&rows, &on))),
            Surface::Canvas if place.height < 1.0 => Body::Nothing,
            Surface::Canvas => self.drawn(wall, panel, &rows, &on),
            Surface::Dom => {
                kind.show(&rows, &on).map_or(Body::Nothing, |page| Body::Page(Rc::new(page)))
            }
            Surface::Own => self.laid(kind, rows, &on),
        }
    }

    fn drawn(&self, wall: &Wall, panel: &board::Panel, rows: &Table, on: &Draw<'_>) -> Body {
        let nothing = |fault| {
            let drawn = Drawn {
                scene: Scene::default(),
                words: String::new(),
                caption: None,
                fault,
                moves: false,
            };
            Body::Drawn(Rc::new(drawn))
        };
        let known = match outline(wall, &panel.kind) {
            Ok(known) => known,
            Err(fault) => {
                let place = Place::document(panel.kind.outline().unwrap_or_default());
                return nothing(Some(Issue::data(place, fault).say(on.lang)));
            }
        };
        if panel.kind.outline().is_some() && known.is_none() {
            return nothing(None);
        }
        let on = Draw { outline: known.as_deref(), ..*on };
        marks::drawn(&panel.name);
        let scene = marks::measured("daping:draw", &panel.name, || panel.kind.draw(rows, &on));
        if let Some(unmatched) = wall.unmatched.get(self.index) {
            unmatched.set(scene.unmatched.clone());
        }
        Body::Drawn(Rc::new(Drawn {
            words: panel::spoken(rows, &on.voice()),
            caption: known.as_ref().map(|outline| panel::caption(outline, on.lang)),
            fault: None,
            moves: matches!(panel.kind, Kind::Flow(_)),
            scene,
        }))
    }

    fn laid(&self, kind: &Kind, rows: Rc<Table>, on: &Draw<'_>) -> Body {
        let Kind::Roster(options) = kind else { return Body::Nothing };
        let roll = self.roll.get_value();
        let place = (on.width, on.em);
        roll.borrow_mut().lay(options, rows, place, (on.utc_offset, on.lang), on.measure);
        Body::Rolls(match self.body.get_untracked() {
            Body::Rolls(count) => count.wrapping_add(1),
            _ => 0,
        })
    }

    pub fn lang(&self) -> Lang {
        self.hall.with_value(|wall| wall.lang.get())
    }
}

/// What stands in the place of a panel whose program did not arrive.
fn broken(name: &str, lang: Lang) -> Body {
    let said = Issue::data(Place::document(name), DataFault::NoPack).say(lang);
    Body::Page(Rc::new(el("p").class("fault").text(said)))
}

/// A drawing's rows as a table.
fn sheet(rows: &Table, on: &Draw<'_>) -> Element {
    Kind::Table(table::Options::default()).show(rows, on).unwrap_or_default()
}

/// The kind's outline: none where it needs none or it is still on its way.
fn outline(wall: &Wall, kind: &Kind) -> Result<Option<Rc<Outline>>, DataFault> {
    let Some(name) = kind.outline() else { return Ok(None) };
    match wall.outlines.get(name) {
        Known::Waiting => Ok(None),
        Known::Here(outline) => Ok(Some(outline)),
        Known::Broken(fault) => Err(fault),
    }
}
