//! The lines that say what colours mean and what is not drawn, in the corner where they hide the
//! least.

use super::{Stage, point};
use crate::geo::arc_at;
use crate::look::{Anchor, Color, Picture, Point, Shape, plot};
use crate::panel::Draw;
use crate::panel::beside::Place;

/// A line of the legend.
pub struct Line {
    /// The swatch before it.
    pub color: Option<Color>,
    pub text: String,
    /// Whether it says what is not drawn: without room for a legend, the reader is told elsewhere.
    pub counts: bool,
}

fn size(on: &Draw) -> f64 {
    on.em * 0.68
}

/// Where the legend stands; none where there is nothing to say, or where it would take half of the
/// panel.
pub fn place(stage: &Stage<'_>, on: &Draw) -> Option<Place> {
    let (lines, size) = (&stage.plan.legend, size(on));
    let wide = lines.iter().map(|line| on.measure.width(&line.text, size, false));
    let swatch = if lines.iter().any(|line| line.color.is_some()) { size * 1.7 } else { 0.0 };
    let (wide, tall) = (wide.fold(0.0, f64::max) + swatch, size * 1.5 * lines.len() as f64);
    if lines.is_empty() || wide > on.width * 0.5 || tall > on.height * 0.4 {
        return None;
    }
    let edge = (on.em * 0.3).min(on.width * 0.02);
    let (right, bottom) = (on.width - wide - edge, on.height - tall);
    let corners = [(edge, bottom), (right, bottom), (right, edge), (edge, edge)];
    let boxes = corners.map(|(x, y)| [x, y, x + wide, y + tall]);
    let curves = stage.curves.iter().take(100);
    let steps = |curve| (0..=12).map(move |step| point(arc_at(curve, f64::from(step) / 12.0)));
    let mut points: Vec<Point> = curves.flat_map(steps).collect();
    points.extend(stage.at.iter().take(200).map(|at| point(*at)));
    let hides = |place: &Place| points.iter().filter(|at| holds(place, **at)).count();
    boxes.into_iter().min_by_key(hides)
}

pub fn holds(place: &Place, at: Point) -> bool {
    (place[0]..=place[2]).contains(&at.x) && (place[1]..=place[3]).contains(&at.y)
}

pub fn write(picture: &mut Picture, lines: &[Line], place: Option<Place>, on: &Draw) {
    let Some([left, top, ..]) = place else { return };
    let size = size(on);
    let swatch = if lines.iter().any(|line| line.color.is_some()) { size * 1.7 } else { 0.0 };
    for (at, line) in lines.iter().enumerate() {
        let y = top + size * (1.5 * at as f64 + 0.75);
        if let Some(fill) = line.color {
            let at = Point::new(left, y - size * 0.12);
            picture.push(Shape::Rect { at, width: size * 1.2, height: size * 0.24, fill });
        }
        let at = Point::new(left + swatch, y);
        picture.push(plot::text(line.text.clone(), at, size, Anchor::Start, on.theme.muted));
    }
}
