//! Where things are on the page.

use web_sys::Element;

use crate::look::seams::Rect;

/// Where an element stands in the page's own pixels, also where the page is stretched.
pub fn rect(element: &Element) -> Rect {
    let (width, height) = (f64::from(element.client_width()), f64::from(element.client_height()));
    let seen = element.get_bounding_client_rect();
    let own = |at: f64, own: f64, seen: f64| if seen > 0.0 { at * own / seen } else { at };
    Rect {
        left: own(seen.left(), width, seen.width()),
        top: own(seen.top(), height, seen.height()),
        width,
        height,
    }
}
