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
use crate::look::{Color, Fill, Stroke};

/// Maps whose paths are kept, as many as an outline keeps sheets; then the oldest goes.
const MOST_KEPT: usize = 4;
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
        Some(Kept { texts: Rc::clone(texts), regions, borders })
    }

    fn paint(
        &self,
        on: &CanvasRenderingContext2d,
        fills: &[Option<Fill>],
        stroke: &Stroke,
        ratio: f64,
    ) {
        let mut last = None;
        for (path, fill) in self.regions.iter().zip(fills) {
            let Some(fill) = fill else { continue };
            if last.replace(fill.color) != Some(fill.color) {
                on.set_fill_style_str(&fill.color.css());
            }
            on.fill_with_path_2d_and_winding(path, CanvasWindingRule::Evenodd);
        }
        self.hatch(on, fills, ratio);
        on.set_stroke_style_str(&stroke.color.css());
        on.set_line_width(stroke.width.max(1.0 / ratio));
        on.set_line_join("round");
        on.stroke_with_path(&self.borders);
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

/// Paints where the context's zero and scale are.
pub fn paint(
    on: &CanvasRenderingContext2d,
    texts: &Rc<[String]>,
    (fills, stroke): (&[Option<Fill>], &Stroke),
    ratio: f64,
) {
    KEPT.with_borrow_mut(|kept| {
        let known = kept.iter().position(|one| Rc::ptr_eq(&one.texts, texts));
        let one = match known {
            Some(at) => kept.remove(at),
            None => match Kept::new(texts) {
                Some(one) => one,
                None => return,
            },
        };
        one.paint(on, fills, stroke, ratio);
        kept.truncate(MOST_KEPT - 1);
        kept.insert(0, one);
    });
}

/// Diagonal lines as a pattern whose tile is a whole number of device pixels.
fn hatch(on: &CanvasRenderingContext2d, color: Color, ratio: f64) -> Option<CanvasPattern> {
    let side = (GAP * ratio).round().max(2.0);
    let tile = web_sys::window()?.document()?.create_element("canvas").ok()?;
    let tile = tile.dyn_into::<HtmlCanvasElement>().ok()?;
    tile.set_width(side as u32);
    tile.set_height(side as u32);
    let lines = canvas::context(&tile)?;
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
