//! A map from its rows to its scene: what is drawn over what, and what is told of it.

use std::rc::Rc;

use super::super::beside::Place;
use super::super::scene::{Mark, Told};
use super::super::{Draw, Scene, caption_height, reminder, tips};
use super::classes::Classes;
use super::density::{self, Grid};
use super::fields::Fields;
use super::found::{self, Joined};
use super::legend::Legend;
use super::options::{Inset, Options, Show};
use super::room::{self, Stand};
use super::spots::Spots;
use super::{dots, inset, labels, strands, tally};
use crate::data::table::Table;
use crate::geo::{LonLat, Outline, Sheet};
use crate::issue::{notices, words};
use crate::look::format::{self, Format};
use crate::look::{Color, Fill, Picture, Point, Shape, Stroke};

/// What is known of a map before it is drawn.
pub struct Plan<'a> {
    pub options: &'a Options,
    pub outline: &'a Outline,
    pub fields: Fields<'a>,
    /// Values of regions; where rows have places of their own, of rows.
    pub found: Joined<'a>,
    classes: Classes,
    legend: Legend,
    pub stand: Stand,
    sheet: Rc<Sheet>,
}

impl<'a> Plan<'a> {
    pub fn new(
        options: &'a Options,
        rows: &'a Table,
        outline: &'a Outline,
        on: &Draw<'_>,
    ) -> Plan<'a> {
        let counted = matches!(options.show, Show::Points | Show::Heat);
        let mut fields = Fields::of(options, rows, counted);
        fields.at = fields.at.filter(|_| options.show != Show::Regions && !outline.tiles);
        let found = match fields.at {
            None => found::join(options, rows, fields, outline, on.inside),
            Some(_) => found::of_rows(options, rows, fields),
        };
        let mut classes = Classes::for_joined(options, &found);
        if options.show == Show::Points {
            classes = classes.lifted();
        }
        let mut legend = Plan::legend(options, &classes, &found, on);
        if legend.column(on).is_none() && legend.strip(on).is_none() {
            legend = legend.without_bare();
        }
        let lies_there = |inset: &&Inset| inset::is_needed(inset, outline, on.layer);
        let inset = options.inset.as_ref().filter(lies_there);
        let inset = inset.and_then(|inset| inset::extent(inset, on));
        let stand = room::stand(&legend, inset, outline, on);
        let sheet = outline.sheet(&stand.projection);
        Plan { options, outline, fields, found, classes, legend, stand, sheet }
    }

    fn legend(options: &Options, classes: &Classes, found: &Joined<'_>, on: &Draw<'_>) -> Legend {
        match options.show {
            Show::Regions => Legend::of(classes, found, on),
            Show::Points => Legend::of(classes, found, on).without_bare(),
            Show::Bubbles => Legend::sizes(dots::sizes(found, on)),
            Show::Heat => {
                let ends = (words::few(on.lang).into(), words::many(on.lang).into());
                Legend::ramp(classes, ends, on)
            }
        }
    }

    pub fn scene(self, rows: &Table, on: &Draw<'_>) -> Scene {
        let mut scene = Scene::plain(Picture::new(on.width, on.height));
        let fills = self.fills(on);
        let lines = strands::all(self.outline, on.layer);
        self.land(&mut scene.picture, &fills, &lines, on);
        let mut taken: Vec<Place> =
            self.stand.legend.iter().chain(&self.stand.inset).copied().collect();
        let (said, heat) = match self.options.show {
            Show::Regions => {
                self.regions(&mut scene, &fills, on);
                ([None, None], None)
            }
            _ => self.places(&mut scene, rows, &mut taken, on),
        };
        // A strip and the caption keep names away from the foot.
        let foot =
            on.height - caption_height(on) - self.stand.strip.as_ref().map_or(0.0, |s| s.height);
        taken.push([0.0, foot, on.width, on.height]);
        self.names(&mut scene.picture, (&fills, heat.as_ref()), &mut taken, on);
        if let Some((inset, place)) = self.options.inset.as_ref().zip(self.stand.inset) {
            inset::write(&mut scene.picture, (inset, place), (self.outline, &fills), &lines, on);
        }
        match (&self.stand.strip, self.stand.legend) {
            (Some(strip), _) => strip.write(&mut scene.picture, on),
            (None, Some(place)) => self.legend.write(&mut scene.picture, place, on),
            (None, None) => {}
        }
        let [one, two] = said;
        scene.notice = tips::notice(&[one, two, scene.notice, self.bad_inset(on)]);
        let joined = self.fields.at.is_none().then_some(self.found.joined);
        Scene { joined, unmatched: self.found.unmatched, reminder: reminder(on), ..scene }
    }

    fn bad_inset(&self, on: &Draw<'_>) -> Option<String> {
        let bad = self.options.inset.as_ref().is_some_and(|inset| !inset::is_sound(inset));
        bad.then(|| notices::bad_inset(on.lang).into())
    }

    /// By the outline's order: colours of values, hatching where there is none, or calm land.
    fn fills(&self, on: &Draw<'_>) -> Vec<Option<Fill>> {
        let land = Fill { color: on.theme.land, hatch: None };
        if self.options.show != Show::Regions {
            return vec![Some(land); self.outline.regions.len()];
        }
        let bare = Fill { hatch: Some(on.theme.hatch), ..land };
        let fill = |value: &Option<f64>| {
            let color = value.map(|value| self.classes.color(value, on));
            Some(color.map_or(bare, |color| Fill { color, hatch: None }))
        };
        self.found.values.iter().map(fill).collect()
    }

    fn land(
        &self,
        picture: &mut Picture,
        fills: &[Option<Fill>],
        lines: &[&[LonLat]],
        on: &Draw<'_>,
    ) {
        let stroke = match (self.outline.tiles, self.options.show) {
            (true, _) => Stroke::new(on.theme.ground[1], (on.em * 0.16).clamp(1.5, 6.0)),
            (_, Show::Regions) => Stroke::new(on.theme.ground[1], 1.0),
            // Land without classes is told apart by its borders alone.
            _ => Stroke::new(on.theme.hairline, 1.0),
        };
        picture.push(Shape::Regions {
            paths: Rc::clone(&self.sheet.paths),
            at: Point::new(0.0, 0.0),
            fills: fills.to_vec(),
            stroke,
        });
        let frame = [0.0, 0.0, on.width, on.height - caption_height(on)];
        strands::write(picture, lines, &self.stand.projection, frame, on);
    }

    /// The marks of coloured regions, in the outline's order.
    fn regions(&self, scene: &mut Scene, fills: &[Option<Fill>], on: &Draw<'_>) {
        let places = (&self.stand.projection, &self.sheet);
        scene.marks.reserve(fills.len());
        for (at, fill) in fills.iter().enumerate() {
            let color = fill.filter(|fill| fill.hatch.is_none()).map(|fill| fill.color);
            if let Some(mark) = self.found.mark(self.outline, at, color, places, on) {
                self.door(scene, at, on);
                scene.marks.push(mark);
            }
        }
    }

    /// Points, bubbles or density, then the marks of the regions that have none of their own.
    fn places(
        &self,
        scene: &mut Scene,
        rows: &Table,
        taken: &mut Vec<Place>,
        on: &Draw<'_>,
    ) -> ([Option<String>; 2], Option<Grid>) {
        let spots = Spots::of(self, rows, on);
        let mut heat = None;
        let said = spots.notices(self, on);
        let counts = self.counts(&spots, on);
        let mut marked = vec![false; self.outline.regions.len()];
        if self.options.show == Show::Heat {
            heat = Some(density::draw(&mut scene.picture, &spots.all, &self.classes, on));
        } else {
            let (more, drawn) = dots::draw(scene, self, spots, taken, on);
            scene.notice = tips::notice(&more);
            for entry in drawn.into_iter().filter(|_| counts.is_none()) {
                if let Some(own) = marked.get_mut(entry) {
                    *own = true;
                }
            }
        }
        self.beneath(scene, counts, &marked, on);
        (said, heat)
    }

    /// How many rows lie in each region; none where rows say their regions themselves.
    fn counts(&self, spots: &Spots, on: &Draw<'_>) -> Option<Vec<usize>> {
        self.fields.at?;
        let places: Vec<_> = spots.all.iter().map(|spot| spot.at).collect();
        Some(tally::tally(&places, &self.sheet, (on.width, on.height)))
    }

    /// The marks of the land beneath points, bubbles or density.
    fn beneath(
        &self,
        scene: &mut Scene,
        counts: Option<Vec<usize>>,
        marked: &[bool],
        on: &Draw<'_>,
    ) {
        for at in marked.iter().enumerate().filter(|(_, is)| !**is).map(|(at, _)| at) {
            let Some(mut mark) = self.bare_mark(at) else { continue };
            mark.told = match counts.as_ref().and_then(|counts| counts.get(at)) {
                Some(count) => vec![records(*count, on)],
                None => self.told(at, None, on),
            };
            self.door(scene, at, on);
            scene.marks.push(mark);
        }
    }

    /// What is told of a region's or a row's value; without a value, how many rows there are.
    pub fn told(&self, entry: usize, color: Option<Color>, on: &Draw<'_>) -> Vec<Told> {
        match self.found.counts.get(entry).copied().unwrap_or(0) {
            rows if rows > 0 && self.found.field.is_none() => match self.fields.at {
                Some(_) => Vec::new(),
                None => vec![records(rows, on)],
            },
            _ => {
                let told = self.found.told(entry, color, on);
                std::iter::once(told).chain(self.found.merged(entry, on)).collect()
            }
        }
    }

    fn names(
        &self,
        picture: &mut Picture,
        (fills, heat): (&[Option<Fill>], Option<&Grid>),
        taken: &mut Vec<Place>,
        on: &Draw<'_>,
    ) {
        let colored = self.options.show == Show::Regions;
        // Dots of regions bear the regions' names already.
        if !colored && self.options.show != Show::Heat && self.fields.at.is_none() {
            return;
        }
        let named = labels::Named {
            outline: self.outline,
            projection: &self.stand.projection,
            sheet: &self.sheet,
            found: Some(&self.found).filter(|_| colored),
            fills,
            heat,
        };
        labels::write(picture, &named, self.options.labels, taken, on);
    }

    pub fn color_of(&self, value: Option<f64>, on: &Draw<'_>) -> Color {
        match (self.fields.value, value) {
            (None, _) => on.theme.accent,
            (Some(_), Some(value)) => self.classes.color(value, on),
            (Some(_), None) => on.theme.muted,
        }
    }

    pub fn name_of(&self, entry: usize, on: &Draw<'_>) -> String {
        dots::name_of(&self.fields, self, entry, on)
    }

    pub fn bare_mark(&self, at: usize) -> Option<Mark> {
        found::bare_mark(self.outline, at, (&self.stand.projection, &self.sheet))
    }

    /// The next mark is of a region: a door where it has an outline inside, and of its row.
    pub fn door(&self, scene: &mut Scene, at: usize, on: &Draw<'_>) {
        if let Some(row) = self.found.rows.get(at).copied().flatten() {
            scene.rows.push((scene.marks.len(), row));
        }
        let code = self.outline.regions.get(at).map(|region| region.code.as_str());
        if let Some(code) = code.filter(|code| !code.is_empty() && (on.is_door)(code)) {
            scene.doors.push((scene.marks.len(), code.to_string()));
        }
    }
}

/// How many rows there are.
fn records(count: usize, on: &Draw<'_>) -> Told {
    let value = format::number(count as f64, Format::Full, None, on.lang).line();
    Told { name: words::records(on.lang).into(), value, color: None }
}
