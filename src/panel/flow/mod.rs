//! `flow`: what goes from where to where over a map: arcs from one place or many, one way or both, or
//! the routes of trips, stop after stop.

mod arcs;
mod ends;
mod fields;
mod labels;
mod legend;
mod list;
mod marks;
mod routes;
mod ways;

use std::rc::Rc;

use super::options::{FieldName, choice, options, silent};
use super::scene::Arc;
use super::{Draw, Scene, caption_height, map, reminder, tips};
use crate::data::table::Table;
use crate::geo::{LonLat, Outline, Projection, Sheet, Xy, arc, arc_at};
use crate::grammar::named::Named;
use crate::issue::notices;
use crate::look::{Fill, Picture, Point, Shape, Stroke};
use ways::{Plan, Way};

options! {
    /// Which outline, what is at either end of a row, and how it is shown.
    pub struct Options {
        /// The outline: a name of the board's `outlines`, or of a file in geo/ without its ending.
        pub map: String,
        /// One place that every row begins at; without it the rows say where they begin.
        pub from: Option<Origin>,
        /// The origin's code or name: the field `from`, else the first text. Beside `from` it counts
        /// in both directions only.
        pub origin: Option<FieldName>,
        /// The destination's code or name: the field `to` or `place`, else the next text.
        pub place: Option<FieldName>,
        /// The first number where not named; without any each row counts 1.
        pub value: Option<FieldName>,
        /// In both directions: how much goes the other way. Without it the rows say their origins.
        pub back: Option<FieldName>,
        /// Whether rows lead from the fixed place, to it, or there and back.
        pub direction: Direction,
        /// The destination's longitude in degrees; it comes before the name.
        pub lon: Option<FieldName>,
        /// The destination's latitude.
        pub lat: Option<FieldName>,
        /// The origin's longitude.
        pub origin_lon: Option<FieldName>,
        /// The origin's latitude.
        pub origin_lat: Option<FieldName>,
        /// Longitude and latitude of names that the outline does not know.
        pub places: Named<(f64, f64)>,
        /// How many arcs or routes are drawn, the largest; the others are said in one line.
        pub top: usize = 30,
        /// Arcs from end to end, or trips with their stops.
        pub form: Form,
        /// Which trip a row belongs to: its stops or its legs in their order. Without it each row is
        /// a trip.
        pub route: Option<FieldName>,
        /// How a trip stands, said in its tip.
        pub state: Option<FieldName>,
        /// How much of the map is in sight.
        pub view: View,
    }
}

options! {
    /// A named place.
    pub struct Origin {
        pub name: String,
        /// Longitude and latitude in degrees; where the name is known, it need not be given.
        pub at: Option<(f64, f64)>,
    }
}

choice! {
    /// Which way rows lead when one end is fixed.
    pub enum Direction {
        /// From the fixed place.
        #[default]
        Out = "out",
        /// To it.
        In = "in",
        /// There and back.
        Both = "both",
    }
}

choice! {
    /// What is drawn between the ends.
    pub enum Form {
        /// An arc for each pair of ends.
        #[default]
        Arcs = "arcs",
        /// Trips of one leg after another.
        Routes = "routes",
    }
}

choice! {
    /// What the panel's edges enclose.
    pub enum View {
        /// The whole outline.
        #[default]
        Map = "map",
        /// The ends and what is drawn between them.
        Flows = "flows",
    }
}

silent! { Named<(f64, f64)> }

/// Draws the land, its regions shaded by how much goes there, the arcs or routes, and the ends'
/// names. Without an outline that may be shown, a list in its place.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    match on.outline {
        Some(outline) => drawn(options, rows, outline, on),
        None => list::draw(options, rows, on),
    }
}

fn drawn(options: &Options, rows: &Table, outline: &Outline, on: &Draw) -> Scene {
    let mut picture = Picture::new(on.width, on.height);
    // Nothing is written where the caption stands.
    let on = &Draw { height: on.height - caption_height(on), ..*on };
    let plan = match options.form {
        Form::Arcs => ways::plan(options, rows, outline, on),
        Form::Routes => routes::plan(options, rows, outline, on),
    };
    let projection = fit(options.view, &plan, outline, on);
    let sheet = outline.sheet(&projection);
    let stage = Stage::of(plan, &projection);
    land(&mut picture, &sheet, &stage.plan.shades(outline), on);
    arcs::draw(&mut picture, &stage, on);
    let legend = legend::place(&stage, on);
    legend::write(&mut picture, &stage.plan.legend, legend, on);
    labels::write(&mut picture, &stage, legend, on);
    let unsaid = stage.plan.legend.iter().filter(|line| line.counts && legend.is_none());
    let unsaid = unsaid.map(|line| Some(line.text.clone()));
    let unusable = stage.plan.unusable;
    let unusable = (unusable > 0).then(|| notices::unusable_flows(unusable, on.lang));
    let notice = tips::notice(&unsaid.chain([unusable]).collect::<Vec<_>>());
    let marks = marks::marks(&stage, outline, &sheet, on);
    let arcs = stage.lights(on);
    let joined = Some(stage.plan.ends.len());
    Scene {
        picture,
        marks,
        notice,
        joined,
        unmatched: stage.plan.unmatched,
        reminder: reminder(on),
        arcs,
        ..Scene::default()
    }
}

/// The regions' shades by how much goes there; land of one piece has none.
fn land(picture: &mut Picture, sheet: &Sheet, values: &[Option<f64>], on: &Draw) {
    let bounds = map::quantiles(values);
    let fill = |value: &Option<f64>| {
        let class = value.map(|value| map::class(value, &bounds));
        let shade = class.and_then(|class| on.theme.ramp.get(class)).map(|c| c.fade(0.5));
        Some(Fill { color: shade.unwrap_or(on.theme.land), hatch: None })
    };
    picture.push(Shape::Regions {
        paths: Rc::clone(&sheet.paths),
        at: Point::new(0.0, 0.0),
        fills: values.iter().map(fill).collect(),
        stroke: Stroke::new(on.theme.hairline, 1.0),
    });
}

/// The whole outline, or the ends with all that is drawn between them.
fn fit(view: View, plan: &Plan, outline: &Outline, on: &Draw) -> Projection {
    let mut places: Vec<LonLat> = plan.ends.iter().map(|end| end.at).collect();
    if view == View::Map || places.is_empty() {
        return Projection::fit(outline, on.width, on.height, on.em * 0.3);
    }
    // Names stand beside the ends.
    let padding = (on.em * 2.6).min(on.width.min(on.height) * 0.16);
    let first = Projection::fit_places(&places, on.width, on.height, padding);
    // An arc bows beyond its ends.
    for way in plan.shown().iter().take(MOST_FITTED) {
        let Some(curve) = plan.curve(way, &first) else { continue };
        places.extend([0.3, 0.5, 0.7].map(|t| first.to_lonlat(arc_at(&curve, t))));
    }
    Projection::fit_places(&places, on.width, on.height, padding)
}

/// The bows of so many arcs are looked at; others are smaller.
const MOST_FITTED: usize = 200;

/// The plan in pixels.
struct Stage<'a> {
    plan: Plan<'a>,
    /// Where each end is.
    at: Vec<Xy>,
    /// The curve of each way that is shown, in the plan's order.
    curves: Vec<[Xy; 4]>,
    /// What each end sends and gets, with what is not shown.
    outflow: Vec<f64>,
    inflow: Vec<f64>,
    /// How much goes through each end, of the end beside the fixed ones through which the most goes.
    shares: Vec<f64>,
    /// The one row that speaks of an end.
    alone: Vec<Option<usize>>,
}

impl<'a> Stage<'a> {
    fn of(plan: Plan<'a>, projection: &Projection) -> Stage<'a> {
        let at: Vec<Xy> = plan.ends.iter().map(|end| projection.to_xy(end.at)).collect();
        let place = |end: usize| at.get(end).copied().unwrap_or(Xy { x: 0.0, y: 0.0 });
        let curve = |way: &Way| bent(place(way.from), place(way.to), way);
        let curves = plan.shown().iter().map(curve).collect();
        let (mut outflow, mut inflow) = (vec![0.0; at.len()], vec![0.0; at.len()]);
        let (mut touched, mut alone) = (vec![0_usize; at.len()], vec![None; at.len()]);
        for way in plan.ways.iter().filter(|way| way.value > 0.0) {
            ends::add(&mut outflow, way.from, way.value);
            ends::add(&mut inflow, way.to, way.value);
            for end in [way.from, way.to] {
                if let Some((touched, alone)) = touched.get_mut(end).zip(alone.get_mut(end)) {
                    *touched += 1;
                    *alone = Some(way.row).filter(|_| *touched == 1 && way.rows == 1 && !way.back);
                }
            }
        }
        let mut stage = Stage { plan, at, curves, outflow, inflow, shares: Vec::new(), alone };
        let ends = 0..stage.at.len();
        let others = ends.clone().filter(|end| !stage.plan.hubs.contains(end));
        let most = others.map(|end| stage.through(end)).fold(f64::MIN_POSITIVE, f64::max);
        stage.shares = ends.map(|end| (stage.through(end) / most).min(1.0)).collect();
        stage
    }

    /// How much an end sends and gets.
    fn through(&self, end: usize) -> f64 {
        let flow = |all: &[f64]| all.get(end).copied().unwrap_or_default();
        flow(&self.outflow) + flow(&self.inflow)
    }

    fn lights(&self, on: &Draw) -> Vec<Arc> {
        let light = |(curve, way): (&[Xy; 4], &Way)| Arc {
            curve: *curve,
            radius: on.em * (0.07 + 0.09 * way.share.sqrt()),
            color: if way.back { way.color } else { on.theme.text },
            phase: way.phase,
            window: way.window,
        };
        // What stays where it is has no way to go.
        let ways = self.curves.iter().zip(self.plan.shown()).filter(|(_, way)| way.from != way.to);
        ways.map(light).collect()
    }

    fn place(&self, end: usize) -> Xy {
        self.at.get(end).copied().unwrap_or(Xy { x: 0.0, y: 0.0 })
    }
}

/// The way's curve; a flipped one is the other's curve walked back, so that there and back lie on
/// either side of the line.
fn bent(from: Xy, to: Xy, way: &Way) -> [Xy; 4] {
    if !way.flip {
        return arc(from, to, way.bend);
    }
    let [a, b, c, d] = arc(to, from, way.bend);
    [d, c, b, a]
}

fn point(xy: Xy) -> Point {
    Point::new(xy.x, xy.y)
}
