//! `map`: regions coloured by a value, points, bubbles or density on an outline.

mod classes;
mod density;
mod dots;
mod fields;
mod found;
mod inset;
mod labels;
mod legend;
mod list;
mod merge;
mod options;
mod room;
mod spots;
mod strands;
mod strip;
mod tally;
mod within;

use std::rc::Rc;

use super::beside::Place;
use super::scene::{Mark, Told};
use super::{Draw, Scene, reminder, tips};
use crate::data::table::Table;
use crate::geo::{Outline, Sheet};
use crate::issue::{notices, words};
use crate::look::format::{self, Format};
use crate::look::{Color, Fill, Picture, Point, Shape, Stroke};
use classes::Classes;
pub(super) use classes::{class, quantiles};
use density::Grid;
use fields::Fields;
pub(super) use found::{Joined, join};
use legend::Legend;
pub(super) use legend::{said_classes, step};
pub use options::{ClassesBy, Inset, Labels, Merge, Options, Palette, Show};
use room::Stand;
use spots::Spots;

/// Draws the map; where no outline may be shown, a list in its place.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    match on.outline {
        Some(outline) => Plan::new(options, rows, outline, on).scene(rows, on),
        None if on.inside.is_some() => under_levels(options, rows, on),
        None => list::draw(options, rows, on),
    }
}

/// The names of the levels take this much of a list's height: a line, or a thumb.
const LEVELS_EMS: f64 = 2.0;
const LEVELS_PX: f64 = 46.0;

fn under_levels(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let bar = (on.em * LEVELS_EMS).max(LEVELS_PX).min(on.height / 2.0);
    let mut scene = list::draw(options, rows, &Draw { height: on.height - bar, ..*on });
    scene.shift(0.0, bar);
    scene.picture.height = on.height;
    scene
}

/// What is known of a map before it is drawn.
struct Plan<'a> {
    options: &'a Options,
    outline: &'a Outline,
    fields: Fields<'a>,
    /// Values of regions; where rows have places of their own, of rows.
    found: Joined<'a>,
    classes: Classes,
    legend: Legend,
    stand: Stand,
    sheet: Rc<Sheet>,
}

impl<'a> Plan<'a> {
    fn new(options: &'a Options, rows: &'a Table, outline: &'a Outline, on: &Draw<'_>) -> Plan<'a> {
        let counted = matches!(options.show, Show::Points | Show::Heat);
        let mut fields = Fields::of(options, rows, counted);
        fields.at = fields.at.filter(|_| options.show != Show::Regions && !outline.tiles);
        let found = match fields.at {
            None => found::join_fields(options, rows, fields, outline, on.inside),
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
        let inset = options.inset.as_ref().filter(|_| !outline.tiles);
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

    fn scene(self, rows: &Table, on: &Draw<'_>) -> Scene {
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
        let foot = on.height
            - super::caption_height(on)
            - self.stand.strip.as_ref().map_or(0.0, |s| s.height);
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
        lines: &[&[crate::geo::LonLat]],
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
        let frame = [0.0, 0.0, on.width, on.height - super::caption_height(on)];
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
            let weighed = self.fields.value.is_some();
            heat = Some(density::draw(&mut scene.picture, &spots.all, &self.classes, weighed, on));
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
            match counts.as_ref().and_then(|counts| counts.get(at)) {
                Some(count) => {
                    let value = format::number(*count as f64, Format::Full, None, on.lang).line();
                    mark.told.push(Told {
                        name: words::records(on.lang).into(),
                        value,
                        color: None,
                    });
                }
                None => {
                    mark.told.push(self.found.told(at, None, on));
                    mark.told.extend(self.found.merged(at, on));
                }
            }
            self.door(scene, at, on);
            scene.marks.push(mark);
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

    fn color_of(&self, value: Option<f64>, on: &Draw<'_>) -> Color {
        match (self.fields.value, value) {
            (None, _) => on.theme.accent,
            (Some(_), Some(value)) => self.classes.color(value, on),
            (Some(_), None) => on.theme.muted,
        }
    }

    fn name_of(&self, entry: usize, on: &Draw<'_>) -> String {
        dots::name_of(&self.fields, self, entry, on)
    }

    fn bare_mark(&self, at: usize) -> Option<Mark> {
        found::bare_mark(self.outline, at, (&self.stand.projection, &self.sheet))
    }

    /// The next mark is a door where its region has an outline inside.
    fn door(&self, scene: &mut Scene, at: usize, on: &Draw<'_>) {
        let code = self.outline.regions.get(at).map(|region| region.code.as_str());
        if let Some(code) = code.filter(|code| !code.is_empty() && (on.is_door)(code)) {
            scene.doors.push((scene.marks.len(), code.to_string()));
        }
    }
}

/// 南阳市 -> 南阳; a name of two characters stays whole.
pub(super) fn short(name: &str) -> &str {
    match name.strip_suffix('市') {
        Some(short) if short.chars().count() >= 2 => short,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn names_lose_the_city_and_nothing_else() {
        assert_eq!(short("南阳市"), "南阳");
        assert_eq!(short("沙市"), "沙市");
        assert_eq!(short("浙江"), "浙江");
    }
}
