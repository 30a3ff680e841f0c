//! What can be pointed at: the ends from the largest on, then the ways to them.

use std::rc::Rc;

use super::arcs::radius;
use super::ways::Way;
use super::{Stage, fields, point};
use crate::geo::{Outline, Sheet, Xy, arc_at};
use crate::issue::words;
use crate::panel::scene::{MOST_MARKS, Mark, Reach, Told};
use crate::panel::{Draw, view};

/// A tip's arc is a line of so many points.
const ALONG: usize = 24;

pub fn marks(stage: &Stage<'_>, outline: &Outline, sheet: &Rc<Sheet>, on: &Draw) -> Vec<Mark> {
    let keys: Vec<f64> = (0..stage.at.len()).map(|end| -stage.through(end)).collect();
    let ends = view::ascending(&keys).into_iter();
    let mut marks: Vec<Mark> =
        ends.filter_map(|end| stage.end_mark(end, outline, sheet, on)).take(MOST_MARKS).collect();
    let room = MOST_MARKS - marks.len();
    let ways = stage.curves.iter().zip(stage.plan.shown()).filter(|(_, way)| way.from != way.to);
    marks.extend(ways.take(room).map(|(curve, way)| stage.way_mark(curve, way, on)));
    marks
}

impl Stage<'_> {
    fn end_mark(
        &self,
        end: usize,
        outline: &Outline,
        sheet: &Rc<Sheet>,
        on: &Draw,
    ) -> Option<Mark> {
        let own = self.plan.ends.get(end)?;
        let told = self.end_told(end, on);
        if told.is_empty() {
            return None;
        }
        let at = point(self.place(end));
        let region = own.region.filter(|_| outline.regions.len() > 1);
        let region = region.filter(|_| !self.plan.hubs.contains(&end));
        let is_shape =
            |region: usize| sheet.plots().get(region).is_some_and(|plot| !plot.is_empty());
        let reach = match region.filter(|region| is_shape(*region)) {
            Some(region) => Reach::Region { sheet: Rc::clone(sheet), region, by: (0.0, 0.0) },
            None => Reach::Disc { at, radius: radius(self, end, on).max(on.em * 0.35) },
        };
        let name = region.and_then(|region| outline.regions.get(region)).map(|own| &own.name);
        let name = name.filter(|name| !name.is_empty()).unwrap_or(&own.name);
        Some(Mark { reach, at, label: name.clone(), told })
    }

    /// What goes there and what comes from there.
    fn end_told(&self, end: usize, on: &Draw) -> Vec<Told> {
        let flow = |all: &[f64]| all.get(end).copied().unwrap_or_default();
        let is_stop = !self.plan.trips.is_empty();
        let (arrives, leaves) = (flow(&self.inflow), flow(&self.outflow));
        let leaves = if is_stop && arrives > 0.0 { 0.0 } else { leaves };
        let both = arrives > 0.0 && leaves > 0.0;
        let field = || self.plan.fields.value.map_or_else(String::new, |field| field.label.clone());
        let name = |word: &str| if both { word.to_string() } else { field() };
        let row = self.alone.get(end).copied().flatten();
        let lines = [(words::inflow(on.lang), arrives), (words::outflow(on.lang), leaves)];
        let lines = lines.into_iter().filter(|(_, sum)| *sum > 0.0);
        let told = |(word, sum)| Told {
            name: name(word),
            value: self.plan.fields.told(sum, row, on),
            color: None,
        };
        lines.map(told).collect()
    }

    fn way_mark(&self, curve: &[Xy; 4], way: &Way, on: &Draw) -> Mark {
        let at = |step: usize| point(arc_at(curve, step as f64 / (ALONG - 1) as f64));
        let name = |end: usize| self.plan.ends.get(end).map_or("", |end| end.name.as_str());
        let mut label = format!("{} → {}", name(way.from), name(way.to));
        let trip = way.trip.and_then(|trip| self.plan.trips.get(trip));
        if let Some(trip) = trip.filter(|trip| !trip.is_empty()) {
            label = format!("{trip} · {label}");
        }
        let fields = &self.plan.fields;
        let field = if way.back { fields.back.or(fields.value) } else { fields.value };
        let row = Some(way.row).filter(|_| way.rows == 1 && !way.back);
        let mut told = vec![Told {
            name: field.map_or_else(String::new, |field| field.label.clone()),
            value: fields.told(way.value, row, on),
            color: Some(way.color),
        }];
        if way.trip.is_some() && (field.is_none() || way.value <= 0.0) {
            told.clear();
        }
        let state = fields::name(fields.state, way.row, on);
        if let Some(field) = fields.state.filter(|_| way.rows == 1 && !state.is_empty()) {
            told.push(Told { name: field.label.clone(), value: state, color: None });
        }
        let reach = Reach::Along { points: (0..ALONG).map(at).collect(), aside: on.em * 0.25 };
        Mark { reach, at: point(arc_at(curve, 0.5)), label, told }
    }
}
