//! Lights that travel along a drawing's arcs, on a canvas over it: by WebGL2 where a graphics card
//! does the work, else from a bitmap of our own; the same picture either way.
//!
//! A WebGL2 that the processor plays (SwiftShader, llvmpipe) is left alone: 10,000 arcs by it are
//! several times slower than the bitmap, and twenty cost twice as much. Where a context is lost, the bitmap
//! goes on from the next frame.
//!
//! All but [`Lights::travel`] is in the pack of the kinds that have arcs.

pub mod gl;
pub mod plain;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;

use self::gl::Gl;
use self::plain::Plain;
use super::{canvas, frame, is_still};
use crate::panel::lights;
use crate::panel::scene::Arc;

/// Lights on their way, until this is dropped.
pub struct Lights {
    lamp: Rc<RefCell<Lamp>>,
    _ticket: frame::Ticket,
}

/// What draws them.
struct Lamp {
    over: HtmlCanvasElement,
    /// In CSS pixels.
    size: (f64, f64),
    arcs: Vec<Arc>,
    time: f64,
    /// Size and arcs are not in `way` yet.
    is_new: bool,
    way: Option<Way>,
}

enum Way {
    Gl(Gl),
    Plain(Plain),
}

thread_local! {
    /// The machine's WebGL2 is slow, missing or was lost: canvases to come do without.
    static NO_GL: Cell<bool> = const { Cell::new(false) };
}

impl Lights {
    /// Lets lights travel over a drawing of `size` CSS pixels; `old` ones on the same canvas go on
    /// along the new arcs. None where there is nothing to travel along or the reader asked for less
    /// motion.
    pub fn travel(
        old: Option<Lights>,
        over: HtmlCanvasElement,
        size: (f64, f64),
        arcs: &[Arc],
    ) -> Option<Lights> {
        let arcs = arcs.to_vec();
        if let Some(old) = old.filter(|old| old.lamp.borrow().over == over) {
            let mut lamp = old.lamp.borrow_mut();
            (lamp.size, lamp.arcs, lamp.is_new) = (size, arcs, true);
            drop(lamp);
            return Some(old);
        }
        if arcs.is_empty() || is_still() {
            return None;
        }
        let lamp = Lamp { over, size, arcs, time: 0.0, is_new: true, way: None };
        let lamp = Rc::new(RefCell::new(lamp));
        let own = Rc::clone(&lamp);
        let ticket = frame::each(move |step| {
            let mut lamp = own.borrow_mut();
            lamp.time += step;
            packs::lights::maps::enter(&mut lamp);
        });
        Some(Lights { lamp, _ticket: ticket })
    }
}

mod packs {
    pub mod lights {
        pub mod maps {
            use crate::app::lights::Lamp;

            #[inline(never)]
            pub fn enter(lamp: &mut Lamp) {
                lamp.show();
            }
        }
    }
}

impl Lamp {
    fn show(&mut self) {
        if matches!(&self.way, Some(Way::Gl(gl)) if gl.is_lost()) {
            self.go_without();
        }
        if self.way.is_none() {
            self.open();
        }
        if std::mem::take(&mut self.is_new) {
            self.aim();
        }
        match &mut self.way {
            Some(Way::Gl(gl)) => gl.show(self.time),
            Some(Way::Plain(plain)) => plain.show(self.time),
            None => (),
        }
    }

    fn open(&mut self) {
        if !NO_GL.get() {
            self.way = Gl::open(&self.over).filter(Gl::is_fast).map(Way::Gl);
        }
        if self.way.is_none() {
            self.go_without();
        }
    }

    /// A canvas that has given one kind of context gives no other, so another takes its place.
    fn go_without(&mut self) {
        NO_GL.set(true);
        let fresh = self.over.clone_node().ok();
        let fresh = fresh.and_then(|node| node.dyn_into::<HtmlCanvasElement>().ok());
        if let (Some(fresh), Some(parent)) = (fresh, self.over.parent_node()) {
            fresh.set_hidden(false);
            // Its place among the children is what counts for `patch`.
            let _ = parent.replace_child(&fresh, &self.over);
            self.over = fresh;
        }
        self.way = Plain::open(&self.over).map(Way::Plain);
        self.is_new = true;
    }

    /// Gives the arcs to the way that draws them.
    fn aim(&mut self) {
        let (width, height) = self.size;
        let scale = lights::scale(width, height, canvas::device_ratio());
        let pixels = |length: f64| (length * scale).round().max(1.0) as u32;
        let arcs = lights::lit(&self.arcs);
        self.over.set_width(pixels(width));
        self.over.set_height(pixels(height));
        match &mut self.way {
            Some(Way::Gl(gl)) => gl.aim(&lights::packed(arcs, scale)),
            Some(Way::Plain(plain)) => plain.aim(arcs, scale),
            None => (),
        }
    }
}
