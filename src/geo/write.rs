//! An outline as a file: our compact form, or the form of tiles. See [`super::compact`] for the
//! former's grid; the browser never writes one.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{LonLat, Outline, Region};

/// A point in grid steps from 0° E, 0° N.
type Step = (i64, i64);

pub(super) fn write(outline: &Outline, scale: u32) -> String {
    let mut out = String::new();
    let form = if outline.tiles { "daping_tiles" } else { "daping_outline" };
    put(&mut out, format_args!("{{\"{form}\":1,\n\"name\":{},\n", json!(outline.name)));
    put(&mut out, format_args!("\"source\":{},\n", json!(outline.source)));
    put(&mut out, format_args!("\"approval_no\":{},\n", json!(outline.approval_no)));
    put(&mut out, format_args!("\"note\":{},\n", json!(outline.note)));
    if outline.tiles {
        let tiles = outline.regions.iter().map(tile).collect::<Vec<_>>();
        put(&mut out, format_args!("\"tiles\":[\n{}\n]}}\n", tiles.join(",\n")));
        return out;
    }
    let grid = Grid::around(outline, scale.max(1));
    let (east, north) = grid.origin;
    put(&mut out, format_args!("\"scale\":{},\"origin\":[{east},{north}],\n", grid.scale));
    let regions = outline.regions.iter().map(|region| grid.region(region)).collect::<Vec<_>>();
    put(&mut out, format_args!("\"regions\":[\n{}\n]", regions.join(",\n")));
    if !outline.lines.is_empty() {
        let lines = outline.lines.iter().map(|line| json!(grid.line(line, false)).to_string());
        put(&mut out, format_args!(",\n\"lines\":[\n{}\n]", lines.collect::<Vec<_>>().join(",\n")));
    }
    out.push_str("}\n");
    out
}

/// Writing to a String cannot fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

/// A tile's square is known from its place.
fn tile(region: &Region) -> String {
    let whole = |degrees: f64| degrees.round() as i64;
    let (column, row) = (whole(region.label.lon), whole(-region.label.lat));
    json!({ "code": region.code, "name": region.name, "column": column, "row": row }).to_string()
}

struct Grid {
    scale: u32,
    /// In whole degrees.
    origin: Step,
}

impl Grid {
    fn around(outline: &Outline, scale: u32) -> Grid {
        let low = |degrees: f64| degrees.floor() as i64;
        let origin = outline.bounds().map_or((0, 0), |all| (low(all.west), low(all.south)));
        Grid { scale, origin }
    }

    fn region(&self, region: &Region) -> String {
        let rings = region.rings.iter().map(|ring| self.line(ring, true)).collect::<Vec<_>>();
        let label = [thousandths(region.label.lon), thousandths(region.label.lat)];
        let (code, name) = (&region.code, &region.name);
        Value::to_string(&json!({ "code": code, "name": name, "label": label, "rings": rings }))
    }

    /// An encoded polyline of the steps east and north, starting from the origin. What the grid makes
    /// a single point stays as an islet one step long: leaving out islands is no saving that a map may
    /// make.
    fn line(&self, places: &[LonLat], is_ring: bool) -> String {
        let mut steps: Vec<Step> = places.iter().map(|place| self.step(*place)).collect();
        steps.dedup();
        while is_ring && steps.len() > 1 && steps.first() == steps.last() {
            steps.pop();
        }
        if let [(east, north)] = *steps {
            steps.push((east + 1, north));
        }
        let scale = i64::from(self.scale);
        let mut last = (self.origin.0 * scale, self.origin.1 * scale);
        let mut out = String::new();
        for step in steps {
            push_number(&mut out, step.0 - last.0);
            push_number(&mut out, step.1 - last.1);
            last = step;
        }
        out
    }

    fn step(&self, place: LonLat) -> Step {
        let steps = |degrees: f64| (degrees * f64::from(self.scale)).round() as i64;
        (steps(place.lon), steps(place.lat))
    }
}

/// A label's coordinate to about 100 m.
fn thousandths(degrees: f64) -> f64 {
    (degrees * 1000.0).round() / 1000.0
}

fn push_number(out: &mut String, number: i64) {
    let mut zigzag = ((number << 1) ^ (number >> 63)) as u64;
    loop {
        let more = zigzag >= 32;
        // Five bits, the flag for more, and 63: 63 to 126, all of them printable.
        let group = (zigzag & 31) as u8 + if more { 32 } else { 0 };
        out.push(char::from(group + 63));
        zigzag >>= 5;
        if !more {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::File;

    #[test]
    fn numbers_are_those_of_the_encoded_polyline_format() {
        let mut out = String::new();
        push_number(&mut out, -17_998_321);
        assert_eq!(out, "`~oia@");
    }

    #[test]
    fn an_outline_is_read_as_it_was_written() {
        let ring = |points: &[(f64, f64)]| {
            points.iter().map(|&(lon, lat)| LonLat { lon, lat }).collect::<Vec<_>>()
        };
        let land = ring(&[(179.75, 10.5), (185.25, 10.0), (112.0, -33.25)]);
        let speck = ring(&[(112.01, 33.0), (112.02, 33.0), (112.01, 33.01)]);
        let regions = vec![Region::new("041", "甲\"", None, vec![land.clone(), speck])];
        let line = ring(&[(1.0, 2.0), (3.0, 4.0), (1.0, 2.0)]);
        let mut outline = Outline::drawn(regions, vec![line.clone()], false);
        (outline.name, outline.note) = ("a".into(), Some("b\nc".into()));
        let back = Outline::read(outline.written(4).as_bytes(), &File::default()).unwrap();
        assert_eq!((back.name.as_str(), back.note.as_deref()), ("a", Some("b\nc")));
        assert_eq!((back.regions[0].code.as_str(), back.regions[0].name.as_str()), ("041", "甲\""));
        assert_eq!(back.regions[0].rings, [land, ring(&[(112.0, 33.0), (112.25, 33.0)])]);
        assert_eq!(back.lines, [line]);
        assert_eq!(back.written(4), outline.written(4));
    }
}
