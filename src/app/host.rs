//! What a panel is at this moment: its rows, its room, its pose, and the body that its kind makes of
//! them. The body is made anew when one of these changes, and at no other time.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::effect::{Local, effect};
use super::level::{self, Level};
use super::outlines::Known;
use super::roll::Roll;
use super::standing::Standing;
use super::wall::{Hall, Wall};
use super::windows::View;
use super::{address, clock, marks, packs};
use crate::board;
use crate::board::layout::{self, Form};
use crate::data::Audience;
use crate::data::table::Table;
use crate::geo::{File, Outline};
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
    /// Where a reader keeps them, and `rows` are a sample.
    pub view: Local<Option<Rc<View>>>,
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
#[derive(Default)]
pub struct Drawn {
    pub scene: Scene,
    pub words: String,
    pub caption: Option<String>,
    pub fault: Option<String>,
    pub moves: bool,
    /// Where a map is: its level, and the codes of the regions that it is inside of.
    pub level: Level,
    pub path: Vec<String>,
}

impl Drawn {
    /// The region that a mark leads into.
    pub fn door(&self, mark: Option<usize>) -> Option<&str> {
        let doors = self.scene.doors.iter();
        doors.filter(|(own, _)| Some(*own) == mark).map(|(_, code)| code.as_str()).next()
    }
}

impl Host {
    pub fn new(hall: Hall, index: usize, standing: Memo<Option<Standing>>) -> Self {
        Host {
            hall,
            index,
            standing,
            rows: Local::new(Rc::default()),
            view: Local::new(None),
            place: Local::new(Rect::default()),
            stand: Local::new(Rect::default()),
            body: Local::new(Body::Nothing),
            roll: StoredValue::new_local(Rc::default()),
        }
    }

    /// What a reader has done to it; it belongs to the wall, as tabs and their panels share it.
    pub fn pose(&self) -> Option<Local<Pose>> {
        self.hall.with_value(|wall| wall.poses.get(self.index).copied())
    }

    /// Does what was asked; what leaves the pose as it was draws nothing anew.
    pub fn act(&self, word: &str) {
        self.acts(&[word]);
    }

    /// Several at once; another path is a step that Back takes back. False where all is as it was.
    fn acts(&self, words: &[&str]) -> bool {
        let Some(pose) = self.pose() else { return false };
        let own = pose.get_untracked();
        let mut asked = own.clone();
        for word in words {
            asked.act(word);
        }
        if asked == own {
            return false;
        }
        let wall = self.hall.get_value();
        if asked.path != own.path
            && let Some(panel) = wall.board.panels.get(self.index)
        {
            address::step(&panel.name, &asked.path);
        }
        pose.set(asked);
        true
    }

    /// Enters a region of the level in sight; an outline that could not be had is asked for again.
    pub fn enter(&self, drawn: &Drawn, code: &str) {
        if let Some(inside) = drawn.level.file.inside(code) {
            self.hall.with_value(|wall| wall.outlines.retry(Some(&inside)));
        }
        let depth = drawn.path.len();
        self.acts(&[&format!("up:{depth}"), &format!("enter:{code}")]);
    }

    /// One level up, or back from one that could not be shown; false on the outermost.
    pub fn rise(&self, drawn: &Drawn) -> bool {
        let depth = drawn.path.len();
        self.acts(&[&format!("up:{depth}")])
            || depth > 0 && self.acts(&[&format!("up:{}", depth - 1)])
    }

    /// Makes the body anew whenever something that it shows has changed.
    pub fn keep_body(self) {
        let Host { hall, index, .. } = self;
        // What is out of sight is not found.
        on_cleanup(move || {
            let _ = hall.try_with_value(|wall| wall.tools.hit(index, 0));
        });
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
        let pose = self.pose().map(|pose| pose.get()).unwrap_or_default();
        let rows = self.rows.get();
        let view = self.view.get();
        if let Some(view) = &view {
            wall.tools.hit(self.index, if view.searches { view.rows as i32 } else { 0 });
        }
        let rows = match kind.surface() {
            Surface::Canvas if !pose.sheet => rows,
            _ if view.is_some() => rows,
            _ => wall.tools.seen(wall, (self.index, panel, &pose), rows),
        };
        let theme = wall.theme.get();
        let lang = wall.lang.get();
        let now = match kind {
            kind if kind.ticks() => wall.second.get(),
            kind if kind.minutes(&rows) => wall.minute.get() * 60,
            _ => 0,
        };
        let grows = !is_wall && kind.surface() == Surface::Dom;
        let bands = bands_in(place, &wall.bands.get());
        let lunar = if kind.wants_lunar() { clock::lunar(wall.today.get()) } else { String::new() };
        let calendar = wall.calendar.get();
        let on = Draw {
            width: place.width,
            height: if grows { 0.0 } else { place.height },
            em,
            theme: &theme,
            measure: &*wall.measure,
            lang,
            utc_offset: wall.utc_offset,
            format: panel.format,
            unit: panel.unit.as_deref(),
            today: wall.today.get(),
            now,
            calendar: &calendar,
            chooses: panel.chooses(),
            lunar: &lunar,
            pose: &pose,
            outline: None,
            layer: None,
            is_door: &|_| false,
            inside: None,
            is_public: wall.board.audience == Audience::Public,
            bands: &bands,
        };
        // Fetched side by side with the program that draws it.
        let root = kind.outline();
        let level = root
            .map_or(Ok(Some(Level::default())), |root| level::walk(wall, root, &pose.path, lang));
        match kind.pack().map_or(packs::Known::Here, |pack| wall.packs.get(pack)) {
            packs::Known::Here => (),
            packs::Known::Waiting => return Body::Nothing,
            packs::Known::Broken => return broken(&panel.name, lang),
        }
        match kind.surface() {
            Surface::Canvas if pose.sheet => Body::Page(Rc::new(sheet(&rows, &on))),
            Surface::Canvas if place.height < 1.0 => Body::Nothing,
            Surface::Canvas => self.drawn((wall, panel), level, &rows, &on),
            Surface::Dom => {
                kind.show(&rows, &on).map_or(Body::Nothing, |page| Body::Page(Rc::new(page)))
            }
            Surface::Own => self.laid(kind, rows, view, &on),
        }
    }

    fn drawn(
        &self,
        (wall, panel): (&Wall, &board::Panel),
        level: Result<Option<Level>, Issue>,
        rows: &Table,
        on: &Draw<'_>,
    ) -> Body {
        let mut drawn = Drawn::default();
        let mut issues = Vec::new();
        match level {
            Err(issue) => {
                drawn.fault = Some(issue.say(on.lang));
                issues.push(issue);
            }
            Ok(None) => (),
            Ok(Some(mut level)) => {
                issues = std::mem::take(&mut level.issues);
                let layer = self.layer(wall, &panel.kind, &mut issues);
                let path = on.pose.path.get(..level.depth()).unwrap_or_default();
                let on = Draw {
                    outline: level.outline(),
                    layer: layer.as_deref(),
                    is_door: &|code| level.file.inside(code).is_some(),
                    inside: path.last().map(String::as_str),
                    ..*on
                };
                marks::drawn(&panel.name);
                let draw = || panel.kind.draw(rows, &on);
                drawn.scene = marks::measured("daping:draw", &panel.name, draw);
                issues.extend(drawn.scene.unmatched.issues(&panel.name));
                drawn.words = panel::spoken(rows, &on.voice());
                drawn.caption = level.outline().map(|outline| panel::caption(outline, on.lang));
                drawn.moves = matches!(panel.kind, Kind::Flow(_));
                drawn.path = path.to_vec();
                drawn.level = level;
            }
        }
        if let Some(own) = wall.map_issues.get(self.index)
            && own.with_untracked(|old| *old != issues)
        {
            own.set(issues);
        }
        Body::Drawn(Rc::new(drawn))
    }

    /// The lines over a map, once they are there.
    fn layer(&self, wall: &Wall, kind: &Kind, issues: &mut Vec<Issue>) -> Option<Rc<Outline>> {
        let name = kind.layer()?;
        match wall.outlines.get(&wall.board, name, &File::default()).1 {
            Known::Here(outline) => Some(outline),
            Known::Broken(fault) => {
                issues.push(Issue::data(Place::document(name), DataFault::Outline(fault)));
                None
            }
            _ => None,
        }
    }

    fn laid(&self, kind: &Kind, rows: Rc<Table>, view: Option<Rc<View>>, on: &Draw<'_>) -> Body {
        let Kind::Roster(options) = kind else { return Body::Nothing };
        let roll = self.roll.get_value();
        let place = (on.width, on.em);
        roll.borrow_mut().lay(options, (rows, view), place, (on.utc_offset, on.lang), on.measure);
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
