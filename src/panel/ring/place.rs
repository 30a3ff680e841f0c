//! Where a ring and its list stand: beside each other and centred together, in tall pictures beneath
//! each other, in small ones the ring alone.

use super::list::Columns;
use super::{Draw, HOLE, Point, Style, Whole, small};

/// The ring takes at most so much of the height to either side of its middle.
const TALLEST: f64 = 0.46;

/// Where the ring and its list stand.
pub(super) struct Place {
    pub at: Point,
    pub outer: f64,
    pub inner: f64,
    /// None where the picture has no room for names.
    pub list: Option<List>,
}

/// The list's box and type.
pub(super) struct List {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    /// The type size.
    pub size: f64,
    /// The height of a row.
    pub row: f64,
    /// How many rows there is room for.
    pub rows: usize,
    /// A pie has no hole for its total: it stands over the list.
    pub total: bool,
}

impl Place {
    pub fn of(style: Style, whole: &Whole, on: &Draw<'_>) -> Place {
        let size = small(on);
        let lines = whole.slices.len() + usize::from(style == Style::Pie);
        let tall = size * 2.2 * lines as f64;
        let hole = if style == Style::Ring { HOLE } else { 0.0 };
        let mut place = if whole.slices.is_empty() {
            Place::alone(on)
        } else if on.height > on.width && on.height - tall > size * 8.0 && on.width > size * 8.0 {
            Place::stacked(tall, lines, on)
        } else if on.width >= size * 15.0 {
            Place::beside(whole, lines, on)
        } else {
            Place::alone(on)
        };
        if let Some(list) = &mut place.list {
            list.total = style == Style::Pie && list.rows == lines;
            list.rows = list.rows.min(whole.slices.len());
        }
        Place { inner: place.outer * hole, ..place }
    }

    fn alone(on: &Draw<'_>) -> Place {
        let outer = (on.height.min(on.width) / 2.0 - margin(on)).max(4.0);
        let at = Point::new(on.width / 2.0, on.height / 2.0);
        Place { at, outer, inner: 0.0, list: None }
    }

    fn stacked(tall: f64, lines: usize, on: &Draw<'_>) -> Place {
        let gap = small(on);
        let outer = ((on.height - tall - gap) / 2.0 - margin(on)).min(on.width * 0.42).max(4.0);
        let top = (on.height - outer * 2.0 - gap - tall) / 2.0;
        let width = (on.width - margin(on) * 2.0).min(small(on) * 22.0);
        let list = List {
            left: (on.width - width) / 2.0,
            top: top + outer * 2.0 + gap,
            width,
            size: small(on),
            row: tall / lines as f64,
            rows: lines,
            total: false,
        };
        Place { at: Point::new(on.width / 2.0, top + outer), outer, inner: 0.0, list: Some(list) }
    }

    /// The ring gives way to the names down to a third of the width.
    fn beside(whole: &Whole, lines: usize, on: &Draw<'_>) -> Place {
        let least = small(on);
        let row = (on.height * 0.96 / lines as f64).clamp(least * 1.3, on.em * 2.3);
        let size = (row * 0.46).clamp(least, on.em * 1.1);
        let rows = ((on.height / row).floor() as usize).clamp(1, lines);
        let (gap, rim) = (size * 2.0, margin(on));
        let needed = Columns::of(whole, size, f64::INFINITY, on).width() + size;
        let free = on.width - gap - rim * 2.0;
        let outer = (on.height * TALLEST).min((free - size * 9.0) / 2.0);
        let outer = outer.min(((free - needed) / 2.0).max(on.width / 5.5)).max(4.0);
        let width = (free - outer * 2.0).min(needed.max(size * 14.0));
        let left = ((on.width - outer * 2.0 - gap - width) / 2.0).max(rim);
        let list = List {
            left: left + outer * 2.0 + gap,
            top: (on.height - row * rows as f64) / 2.0,
            width,
            size,
            row,
            rows,
            total: false,
        };
        let at = Point::new(left + outer, on.height / 2.0);
        Place { at, outer, inner: 0.0, list: Some(list) }
    }
}

fn margin(on: &Draw<'_>) -> f64 {
    (small(on) * 0.3).min(4.0)
}
