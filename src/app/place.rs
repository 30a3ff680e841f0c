//! Where things are on the page, in its own pixels also where it is stretched.

use web_sys::{Element, MouseEvent};

use crate::look::Point;
use crate::look::seams::Rect;

/// Where an element stands.
pub fn rect(element: &Element) -> Rect {
    let (width, height) = (f64::from(element.client_width()), f64::from(element.client_height()));
    let seen = element.get_bounding_client_rect();
    Rect {
        left: seen.left() * scale(width, seen.width()),
        top: seen.top() * scale(height, seen.height()),
        width,
        height,
    }
}

/// A pointer's place inside an element.
pub fn within(element: &Element, event: &MouseEvent) -> Point {
    let place = rect(element);
    let seen = element.get_bounding_client_rect();
    let x = f64::from(event.client_x()) * scale(place.width, seen.width());
    let y = f64::from(event.client_y()) * scale(place.height, seen.height());
    Point::new(x - place.left, y - place.top)
}

/// Own pixels to a pixel of the window.
fn scale(own: f64, seen: f64) -> f64 {
    if seen > 0.0 { own / seen } else { 1.0 }
}
