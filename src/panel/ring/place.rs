//! Where a ring and its list stand: beside each other and centred together, in tall pictures beneath
//! each other, in small ones the ring alone.
//!
//! A ring of a fair size and whole names come first. For them the list gives up its values, then its
//! place beside the ring, then some of its type size; only then are names cut.

use super::list::Columns;
use super::{Draw, HOLE, Point, Style, Whole, small};

/// The ring takes at most so much of the height to either side of its middle.
const TALLEST: f64 = 0.46;
/// A ring is across at least so much of the width, or of the height where that is less.
const LEAST: (f64, f64) = (0.42, 0.45);
/// The smaller types of a list, in ems of the arrangement.
const SMALLER: [f64; 4] = [0.74, 0.7, 0.66, 0.62];
/// Rows of a list beneath its ring are so many type sizes high, or less where the ring needs it.
const ROW: (f64, f64) = (1.7, 2.2);
/// Names are cut in their usual type where so many type sizes of them are left.
const LEAST_NAME: f64 = 6.0;

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
        let lines = whole.slices.len() + usize::from(style == Style::Pie);
        let hole = if style == Style::Ring { HOLE } else { 0.0 };
        let room = Room { whole, lines, on };
        let mut place = match whole.slices.is_empty() {
            true => alone(on),
            false => room.fair().or_else(|| room.cut()).unwrap_or_else(|| alone(on)),
        };
        if let Some(list) = &mut place.list {
            list.total = style == Style::Pie && list.rows == lines;
            list.rows = list.rows.min(whole.slices.len());
        }
        Place { inner: place.outer * hole, ..place }
    }
}

fn alone(on: &Draw<'_>) -> Place {
    let outer = (on.height.min(on.width) / 2.0 - margin(on)).max(4.0);
    let at = Point::new(on.width / 2.0, on.height / 2.0);
    Place { at, outer, inner: 0.0, list: None }
}

/// What is to be placed, and where.
struct Room<'a> {
    whole: &'a Whole,
    /// The list's rows, with its total.
    lines: usize,
    on: &'a Draw<'a>,
}

impl Room<'_> {
    /// A ring of a fair size with every name whole.
    fn fair(&self) -> Option<Place> {
        let on = self.on;
        let beneath = || self.stacked().filter(|place| self.is_fair(place));
        let beside = |size: f64| {
            // Without its values a list is narrower.
            let wide = |room: f64| Columns::of(self.whole, size, room, on).width() + size;
            let needed = [wide(f64::INFINITY), self.bare(size) + size * 0.2];
            let mut places = needed.into_iter().map(|needed| self.beside(size, needed));
            places.find(|place| self.is_fair(place))
        };
        let first = if on.height > on.width { beneath() } else { None };
        let smaller = || SMALLER.into_iter().find_map(|ems| beside(ems * on.em));
        first.or_else(|| beside(self.size())).or_else(beneath).or_else(smaller)
    }

    /// Names are cut; none where nothing of them would be left.
    fn cut(&self) -> Option<Place> {
        let (on, size) = (self.on, small(self.on));
        let high = self.lines as f64 * size * ROW.1;
        if on.height > on.width && on.height - high > size * 8.0 && on.width > size * 8.0 {
            return self.stacked();
        }
        let beside = |size| self.beside(size, f64::INFINITY);
        let usual = beside(self.size());
        let names = |list: &List| list.width - self.bare(list.size) + self.names(list.size);
        let enough = |list: &List| names(list) >= list.size * LEAST_NAME;
        let least = SMALLER.last().copied().unwrap_or(0.62) * on.em;
        let place = if usual.list.as_ref().is_some_and(enough) { usual } else { beside(least) };
        (on.width >= size * 15.0).then_some(place)
    }

    fn is_fair(&self, place: &Place) -> bool {
        let whole = |list: &List| list.rows == self.lines && list.width >= self.bare(list.size);
        place.outer * 2.0 >= self.least() && place.list.as_ref().is_some_and(whole)
    }

    /// How far a ring is across at least.
    fn least(&self) -> f64 {
        (self.on.width * LEAST.0).min(self.on.height * LEAST.1)
    }

    /// How wide a list is at least that says every name whole.
    fn bare(&self, size: f64) -> f64 {
        Columns::bare(self.whole, size, self.on)
    }

    fn names(&self, size: f64) -> f64 {
        let wide = |words: &str| self.on.measure.width(words, size, false);
        self.whole.slices.iter().map(|slice| wide(&slice.label)).fold(0.0, f64::max)
    }

    /// The type of a list beside its ring where there is room.
    fn size(&self) -> f64 {
        let (on, least) = (self.on, small(self.on));
        (on.height * 0.96 / self.lines as f64 * 0.46).clamp(least, on.em * 1.1)
    }

    fn stacked(&self) -> Option<Place> {
        let (on, size) = (self.on, small(self.on));
        let free = on.height - size - margin(on) * 2.0;
        let row = (free - on.height * LEAST.1) / self.lines as f64;
        let row = row.clamp(size * ROW.0, size * ROW.1);
        let tall = row * self.lines as f64;
        let outer = ((free - tall) / 2.0).min(on.width * 0.42);
        let top = (on.height - outer * 2.0 - size - tall) / 2.0;
        let width = (on.width - margin(on) * 2.0).min(size * 22.0);
        let list = List {
            left: (on.width - width) / 2.0,
            top: top + outer * 2.0 + size,
            width,
            size,
            row,
            rows: self.lines,
            total: false,
        };
        let at = Point::new(on.width / 2.0, top + outer);
        (outer > 0.0).then_some(Place { at, outer, inner: 0.0, list: Some(list) })
    }

    /// The ring gives way to a list that needs so many pixels, down to its least size.
    fn beside(&self, size: f64, needed: f64) -> Place {
        let (on, lines) = (self.on, self.lines);
        let row =
            (on.height * 0.96 / lines as f64).clamp(size * 1.3, (on.em * 2.3).min(size * 2.4));
        let rows = ((on.height / row).floor() as usize).clamp(1, lines);
        let (gap, rim) = (self.gap(size, needed), margin(on));
        let free = on.width - gap - rim * 2.0;
        let outer = ((free - needed) / 2.0).max(self.least() / 2.0);
        let outer = outer.min(on.height * TALLEST).max(4.0);
        let width = (free - outer * 2.0).min(needed.max(size * 14.0)).max(0.0);
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

    /// Between ring and list: less where a ring of its least size leaves no more.
    fn gap(&self, size: f64, needed: f64) -> f64 {
        let left = self.on.width - margin(self.on) * 2.0 - needed - self.least();
        left.clamp(size, size * 2.0)
    }
}

fn margin(on: &Draw<'_>) -> f64 {
    (small(on) * 0.3).min(4.0)
}
