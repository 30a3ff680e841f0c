//! Points and bubbles: one for each row that has a place, else one for each region that has rows.

use super::super::beside::{Place, free_place};
use super::super::scene::{MOST_MARKS, Mark, Reach};
use super::super::{Draw, Scene, view};
use super::fields::Fields;
use super::found::{Joined, called};
use super::legend::disc;
use super::options::{Labels, Show};
use super::room::apart;
use super::spots::Spots;
use super::{Plan, short};
use crate::geo::Xy;
use crate::issue::notices;
use crate::look::{Anchor, Color, Point, Shape, format, plot};

/// Beyond so many dots none is named.
const MOST_NAMED: usize = 300;

/// The radius of the greatest bubble.
fn widest(on: &Draw<'_>) -> f64 {
    (on.em * 1.7).min(on.width.min(on.height) / 11.0).max(2.0)
}

/// A bubble's radius: its area is its value's share of the greatest.
fn radius(value: f64, greatest: f64, on: &Draw<'_>) -> f64 {
    (widest(on) * (value / greatest).sqrt()).max(1.6)
}

/// The sizes that a legend shows: a round number near the greatest, and a quarter of it.
pub fn sizes(found: &Joined<'_>, on: &Draw<'_>) -> Vec<(f64, String)> {
    let greatest = found.values.iter().flatten().copied().fold(0.0, f64::max);
    if greatest <= 0.0 {
        return Vec::new();
    }
    let unit = 10_f64.powf(greatest.log10().floor());
    let round = [5.0, 2.0, 1.0].into_iter().map(|round| round * unit).find(|r| *r <= greatest);
    let unit = on.unit.or(found.unit());
    let say = |value: f64| format::number(value, on.format, unit, on.lang).line();
    let round = round.unwrap_or(greatest);
    [round, round / 5.0].map(|value| (radius(value, greatest, on), say(value))).to_vec()
}

/// Draws points or bubbles with their marks and names; what is taken grows. Gives what the reader must
/// know, and which entries were drawn.
pub fn draw(
    scene: &mut Scene,
    plan: &Plan<'_>,
    mut spots: Spots,
    taken: &mut Vec<Place>,
    on: &Draw<'_>,
) -> ([Option<String>; 2], Vec<usize>) {
    let mut said = [None, None];
    let bubbles = plan.options.show == Show::Bubbles;
    let greatest = spots.all.iter().filter_map(|spot| spot.value).fold(0.0, f64::max);
    if bubbles {
        let known = spots.all.len();
        spots.all.retain(|spot| spot.value.is_some_and(|value| value > 0.0));
        let (drawn, most) = (spots.all.len(), plan.options.most.max(1));
        said[0] = (drawn < known).then(|| notices::no_bubble(known - drawn, on.lang));
        said[1] = (drawn > most).then(|| notices::small_bubbles(drawn - most, on.lang));
        spots.all.truncate(most);
    } else {
        spots.thin(on);
    }
    let small = match spots.all.len() {
        0..=200 => on.em * 0.24,
        201..=2000 => on.em * 0.16,
        _ => on.em * 0.1,
    };
    let mut discs = Vec::with_capacity(spots.all.len());
    for spot in &spots.all {
        let radius = match spot.value.filter(|_| bubbles) {
            Some(value) => radius(value, greatest, on),
            None => small.max(1.2),
        };
        let color = if bubbles { on.theme.accent } else { plan.color_of(spot.value, on) };
        discs.push(Disc { at: held(spot.at, radius, on), radius, color, entry: spot.entry });
    }
    paint(scene, &discs, bubbles, on);
    marks(scene, plan, &discs, on);
    names(scene, plan, &discs, taken, on);
    (said, discs.iter().map(|disc| disc.entry).collect())
}

/// A dot as it is drawn.
struct Disc {
    at: Point,
    radius: f64,
    color: Color,
    entry: usize,
}

/// A dot at the edge is moved so far that it is whole.
fn held(at: Xy, radius: f64, on: &Draw<'_>) -> Point {
    let hold =
        |at: f64, side: f64| at.clamp(radius.min(side / 2.0), (side - radius).max(side / 2.0));
    Point::new(hold(at.x, on.width), hold(at.y, on.height))
}

fn paint(scene: &mut Scene, discs: &[Disc], bubbles: bool, on: &Draw<'_>) {
    let alpha = if discs.len() > 2_000 { 0.7 } else { 0.95 };
    // The greatest bubble lies lowest; of points the greatest lies on top.
    if bubbles {
        discs.iter().for_each(|own| disc(&mut scene.picture, own.at, own.radius, own.color));
        return;
    }
    for own in discs.iter().rev() {
        let (at, radius) = (own.at, own.radius);
        if discs.len() <= 200 {
            // A rim of ground keeps a dot apart from the land and from its neighbours.
            let fill = on.theme.ground[1];
            scene.picture.push(Shape::Circle { at, radius: radius + 1.0, fill });
        }
        scene.picture.push(Shape::Circle { at, radius, fill: own.color.fade(alpha) });
    }
}

/// A dot's mark: of a region, the larger of the dot and its land.
fn marks(scene: &mut Scene, plan: &Plan<'_>, discs: &[Disc], on: &Draw<'_>) {
    let by_row = plan.fields.at.is_some();
    let room = MOST_MARKS.saturating_sub(plan.outline.regions.len());
    for own in discs.iter().take(room) {
        let reach = Reach::Disc { at: own.at, radius: own.radius.max(on.em * 0.2) };
        let mark = match by_row {
            true => Some(Mark {
                reach,
                at: own.at,
                label: plan.name_of(own.entry, on),
                told: Vec::new(),
            }),
            false => plan.bare_mark(own.entry).map(|mark| {
                let reach = if mark.reach.size() > reach.size() { mark.reach } else { reach };
                Mark { reach, ..mark }
            }),
        };
        let Some(mut mark) = mark else { continue };
        if plan.found.field.is_some() {
            mark.told = vec![plan.found.told(own.entry, Some(own.color), on)];
        }
        mark.told.extend(plan.found.merged(own.entry, on));
        if !by_row {
            plan.door(scene, own.entry, on);
        }
        scene.marks.push(mark);
    }
}

/// Names beside the dots, from the greatest down; within a bubble where there is room.
fn names(
    scene: &mut Scene,
    plan: &Plan<'_>,
    discs: &[Disc],
    taken: &mut Vec<Place>,
    on: &Draw<'_>,
) {
    let labels = plan.options.labels.unwrap_or_default();
    let around = |own: &Disc| {
        let Disc { at, radius, .. } = own;
        [at.x - radius, at.y - radius, at.x + radius, at.y + radius]
    };
    let discs = discs.get(..discs.len().min(MOST_NAMED)).unwrap_or_default();
    let fixed = taken.len();
    taken.extend(discs.iter().map(around));
    if labels == Labels::None
        || plan.found.counts.len() > MOST_NAMED * 4 && plan.fields.at.is_some()
    {
        return;
    }
    let size = on.em * 0.68;
    let mut words: Vec<Place> = Vec::new();
    for (nth, own) in discs.iter().enumerate() {
        let text = words_of(plan, own, labels, on);
        let width = on.measure.width(&text, size, false);
        if text.is_empty() || width > on.width * 0.5 {
            continue;
        }
        let inside = [
            own.at.x - width / 2.0,
            own.at.y - size * 0.6,
            own.at.x + width / 2.0,
            own.at.y + size * 0.6,
        ];
        let place = match width <= own.radius * 1.75 {
            true => words.iter().all(|other| apart(&inside, other, 0.0)).then_some(inside),
            false => {
                // Its own dot is no obstacle: the gap keeps the name away from it.
                let own_box =
                    taken.get_mut(fixed + nth).map(|slot| std::mem::replace(slot, [-1.0; 4]));
                let gap = own.radius + size * 0.3;
                let free = free_place(own.at, true, gap, (width, size), taken, on);
                if let Some((slot, own)) = taken.get_mut(fixed + nth).zip(own_box) {
                    *slot = own;
                }
                free
            }
        };
        let Some(place) = place else { continue };
        let at = Point::new(place[0], (place[1] + place[3]) / 2.0);
        scene.picture.push(plot::text(text, at, size, Anchor::Start, on.theme.text));
        words.push(place);
        taken.push(place);
    }
}

/// What stands beside a dot.
fn words_of(plan: &Plan<'_>, own: &Disc, labels: Labels, on: &Draw<'_>) -> String {
    let name = plan.name_of(own.entry, on);
    let value = plan.found.short(own.entry, on).filter(|_| labels != Labels::Names);
    match (value, labels) {
        (Some(value), Labels::Values) => value,
        (Some(value), _) => format!("{name} {value}"),
        (None, _) => name,
    }
}

/// What a dot is called: its row's place, or its region.
pub fn name_of(fields: &Fields<'_>, plan: &Plan<'_>, entry: usize, on: &Draw<'_>) -> String {
    match (fields.at, fields.place) {
        (Some(_), Some(place)) => view::said(place.column.get(entry), on.utc_offset, on.lang),
        (Some(_), None) => String::new(),
        (None, _) => plan
            .outline
            .regions
            .get(entry)
            .map(|own| short(called(own)).to_string())
            .unwrap_or_default(),
    }
}
