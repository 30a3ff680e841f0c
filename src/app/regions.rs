//! All regions of one map on a canvas. Their boundaries stay while values come and go: each is parsed
//! once, and a redraw fills what the browser keeps.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{
    CanvasPattern, CanvasRenderingContext2d, CanvasWindingRule, DomMatrix2dInit, HtmlCanvasElement,
    Path2d,
};

use super::canvas;
use crate::look::{Color, Fill, Point, Stroke};

/// Maps whose paths are kept, as many as an outline keeps sheets; then the oldest goes.
const MOST_KEPT: usize = 4;
/// From so many regions on the drawn borders are kept, of a canvas up to 4K: 33 MB.
const MANY: usize = 200;
const MOST_PIXELS: u32 = 3_840 * 2_160;
/// Between two lines of a hatch, in CSS pixels.
const GAP: f64 = 6.0;

thread_local! {
    static KEPT: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
}

/// The paths of one sheet. It holds the texts, so that no other sheet can come to lie where they are.
struct Kept {
    texts: Rc<[String]>,
    regions: Vec<Path2d>,
    /// All of them as one: so a border of two regions is drawn once.
    borders: Path2d,
    /// The borders of many regions as they were last drawn: no value changes them, and to stroke them
    /// takes as long as all fills.
    drawn: Option<(Look, HtmlCanvasElement)>,
}

/// What a picture of borders depends on.
#[derive(Clone, PartialEq)]
struct Look {
    size: (u32, u32),
    at: Point,
    ratio: f64,
    stroke: Stroke,
}

impl Kept {
    fn new(texts: &Rc<[String]>) -> Option<Kept> {
        let borders = Path2d::new().ok()?;
        let path = |text: &String| {
            let path = Path2d::new_with_path_string(text).ok()?;
            borders.add_path(&path);
            Some(path)
        };
        let regions = texts.iter().map(path).collect::<Option<_>>()?;
        Some(Kept { texts: Rc::clone(texts), regions, borders, drawn: None })
    }

    fn fill(&self, on: &CanvasRenderingContext2d, fills: &[Option<Fill>], ratio: f64) {
        let mut last = None;
        for (path, fill) in self.regions.iter().zip(fills) {
            let Some(fill) = fill else { continue };
            if last.replace(fill.color) != Some(fill.color) {
                on.set_fill_style_str(&fill.color.css());
            }
            on.fill_with_path_2d_and_winding(path, CanvasWindingRule::Evenodd);
        }
        self.hatch(on, fills, ratio);
    }

    fn stroke(&mut self, on: &CanvasRenderingContext2d, look: Look) {
        let (width, height) = look.size;
        if self.regions.len() < MANY || width.saturating_mul(height) > MOST_PIXELS {
            self.drawn = None;
            return look.stroke(on, &self.borders);
        }
        if self.drawn.as_ref().is_none_or(|(known, _)| *known != look) {
            self.drawn = sheet(width, height).map(|(sheet, context)| {
                look.place(&context);
                look.stroke(&context, &self.borders);
                (look, sheet)
            });
        }
        if let Some((_, sheet)) = &self.drawn {
            on.save();
            // Neither fails on a canvas that has pixels.
            let _ = on.reset_transform();
            let _ = on.draw_image_with_html_canvas_element(sheet, 0.0, 0.0);
            on.restore();
        }
    }

    fn hatch(&self, on: &CanvasRenderingContext2d, fills: &[Option<Fill>], ratio: f64) {
        let mut last = None;
        for (path, fill) in self.regions.iter().zip(fills) {
            let Some(color) = fill.and_then(|fill| fill.hatch) else { continue };
            if last.replace(color) != Some(color)
                && let Some(pattern) = hatch(on, color, ratio)
            {
                on.set_fill_style_canvas_pattern(&pattern);
            }
            on.fill_with_path_2d_and_winding(path, CanvasWindingRule::Evenodd);
        }
    }
}

impl Look {
    fn place(&self, on: &CanvasRenderingContext2d) {
        // A transform without a turn never fails.
        let _ = on.translate(self.at.x * self.ratio, self.at.y * self.ratio);
        let _ = on.scale(self.ratio, self.ratio);
    }

    fn stroke(&self, on: &CanvasRenderingContext2d, path: &Path2d) {
        on.set_stroke_style_str(&self.stroke.color.css());
        on.set_line_width(self.stroke.width.max(1.0 / self.ratio));
        on.set_line_join("round");
        on.stroke_with_path(path);
    }
}

/// Paints with the sheet's zero at `at`, on a context in device pixels.
pub fn paint(
    on: &CanvasRenderingContext2d,
    place: (&Rc<[String]>, Point),
    look: (&[Option<Fill>], &Stroke),
    ratio: f64,
) {
    packs::regions::maps::enter(on, place, look, ratio);
}

/// Only maps have regions: this is in their pack, which is there before one is drawn.
mod packs {
    pub mod regions {
        pub mod maps {
            use super::super::super::*;

            #[inline(never)]
            pub fn enter(
                on: &CanvasRenderingContext2d,
                place: (&Rc<[String]>, Point),
                look: (&[Option<Fill>], &Stroke),
                ratio: f64,
            ) {
                painted(on, place, look, ratio);
            }
        }
    }
}

fn painted(
    on: &CanvasRenderingContext2d,
    (texts, at): (&Rc<[String]>, Point),
    (fills, stroke): (&[Option<Fill>], &Stroke),
    ratio: f64,
) {
    let size = on.canvas().map_or((0, 0), |canvas| (canvas.width(), canvas.height()));
    let look = Look { size, at, ratio, stroke: stroke.clone() };
    KEPT.with_borrow_mut(|kept| {
        let known = kept.iter().position(|one| Rc::ptr_eq(&one.texts, texts));
        let one = match known {
            Some(at) => Some(kept.remove(at)),
            None => Kept::new(texts),
        };
        let Some(mut one) = one else { return };
        on.save();
        look.place(on);
        one.fill(on, fills, ratio);
        one.stroke(on, look);
        on.restore();
        kept.truncate(MOST_KEPT - 1);
        kept.insert(0, one);
    });
}

/// Diagonal lines as a pattern whose tile is a whole number of device pixels.
fn hatch(on: &CanvasRenderingContext2d, color: Color, ratio: f64) -> Option<CanvasPattern> {
    let side = (GAP * ratio).round().max(2.0);
    let (tile, lines) = sheet(side as u32, side as u32)?;
    lines.set_stroke_style_str(&color.css());
    lines.set_line_width(ratio);
    for at in [-side, 0.0, side] {
        lines.move_to(at - ratio, side + ratio);
        lines.line_to(at + side + ratio, -ratio);
    }
    lines.stroke();
    let pattern = on.create_pattern_with_html_canvas_element(&tile, "repeat").ok()??;
    // The context counts in CSS pixels, the tile does not.
    let own = DomMatrix2dInit::new();
    own.set_a(1.0 / ratio);
    own.set_d(1.0 / ratio);
    // The bindings name the type that stood here before; a browser reads the object's members.
    pattern.set_transform(own.unchecked_ref());
    Some(pattern)
}

/// A canvas that is on no page.
fn sheet(width: u32, height: u32) -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let sheet = web_sys::window()?.document()?.create_element("canvas").ok()?;
    let sheet = sheet.dyn_into::<HtmlCanvasElement>().ok()?;
    sheet.set_width(width);
    sheet.set_height(height);
    let context = canvas::context(&sheet)?;
    Some((sheet, context))
}
