//! The ways between ends: rows of the same two ends are one, the largest are shown, the others are said.

use super::ends::{End, Ends, add};
use super::fields::Fields;
use super::legend::Line;
use super::{Direction, Options, bent};
use crate::data::table::Table;
use crate::geo::{Outline, Projection, Xy};
use crate::issue::{notices, words};
use crate::look::Color;
use crate::panel::Draw;
use crate::panel::scene::Unmatched;
use crate::panel::view::{self, Places};

/// How far an arc bows, of its length.
const BEND: f64 = 0.22;

/// What goes from one end to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    pub from: usize,
    pub to: usize,
    pub value: f64,
    /// Of the largest way.
    pub share: f64,
    /// Its first row, and how many there are.
    pub row: usize,
    pub rows: usize,
    /// Whether it leads back to the fixed place, or against the row's direction.
    pub back: bool,
    pub color: Color,
    /// As of [`crate::geo::arc`]; a flipped way walks the curve from its end.
    pub bend: f64,
    pub flip: bool,
    /// As of [`crate::panel::scene::Arc`].
    pub phase: f64,
    pub window: (f64, f64),
    /// Which trip it is a leg of.
    pub trip: Option<usize>,
}

/// What is to be drawn, before any pixel is known.
pub struct Plan<'a> {
    pub ends: Vec<End>,
    /// The fixed place, or where trips start.
    pub hubs: Vec<usize>,
    /// The largest first, those that are shown before the others; legs in the order of their trips.
    pub ways: Vec<Way>,
    pub shown: usize,
    /// What a tip calls each trip.
    pub trips: Vec<String>,
    pub fields: Fields<'a>,
    pub legend: Vec<Line>,
    pub unmatched: Unmatched,
    /// Rows without two ends, or whose value is not above zero.
    pub unusable: usize,
}

impl Plan<'_> {
    pub fn shown(&self) -> &[Way] {
        self.ways.get(..self.shown).unwrap_or(&self.ways)
    }

    pub fn curve(&self, way: &Way, projection: &Projection) -> Option<[Xy; 4]> {
        let at = |end: usize| Some(projection.to_xy(self.ends.get(end)?.at));
        Some(bent(at(way.from)?, at(way.to)?, way))
    }

    /// How much goes to each region, or comes from it to the fixed place. Routes and land of one
    /// piece have no shades.
    pub fn shades(&self, outline: &Outline) -> Vec<Option<f64>> {
        let mut shades = vec![None; outline.regions.len()];
        if outline.regions.len() < 2 || !self.trips.is_empty() {
            return shades;
        }
        for way in &self.ways {
            let far = if self.hubs.contains(&way.to) { way.from } else { way.to };
            let region = self.ends.get(far).and_then(|end| end.region);
            if let Some(shade) = region.and_then(|region| shades.get_mut(region)) {
                *shade = Some(shade.unwrap_or(0.0) + way.value);
            }
        }
        shades
    }
}

/// Arcs from end to end.
pub fn plan<'a>(
    options: &'a Options,
    rows: &'a Table,
    outline: &'a Outline,
    on: &Draw<'_>,
) -> Plan<'a> {
    let fields = Fields::of(options, rows);
    let mut ends = Ends::new(options, outline);
    let hub = options.from.as_ref().and_then(|origin| ends.fixed(origin));
    let mut sums = Sums::default();
    let mut unusable = 0;
    for row in 0..rows.rows() {
        let (from, to) = match pair(row, (options, hub), &fields, &mut ends, on) {
            Ok(pair) => pair,
            Err(Miss::Silent) => {
                unusable += 1;
                continue;
            }
            Err(Miss::Lost) => {
                ends.unmatched.lost += 1;
                continue;
            }
        };
        let there = Fields::amount(fields.value, row);
        let back = fields.back.and_then(|back| Fields::amount(Some(back), row));
        unusable += usize::from(there.is_none() && back.is_none());
        if let Some(value) = there {
            let is_back = fields.back.is_none() && hub == Some(to) && hub != Some(from);
            sums.add((from, to), value, row, is_back && options.direction == Direction::Both);
        }
        if let Some(value) = back {
            sums.add((to, from), value, row, true);
        }
    }
    let hubs = hub.into_iter().collect();
    let (ends, unmatched) = (ends.all, ends.unmatched);
    let (trips, legend) = (Vec::new(), Vec::new());
    let (ways, shown) = (sums.ways, options.top);
    let mut plan = Plan { ends, hubs, ways, shown, trips, fields, legend, unmatched, unusable };
    dress(&mut plan, on);
    plan
}

/// Why a row has no two ends.
pub enum Miss {
    /// It does not say one of them.
    Silent,
    /// Nobody knows where one of them is.
    Lost,
}

/// The ends of a row, from where to where.
fn pair(
    row: usize,
    (options, hub): (&Options, Option<usize>),
    fields: &Fields<'_>,
    ends: &mut Ends<'_>,
    on: &Draw<'_>,
) -> Result<(usize, usize), Miss> {
    let to = ends.known(fields.destination(row, on))?;
    if fields.has_origin() {
        let from = ends.known(fields.origin(row, on))?;
        return Ok((from.ok_or(Miss::Lost)?, to.ok_or(Miss::Lost)?));
    }
    if options.from.is_none() {
        return Err(Miss::Silent);
    }
    let (hub, to) = (hub.ok_or(Miss::Lost)?, to.ok_or(Miss::Lost)?);
    Ok(if options.direction == Direction::In { (to, hub) } else { (hub, to) })
}

/// Ways by their ends.
#[derive(Default)]
struct Sums {
    ways: Vec<Way>,
    keys: Places,
}

impl Sums {
    fn add(&mut self, (from, to): (usize, usize), value: f64, row: usize, back: bool) {
        let key = self.keys.of(format!("{from} {to} {back}"), row);
        match self.ways.get_mut(key) {
            Some(way) => (way.value, way.rows) = (way.value + value, way.rows + 1),
            None => self.ways.push(Way::new((from, to), value, row, back)),
        }
    }
}

impl Way {
    pub fn new((from, to): (usize, usize), value: f64, row: usize, back: bool) -> Way {
        Way {
            from,
            to,
            value,
            share: 0.0,
            row,
            rows: 1,
            back,
            color: Color(0),
            bend: BEND,
            flip: false,
            phase: 0.0,
            window: (0.0, 1.0),
            trip: None,
        }
    }
}

/// The largest first; colours, sides and starts; and what the legend says of them.
fn dress(plan: &mut Plan<'_>, on: &Draw<'_>) {
    let keys: Vec<f64> = plan.ways.iter().map(|way| -way.value).collect();
    let order = view::ascending(&keys);
    plan.ways = order.into_iter().filter_map(|at| plan.ways.get(at).cloned()).collect();
    plan.shown = plan.shown.min(plan.ways.len());
    let largest = plan.ways.first().map_or(1.0, |way| way.value);
    // Which of the two directions between a pair of ends came first.
    let (mut pairs, mut upwards) = (Places::default(), Vec::new());
    for (at, way) in plan.ways.iter_mut().enumerate() {
        let (low, high) = (way.from.min(way.to), way.from.max(way.to));
        let pair = pairs.of(format!("{low} {high}"), 0);
        if pair == upwards.len() {
            upwards.push(way.from == low);
        }
        let turned = upwards.get(pair).is_some_and(|up| *up != (way.from == low));
        way.flip = way.back || (turned && plan.hubs.is_empty() && plan.fields.back.is_none());
        way.bend = if way.flip { -BEND } else { BEND };
        way.share = way.value / largest;
        way.color = if way.back { second(on) } else { on.theme.accent };
        // The golden ratio spreads the starts evenly, however many arcs there are.
        way.phase = (at as f64 * 0.618_034).fract();
    }
    plan.legend = legend(plan, on);
}

fn second(on: &Draw<'_>) -> Color {
    let [_, second, ..] = on.theme.series;
    second
}

/// Both directions by their colours, and what is not drawn.
fn legend(plan: &Plan<'_>, on: &Draw<'_>) -> Vec<Line> {
    let mut sums = [0.0; 2];
    plan.ways.iter().for_each(|way| add(&mut sums, usize::from(way.back), way.value));
    let [there, back] = sums;
    let mut lines = Vec::new();
    if back > 0.0 {
        let label = |field: Option<&crate::data::table::Field>, word: &str| match field {
            Some(field) if plan.fields.back.is_some() => field.label.clone(),
            _ => word.to_string(),
        };
        let names = [
            (label(plan.fields.value, words::there(on.lang)), there, on.theme.accent),
            (label(plan.fields.back, words::back_again(on.lang)), back, second(on)),
        ];
        lines.extend(names.map(|(name, sum, color)| Line {
            color: Some(color),
            text: format!("{name} {}", plan.fields.said(sum, true, on)),
            counts: false,
        }));
    }
    let rest = plan.ways.get(plan.shown..).unwrap_or_default();
    if !rest.is_empty() {
        let sum = plan.fields.said(rest.iter().map(|way| way.value).sum(), true, on);
        let text = notices::more_flows(rest.len(), &sum, on.lang);
        lines.push(Line { color: None, text, counts: true });
    }
    lines
}
