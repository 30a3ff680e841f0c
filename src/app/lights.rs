//! Lights that travel along a drawing's arcs, on a canvas over it.

use web_sys::HtmlCanvasElement;

use super::{canvas, frame, is_still};
use crate::look::Color;
use crate::panel::{lights, scene};

/// Lets them travel until the ticket is dropped; none where there is nothing to travel along or the
/// reader asked for less motion.
pub fn travel(
    over: &HtmlCanvasElement,
    (width, height): (f64, f64),
    arcs: Vec<scene::Arc>,
    color: Color,
) -> Option<frame::Ticket> {
    let ratio = canvas::fit(over, width, height);
    let context = canvas::context(over)?;
    if arcs.is_empty() || is_still() {
        return None;
    }
    let color = color.css();
    let mut time = 0.0;
    Some(frame::each(move |step| {
        time += step;
        context.clear_rect(0.0, 0.0, width * ratio, height * ratio);
        context.set_fill_style_str(&color);
        for light in lights::lights(&arcs, time) {
            context.set_global_alpha(light.strength);
            context.begin_path();
            let (x, y, radius) = (light.at.x * ratio, light.at.y * ratio, light.radius * ratio);
            // `arc` fails on a negative radius only.
            let _ = context.arc(x, y, radius, 0.0, std::f64::consts::TAU);
            context.fill();
        }
    }))
}
