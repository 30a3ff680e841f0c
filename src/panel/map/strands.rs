//! Lines over the land, cut at the edge of what they are drawn in.

use super::super::Draw;
use super::super::beside::Place;
use crate::geo::{LonLat, Outline, Projection};
use crate::look::{Picture, Point, Shape, Stroke};

/// The lines of an outline and of the layer over it. Regions of a layer are drawn as lines too: many
/// files have dashes as narrow areas.
pub fn all<'a>(outline: &'a Outline, layer: Option<&'a Outline>) -> Vec<&'a [LonLat]> {
    let mut all: Vec<&[LonLat]> = outline.lines.iter().map(Vec::as_slice).collect();
    if let Some(layer) = layer {
        all.extend(layer.lines.iter().map(Vec::as_slice));
        all.extend(layer.regions.iter().flat_map(|region| &region.rings).map(Vec::as_slice));
    }
    all
}

/// Draws them as fine dashes.
pub fn write(
    picture: &mut Picture,
    lines: &[&[LonLat]],
    projection: &Projection,
    frame: Place,
    on: &Draw<'_>,
) {
    let dash = Some((on.em * 0.3, on.em * 0.2));
    let stroke = Stroke { dash, ..Stroke::new(on.theme.muted.fade(0.8), (on.em / 16.0).max(1.0)) };
    for points in lines.iter().flat_map(|line| pieces(line, projection, frame)) {
        picture.push(Shape::Line { points, stroke: stroke.clone() });
    }
}

/// The pieces of a line that lie in the frame, without points too near to each other to be seen.
fn pieces(line: &[LonLat], projection: &Projection, frame: Place) -> Vec<Vec<Point>> {
    let [left, top, right, bottom] = frame;
    let mut pieces = vec![Vec::<Point>::new()];
    for place in line {
        let xy = projection.to_xy(*place);
        let inside = (left..=right).contains(&xy.x) && (top..=bottom).contains(&xy.y);
        match pieces.last_mut() {
            Some(own) if inside => {
                let near = |last: &Point| (last.x - xy.x).abs().max((last.y - xy.y).abs()) < 0.5;
                if !own.last().is_some_and(near) {
                    own.push(Point::new(xy.x, xy.y));
                }
            }
            Some(own) if own.is_empty() => {}
            _ => pieces.push(Vec::new()),
        }
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}
