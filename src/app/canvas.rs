//! Paints a [`Picture`] on a canvas in device pixels. Rectangles and circles go through plotters'
//! own canvas backend; what that cannot do (half pixels, joined paths, light) is asked of the
//! canvas itself.

use std::cell::RefCell;
use std::collections::HashMap;
use std::f64::consts::{FRAC_PI_2, TAU};
use std::hash::{DefaultHasher, Hash, Hasher};

use plotters::prelude::DrawingBackend;
use plotters_backend::BackendColor;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

use super::regions;
use crate::look::{
    Anchor, Color, FAMILY, Measure, Picture, Point, Shape, Stroke, Text, is_crowded,
};

/// A canvas has at most so many pixels on a side and in all, as many as an 8K screen, whatever the
/// screen says; a larger one is drawn coarser, as coarse across as down.
const MAX_SIDE: u32 = 8_192;
const MAX_PIXELS: u32 = 33_177_600;

/// Device pixels to a CSS pixel.
pub fn device_ratio() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).clamp(0.5, 4.0)
}

pub fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// Sizes the bitmap to `width` × `height` CSS pixels and clears it; the scale that then holds.
pub fn fit(canvas: &HtmlCanvasElement, width: f64, height: f64) -> f64 {
    let (width, height) = (width.max(1.0), height.max(1.0));
    let side = f64::from(MAX_SIDE) / width.max(height);
    let all = (f64::from(MAX_PIXELS) / (width * height)).sqrt();
    let ratio = device_ratio().min(side).min(all);
    canvas.set_width((width * ratio).round() as u32);
    canvas.set_height((height * ratio).round() as u32);
    ratio
}

/// Draws the whole picture.
pub fn paint(canvas: &HtmlCanvasElement, picture: &Picture) {
    let ratio = fit(canvas, picture.width, picture.height);
    let (Some(context), Some(backend)) =
        (context(canvas), CanvasBackend::with_canvas_object(canvas.clone()))
    else {
        return;
    };
    let mut painter = Painter { context, backend, ratio };
    for shape in &picture.shapes {
        painter.shape(shape);
    }
}

struct Painter {
    context: CanvasRenderingContext2d,
    backend: CanvasBackend,
    ratio: f64,
}

impl Painter {
    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect { at, width, height, fill } => self.rect(*at, *width, *height, *fill),
            Shape::Line { points, stroke } => {
                self.trace(points);
                self.stroke(stroke);
                if is_crowded(points, self.ratio) {
                    self.context.set_line_join("bevel");
                }
                self.context.stroke();
            }
            Shape::Area { points, fill } => {
                self.trace(points);
                self.context.set_fill_style_str(&fill.css());
                self.context.fill();
            }
            Shape::Circle { at, radius, fill } => self.sector(*at, 0.0, *radius, 0.0, TAU, *fill),
            Shape::Sector { at, inner, outer, from, to, fill } => {
                self.sector(*at, *inner, *outer, *from, *to, *fill);
            }
            Shape::Path { d, fill, stroke, hatch } => {
                self.path(d, *fill, stroke.as_ref(), *hatch);
            }
            Shape::Regions { paths, at, fills, stroke } => {
                regions::paint(&self.context, (paths, *at), (fills, stroke), self.ratio);
            }
            Shape::Glow { at, radius, color } => self.glow(*at, *radius, *color),
            Shape::Text(text) => self.text(text),
        }
    }

    /// Snapped to device pixels: a bar's edge is sharp and a hairline one pixel.
    fn rect(&mut self, at: Point, width: f64, height: f64, fill: Color) {
        let snap = |v: f64| (v * self.ratio).round() as i32;
        let (left, top) = (snap(at.x), snap(at.y));
        let right = snap(at.x + width).max(left + 1);
        let bottom = snap(at.y + height).max(top + 1);
        // Plotters fills from its own unscaled context, in bitmap pixels.
        let drawn =
            self.backend.draw_rect((left, top), (right, bottom), &backend_color(fill), true);
        debug_assert!(drawn.is_ok(), "a canvas takes every rectangle");
    }

    fn trace(&self, points: &[Point]) {
        self.context.begin_path();
        for (i, point) in points.iter().enumerate() {
            let (x, y) = (point.x * self.ratio, point.y * self.ratio);
            if i == 0 {
                self.context.move_to(x, y);
            } else {
                self.context.line_to(x, y);
            }
        }
    }

    fn stroke(&self, stroke: &Stroke) {
        self.context.set_stroke_style_str(&stroke.color.css());
        self.context.set_line_width((stroke.width * self.ratio).max(1.0));
        self.context.set_line_join("round");
        self.context.set_line_cap("round");
        let dash = js_sys::Array::new();
        if let Some((mark, gap)) = stroke.dash {
            dash.push(&(mark * self.ratio).into());
            dash.push(&(gap * self.ratio).into());
        }
        // Fails on negative lengths only, which no drawing asks for.
        let _ = self.context.set_line_dash(&dash);
    }

    fn sector(&self, at: Point, inner: f64, outer: f64, from: f64, to: f64, fill: Color) {
        let (x, y) = (at.x * self.ratio, at.y * self.ratio);
        let (from, to) = (from - FRAC_PI_2, to - FRAC_PI_2);
        self.context.begin_path();
        // `arc` fails on a negative radius only.
        let _ = self.context.arc(x, y, (outer * self.ratio).max(0.0), from, to);
        if inner > 0.0 {
            let _ = self.context.arc_with_anticlockwise(x, y, inner * self.ratio, to, from, true);
        } else if to - from < TAU {
            // A slice of a pie ends in the middle; without it only what its chord cuts off is filled.
            self.context.line_to(x, y);
        }
        self.context.set_fill_style_str(&fill.css());
        self.context.fill();
    }

    fn path(&self, d: &str, fill: Option<Color>, stroke: Option<&Stroke>, hatch: Option<Color>) {
        let Ok(path) = Path2d::new_with_path_string(d) else { return };
        self.context.save();
        // A transform without a turn never fails.
        let _ = self.context.scale(self.ratio, self.ratio);
        if let Some(fill) = fill {
            self.context.set_fill_style_str(&fill.css());
            self.context.fill_with_path_2d(&path);
        }
        if let Some(hatch) = hatch {
            self.hatch(&path, hatch);
        }
        if let Some(stroke) = stroke {
            self.context.set_stroke_style_str(&stroke.color.css());
            self.context.set_line_width(stroke.width.max(1.0 / self.ratio));
            self.context.set_line_join("round");
            self.context.stroke_with_path(&path);
        }
        self.context.restore();
    }

    /// Diagonal lines inside a path, over the whole canvas and clipped.
    fn hatch(&self, path: &Path2d, color: Color) {
        const GAP: f64 = 6.0;
        let Some(canvas) = self.context.canvas() else { return };
        let (width, height) =
            (f64::from(canvas.width()) / self.ratio, f64::from(canvas.height()) / self.ratio);
        self.context.save();
        self.context.clip_with_path_2d(path);
        self.context.begin_path();
        let mut x = -height;
        while x < width {
            self.context.move_to(x, height);
            self.context.line_to(x + height, 0.0);
            x += GAP;
        }
        self.context.set_stroke_style_str(&color.css());
        self.context.set_line_width(1.0);
        self.context.stroke();
        self.context.restore();
    }

    fn glow(&self, at: Point, radius: f64, color: Color) {
        let (x, y, r) = (at.x * self.ratio, at.y * self.ratio, radius * self.ratio);
        let Ok(light) = self.context.create_radial_gradient(x, y, 0.0, x, y, r) else { return };
        let stops = [(0.0, color), (1.0, color.fade(0.0))];
        if stops.iter().all(|(at, color)| light.add_color_stop(*at as f32, &color.css()).is_ok()) {
            self.context.set_fill_style_canvas_gradient(&light);
            self.context.fill_rect(x - r, y - r, 2.0 * r, 2.0 * r);
        }
    }

    fn text(&self, text: &Text) {
        self.context.set_font(&font(text.size * self.ratio, text.bold));
        self.context.set_fill_style_str(&text.color.css());
        self.context.set_text_baseline("middle");
        self.context.set_text_align(match text.anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        });
        let (x, y) = ((text.at.x * self.ratio).round(), (text.at.y * self.ratio).round());
        // Fails on an unset canvas only.
        let _ = self.context.fill_text(&text.text, x, y);
    }
}

fn backend_color(color: Color) -> BackendColor {
    let [red, green, blue, alpha] = color.channels();
    BackendColor { alpha: f64::from(alpha) / 255.0, rgb: (red, green, blue) }
}

pub fn font(size: f64, bold: bool) -> String {
    format!("{} {size:.1}px {FAMILY}", if bold { 600 } else { 400 })
}

/// Widths as this browser's canvas draws them, remembered up to a limit.
#[derive(Debug)]
pub struct CanvasMeasure {
    context: Option<CanvasRenderingContext2d>,
    /// By the hash of text and weight: figures change all day, and so many small texts, of which each is kept
    /// for a while, would leave the program's memory in pieces.
    known: RefCell<HashMap<u64, f64>>,
}

/// Texts are measured at this size; widths are in proportion.
const MEASURED_AT: f64 = 100.0;
/// Remembered widths; then all are forgotten at once.
const REMEMBERED: usize = 4_096;

impl Default for CanvasMeasure {
    fn default() -> Self {
        let document = web_sys::window().and_then(|window| window.document());
        let canvas = document.and_then(|document| document.create_element("canvas").ok());
        let canvas = canvas.and_then(|canvas| canvas.dyn_into::<HtmlCanvasElement>().ok());
        CanvasMeasure {
            context: canvas.as_ref().and_then(context),
            known: RefCell::new(HashMap::with_capacity(REMEMBERED)),
        }
    }
}

impl Measure for CanvasMeasure {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let mut hasher = DefaultHasher::new();
        (text, bold).hash(&mut hasher);
        let key = hasher.finish();
        if let Some(width) = self.known.borrow().get(&key) {
            return width * size / MEASURED_AT;
        }
        let measured = self.context.as_ref().and_then(|context| {
            context.set_font(&font(MEASURED_AT, bold));
            context.measure_text(text).ok()
        });
        let width = measured.map_or(0.6 * MEASURED_AT * text.chars().count() as f64, |m| m.width());
        let mut known = self.known.borrow_mut();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(key, width);
        width * size / MEASURED_AT
    }
}
