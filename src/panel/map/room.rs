//! Where the land stands beside its legend and its inset.

use super::super::beside::Place;
use super::super::{Draw, caption_height};
use super::legend::Legend;
use super::strip::Strip;
use crate::geo::{LonLat, Outline, Projection, Xy};

/// The land gives way to what stands beside it down to this share of its size, by such steps.
const LEAST_SHRUNK: f64 = 0.6;
const SHRINKING: f64 = 0.98;
/// The legend becomes a strip where that makes the land so many times as large.
const STRIP_FROM: f64 = 1.1;
/// The square, in pixels, in which every panel asks an outline for its shape.
const SQUARE: f64 = 512.0;
/// From so many regions on their boxes tell the land's shape well enough.
const MANY: usize = 400;
/// The shape is known by the outermost points of so many rows and columns.
const BANDS: usize = 128;
/// How far the land moves from the middle towards a side, step by step.
const STEPS: [f64; 9] = [0.0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75, 1.0, -1.0];

/// Where everything stands, in CSS pixels of the panel.
pub struct Stand {
    pub projection: Projection,
    /// The legend as a column.
    pub legend: Option<Place>,
    /// The legend beneath the land.
    pub strip: Option<Strip>,
    pub inset: Option<Place>,
}

/// A corner: on the left, at the top.
type Corner = (bool, bool);
/// The lower left is the outline's source's, which a legend would crowd.
const FOR_LEGEND: [Corner; 3] = [(false, false), (false, true), (true, true)];
const FOR_INSET: [Corner; 4] = [(false, false), (true, false), (false, true), (true, true)];

/// The land as large as it can be without lying under its legend and its inset, as near to the
/// middle as they let it; the legend is a strip where so there is more land.
pub fn stand(legend: &Legend, inset: Option<(f64, f64)>, outline: &Outline, on: &Draw) -> Stand {
    let rim = on.em * 0.4;
    let Some(land) = Land::of(outline).filter(|_| on.width > 4.0 * rim) else {
        let projection = Projection::fit(outline, on.width, on.height, rim);
        return Stand { projection, legend: None, strip: None, inset: None };
    };
    let room = |strip: f64| Room {
        width: on.width,
        height: (on.height - caption_height(on) - strip).max(1.0),
        rim,
    };
    let strip = legend.strip(on);
    let above = room(strip.as_ref().map_or(0.0, |strip| strip.height + rim * 0.5));
    let column = legend.column(on);
    let beside = column.map(|column| land.best(Some(column), inset, &room(0.0)));
    let over = strip.as_ref().map(|_| land.best(None, inset, &above));
    match (beside, over, strip) {
        (Some(beside), over, _)
            if beside.free
                && over.as_ref().is_none_or(|over| beside.scale * STRIP_FROM >= over.scale) =>
        {
            beside.stand(&land, outline, None)
        }
        (_, Some(over), Some(strip)) => over.stand(&land, outline, Some(strip)),
        (Some(beside), ..) => beside.stand(&land, outline, None),
        _ => land.best(None, inset, &room(0.0)).stand(&land, outline, None),
    }
}

/// What of the panel the land may take.
struct Room {
    width: f64,
    height: f64,
    rim: f64,
}

impl Room {
    /// A box of that size in a corner.
    fn corner(&self, (wide, tall): (f64, f64), (left, top): Corner) -> Place {
        let edge = self.rim * 0.6;
        let x = if left { edge } else { self.width - wide - edge };
        let y = if top { edge } else { self.height - tall - edge };
        [x, y, x + wide, y + tall]
    }
}

/// A way to place the land.
struct Placed {
    /// As the land's shape is known.
    scale: f64,
    at: Xy,
    legend: Option<Place>,
    inset: Option<Place>,
    /// Nothing lies on the land.
    free: bool,
}

impl Placed {
    fn stand(self, land: &Land, outline: &Outline, strip: Option<Strip>) -> Stand {
        let (width, height) = (land.width * self.scale, land.height * self.scale);
        let projection = Projection::fit(outline, width, height, 0.0).moved(self.at);
        Stand { projection, legend: self.legend, strip, inset: self.inset }
    }
}

/// An outline's shape, from its own upper left corner.
struct Land {
    /// Its outermost points.
    points: Vec<Xy>,
    width: f64,
    height: f64,
}

impl Land {
    /// None where there is nothing that has a size.
    fn of(outline: &Outline) -> Option<Land> {
        let projection = Projection::fit(outline, SQUARE, SQUARE, 0.0);
        let mut bands = Bands::default();
        if outline.regions.len() > MANY {
            for bounds in outline.regions.iter().map(|region| region.bounds()) {
                for (lon, lat) in [
                    (bounds.west, bounds.north),
                    (bounds.east, bounds.north),
                    (bounds.west, bounds.south),
                    (bounds.east, bounds.south),
                ] {
                    bands.add(projection.to_xy(LonLat { lon, lat }));
                }
            }
        } else {
            outline.sheet(&projection).points().iter().for_each(|xy| bands.add(*xy));
        }
        let (low, high) = bands.ends()?;
        let (width, height) = (high.x - low.x, high.y - low.y);
        let own = |xy: Xy| Xy { x: xy.x - low.x, y: xy.y - low.y };
        let points = bands.points().map(own).collect();
        (width > 0.0 && height > 0.0).then_some(Land { points, width, height })
    }

    /// The largest land that leaves corners free for a legend and an inset; where there is none, the
    /// land in the middle and the corners where they hide the least.
    fn best(&self, legend: Option<(f64, f64)>, inset: Option<(f64, f64)>, room: &Room) -> Placed {
        let (wide, tall) = (room.width - 2.0 * room.rim, room.height - 2.0 * room.rim);
        let full = (wide.max(1.0) / self.width).min(tall.max(1.0) / self.height);
        let mut best: Option<Placed> = None;
        let mut fallback: Option<(usize, Placed)> = None;
        for (legend, inset) in corners(legend, inset, room) {
            let taken: Vec<Place> = legend.iter().chain(&inset).copied().collect();
            let least = best.as_ref().map_or(full * LEAST_SHRUNK, |best| best.scale * 1.001);
            if let Some((scale, at)) = self.largest(&taken, (full, least), room) {
                best = Some(Placed { scale, at, legend, inset, free: true });
            }
            let at = self.place(full, (0.0, 0.0), room);
            let hidden = self.hidden(&taken, full, at);
            if fallback.as_ref().is_none_or(|(least, _)| hidden < *least) {
                fallback = Some((hidden, Placed { scale: full, at, legend, inset, free: false }));
            }
        }
        let nothing = || {
            let at = self.place(full, (0.0, 0.0), room);
            Placed { scale: full, at, legend: None, inset: None, free: true }
        };
        best.or(fallback.map(|(_, placed)| placed)).unwrap_or_else(nothing)
    }

    /// The upper left corner at a share of the way from the middle to the sides.
    fn place(&self, scale: f64, (x, y): (f64, f64), room: &Room) -> Xy {
        let at = |room: f64, land: f64, share: f64, rim: f64| {
            rim + (room - 2.0 * rim - land * scale) / 2.0 * (1.0 + share)
        };
        Xy {
            x: at(room.width, self.width, x, room.rim),
            y: at(room.height, self.height, y, room.rim),
        }
    }

    /// The largest scale from `full` down to `least` at which nothing taken lies on the land.
    fn largest(
        &self,
        taken: &[Place],
        (full, least): (f64, f64),
        room: &Room,
    ) -> Option<(f64, Xy)> {
        let mut scale = full;
        while scale >= least {
            for (x, y) in STEPS.into_iter().flat_map(|y| STEPS.map(|x| (x, y))) {
                let at = self.place(scale, (x, y), room);
                if !self.points.iter().any(|xy| is_under(taken, xy, (scale, at, room.rim))) {
                    return Some((scale, at));
                }
            }
            scale *= SHRINKING;
        }
        None
    }

    /// How many of its points lie under something that is taken.
    fn hidden(&self, taken: &[Place], scale: f64, at: Xy) -> usize {
        self.points.iter().filter(|xy| is_under(taken, xy, (scale, at, 0.0))).count()
    }
}

/// Whether a point of the land, as large and where it stands, lies under what is taken or nearer than
/// `gap`.
fn is_under(taken: &[Place], xy: &Xy, (scale, at, gap): (f64, Xy, f64)) -> bool {
    let (x, y) = (at.x + xy.x * scale, at.y + xy.y * scale);
    let holds = |[left, top, right, bottom]: &Place| {
        x > left - gap && x < right + gap && y > top - gap && y < bottom + gap
    };
    taken.iter().any(holds)
}

/// The ways to give a legend and an inset a corner each.
fn corners(
    legend: Option<(f64, f64)>,
    inset: Option<(f64, f64)>,
    room: &Room,
) -> Vec<(Option<Place>, Option<Place>)> {
    let boxes = |size: Option<(f64, f64)>, corners: &[Corner]| -> Vec<Option<Place>> {
        match size {
            Some(size) => corners.iter().map(|corner| Some(room.corner(size, *corner))).collect(),
            None => vec![None],
        }
    };
    let mut all = Vec::new();
    for inset in boxes(inset, &FOR_INSET) {
        for legend in boxes(legend, &FOR_LEGEND) {
            let fits = legend.iter().chain(&inset).all(|place| place[0] >= 0.0 && place[1] >= 0.0);
            if fits && legend.zip(inset).is_none_or(|(one, other)| apart(&one, &other, room.rim)) {
                all.push((legend, inset));
            }
        }
    }
    all
}

/// Whether two boxes keep a gap.
pub fn apart(a: &Place, b: &Place, gap: f64) -> bool {
    a[2] + gap <= b[0] || b[2] + gap <= a[0] || a[3] + gap <= b[1] || b[3] + gap <= a[1]
}

/// The outermost points of rows and of columns.
struct Bands {
    rows: Vec<Option<(Xy, Xy)>>,
    columns: Vec<Option<(Xy, Xy)>>,
}

impl Default for Bands {
    fn default() -> Self {
        Bands { rows: vec![None; BANDS], columns: vec![None; BANDS] }
    }
}

impl Bands {
    fn add(&mut self, xy: Xy) {
        let band = |at: f64| (at / SQUARE * BANDS as f64).clamp(0.0, BANDS as f64 - 1.0) as usize;
        if let Some(row) = self.rows.get_mut(band(xy.y)) {
            let (left, right) = row.get_or_insert((xy, xy));
            *left = if xy.x < left.x { xy } else { *left };
            *right = if xy.x > right.x { xy } else { *right };
        }
        if let Some(column) = self.columns.get_mut(band(xy.x)) {
            let (high, low) = column.get_or_insert((xy, xy));
            *high = if xy.y < high.y { xy } else { *high };
            *low = if xy.y > low.y { xy } else { *low };
        }
    }

    fn points(&self) -> impl Iterator<Item = Xy> {
        self.rows.iter().chain(&self.columns).flatten().flat_map(|(one, other)| [*one, *other])
    }

    fn ends(&self) -> Option<(Xy, Xy)> {
        self.points().fold(None, |ends, xy| {
            let (low, high): (Xy, Xy) = ends.unwrap_or((xy, xy));
            let least = Xy { x: low.x.min(xy.x), y: low.y.min(xy.y) };
            Some((least, Xy { x: high.x.max(xy.x), y: high.y.max(xy.y) }))
        })
    }
}
