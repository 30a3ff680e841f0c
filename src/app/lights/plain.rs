//! Lights without a graphics card: from a bitmap of our own, of which each frame puts on the canvas
//! what differs.

use wasm_bindgen::Clamped;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use crate::app::canvas;
use crate::look::dots::Dots;
use crate::panel::lights;
use crate::panel::scene::Arc;

pub struct Plain {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    dots: Dots,
    arcs: Vec<Arc>,
    scale: f64,
}

impl Plain {
    pub fn open(canvas: &HtmlCanvasElement) -> Option<Plain> {
        let context = canvas::context(canvas)?;
        let dots = Dots::new(0, 0);
        Some(Plain { canvas: canvas.clone(), context, dots, arcs: Vec::new(), scale: 1.0 })
    }

    /// Takes the canvas's size and the ways, which have so many bitmap pixels to theirs.
    pub fn aim(&mut self, arcs: &[Arc], scale: f64) {
        self.dots = Dots::new(self.canvas.width() as usize, self.canvas.height() as usize);
        (self.arcs, self.scale) = (arcs.to_vec(), scale);
    }

    pub fn show(&mut self, time: f64) {
        let old = self.dots.clear();
        lights::put(&mut self.dots, &self.arcs, time, self.scale);
        let new = self.dots.touched();
        let Some(area) = old.map_or(new, |old| Some(new.map_or(old, |new| new.with(old)))) else {
            return;
        };
        // A view of our memory, without a copy; it is not kept, because memory moves when it grows.
        let view = Clamped(self.dots.bytes());
        let Ok(image) = ImageData::new_with_u8_clamped_array(view, self.dots.width() as u32) else {
            return;
        };
        let [left, top] = [area.left, area.top].map(|at| at as f64);
        let (width, height) = (area.right as f64 - left, area.bottom as f64 - top);
        // Fails on an image whose memory was taken away only.
        let _ =
            self.context.put_image_data_with_dirty_x_and_dirty_y_and_dirty_width_and_dirty_height(
                &image, 0.0, 0.0, left, top, width, height,
            );
    }
}
