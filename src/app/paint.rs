//! What of a panel is painted: its scene on the canvas, lights over it, rows in a roster's pool.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCanvasElement};

use super::host::{Body, Drawn, Host};
use super::lights::Lights;
use super::{canvas, marks, roll};

/// What was last painted: the same scene is not painted again.
#[derive(Default)]
pub struct Painted {
    scene: RefCell<Option<Rc<Drawn>>>,
    laid: Cell<Option<u32>>,
    lights: RefCell<Option<Lights>>,
}

impl Painted {
    /// Paints what the body has become; fills the pool of a roster that was laid anew.
    pub fn follow(&self, section: &Element, host: Host) {
        match host.body.get_untracked() {
            Body::Drawn(drawn) => self.paint(section, &drawn, host),
            Body::Rolls(count) if self.laid.replace(Some(count)) != Some(count) => {
                roll::with(&host.roll.get_value(), |roll| roll.fill(section));
            }
            Body::Rolls(_) => (),
            _ => self.forget(),
        }
    }

    fn paint(&self, section: &Element, drawn: &Rc<Drawn>, host: Host) {
        if self.scene.borrow().as_ref().is_some_and(|old| Rc::ptr_eq(old, drawn)) {
            return;
        }
        let sheet = |name: &str| {
            let found = section.query_selector(name).ok().flatten();
            found.and_then(|found| found.dyn_into::<HtmlCanvasElement>().ok())
        };
        let Some(still) = sheet(".drawing > canvas") else { return };
        let panel = host.hall.with_value(|wall| {
            wall.board.panels.get(host.index).map(|panel| panel.name.clone()).unwrap_or_default()
        });
        marks::measured("daping:paint", &panel, || canvas::paint(&still, &drawn.scene.picture));
        self.scene.replace(Some(Rc::clone(drawn)));
        let size = (drawn.scene.picture.width, drawn.scene.picture.height);
        let old = self.lights.take();
        let lights = sheet(".drawing > canvas + canvas")
            .and_then(|over| Lights::travel(old, over, size, &drawn.scene.arcs));
        self.lights.replace(lights);
    }

    pub fn forget(&self) {
        self.scene.replace(None);
        self.lights.replace(None);
        self.laid.set(None);
    }
}
