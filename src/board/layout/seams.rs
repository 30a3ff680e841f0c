//! Bezels of a wall of several screens: where they are, and a grid whose gaps lie on them.

use super::{Form, form};
use crate::board::normal::Arrangement;
use crate::grammar::float;
use crate::look::Band;
use crate::look::seams::Rect;

/// A track may lose so much of its size to a bezel that its edge goes to; more breaks its panels.
const LEAST_TRACK: f64 = 0.4;

/// The bezels of a stage of that width and height: between screens of one size. A stack has none,
/// it is for phones.
pub fn seams(arrangement: &Arrangement, width: f64, height: f64) -> Vec<Band> {
    let Some(screens) = arrangement.seams.filter(|_| form(arrangement) != Form::Phone) else {
        return Vec::new();
    };
    let half = screens.gap / 2.0;
    let between = |vertical: bool, count: u32, length: f64| {
        (1..count).map(move |at| {
            let middle = length * f64::from(at) / f64::from(count);
            Band { vertical, from: middle - half, to: middle + half }
        })
    };
    let columns = between(true, screens.columns, width);
    columns.chain(between(false, screens.rows, height)).collect()
}

/// How far the title moves aside so that it is on one screen: with an even number of screens side
/// by side the wall's middle is a bezel.
pub fn title_shift(arrangement: &Arrangement, width: f64) -> f64 {
    let columns = arrangement.seams.filter(|_| form(arrangement) != Form::Phone);
    match columns.map_or(1, |screens| screens.columns) {
        even if even % 2 == 0 => -width / f64::from(2 * even),
        _ => 0.0,
    }
}

/// A grid in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// `grid-template-columns`
    pub columns: String,
    /// `grid-template-rows`
    pub rows: String,
    /// `gap`
    pub gap: f64,
}

/// The tracks of a grid that stands at `place` of the stage, with gaps of `gap` pixels and more:
/// where a bezel is within half a track of an area's edge, the edge goes to the bezel, and the
/// tracks between share what is left. `None` where there is no bezel. An `auto` track counts as `1fr`.
pub fn fit(arrangement: &Arrangement, place: &Rect, bands: &[Band], gap: f64) -> Option<Fit> {
    if bands.is_empty() || arrangement.areas.is_empty() {
        return None;
    }
    let gap = bands.iter().fold(gap, |gap, band| gap.max(band.to - band.from));
    let areas = &arrangement.areas;
    let turned: Vec<Vec<&String>> = (0..areas.first().map_or(0, Vec::len))
        .map(|x| areas.iter().filter_map(|row| row.get(x)).collect())
        .collect();
    let own: Vec<Vec<&String>> = areas.iter().map(|row| row.iter().collect()).collect();
    let axis = |vertical: bool, cells: &[Vec<&String>], authored: Option<&str>, from, length| {
        let seams = bands.iter().filter(|band| band.vertical == vertical);
        let seams: Vec<f64> = seams.map(|band| (band.from + band.to) / 2.0 - from).collect();
        let sizes = sizes(authored, cells.len(), length, gap);
        css(&Track { sizes, edges: edges(cells), gap }.snapped(&seams))
    };
    let (columns, rows) = (arrangement.columns.as_deref(), arrangement.rows.as_deref());
    Some(Fit {
        columns: axis(true, &turned, columns, place.left, place.width),
        rows: axis(false, &own, rows, place.top, place.height),
        gap,
    })
}

/// Pixels of each track, as CSS would give them.
fn sizes(authored: Option<&str>, count: usize, length: f64, gap: f64) -> Vec<f64> {
    let mut tracks: Vec<&str> = authored.unwrap_or_default().split_whitespace().collect();
    tracks.resize(tracks.len().max(count), "1fr");
    let number = |track: &str, unit: &str| float(track.strip_suffix(unit)?);
    let share = |track: &&str| if *track == "auto" { Some(1.0) } else { number(track, "fr") };
    let fixed = |track: &&str| {
        number(track, "px").or_else(|| number(track, "%").map(|part| part / 100.0 * length))
    };
    let taken: f64 = tracks.iter().filter_map(fixed).sum();
    let shares: f64 = tracks.iter().filter_map(share).sum();
    let room = (length - gap * (tracks.len() as f64 - 1.0) - taken).max(0.0);
    let size = |track: &&str| fixed(track).or(share(track).map(|own| room * own / shares));
    tracks.iter().map(|track| size(track).unwrap_or(0.0)).collect()
}

/// Whether an area ends after each line of cells but the last.
fn edges(lines: &[Vec<&String>]) -> Vec<bool> {
    lines.windows(2).map(|pair| pair.first() != pair.last()).collect()
}

/// The tracks of one direction.
struct Track {
    sizes: Vec<f64>,
    edges: Vec<bool>,
    gap: f64,
}

impl Track {
    /// The sizes with edges moved to seams, which count from the grid's own start.
    fn snapped(&self, seams: &[f64]) -> Vec<f64> {
        let middles = self.middles();
        let mut anchors: Vec<(usize, f64)> = Vec::new();
        let mut sizes = self.sizes.clone();
        for seam in seams {
            let Some(at) = self.nearest(&middles, *seam, &anchors) else { continue };
            let mut tried = anchors.clone();
            let place = tried.iter().position(|(other, _)| *other > at).unwrap_or(tried.len());
            tried.insert(place, (at, *seam));
            let moved = self.between(&middles, &tried);
            let stays = |(new, old): (&f64, &f64)| *new >= LEAST_TRACK * old;
            if moved.iter().zip(&self.sizes).all(stays) {
                (anchors, sizes) = (tried, moved);
            }
        }
        sizes
    }

    /// The middles of the gaps, with half a gap beyond either end.
    fn middles(&self) -> Vec<f64> {
        let mut at = -self.gap / 2.0;
        let mut all = vec![at];
        for size in &self.sizes {
            at += size + self.gap;
            all.push(at);
        }
        all
    }

    /// The gap that goes to a seam: at an edge, free, and no further than half of the
    /// smaller track beside it.
    fn nearest(&self, middles: &[f64], seam: f64, anchors: &[(usize, f64)]) -> Option<usize> {
        let far = |at: usize| middles.get(at).map(|middle| (middle - seam).abs());
        let reach =
            |at: usize| Some(self.sizes.get(at)?.min(*self.sizes.get(at.checked_sub(1)?)?) / 2.0);
        let edges = self.edges.iter().enumerate().filter(|(_, edge)| **edge).map(|(at, _)| at + 1);
        let free = edges.filter(|at| anchors.iter().all(|(other, _)| other != at));
        let near =
            free.filter(|at| far(*at).zip(reach(*at)).is_some_and(|(far, reach)| far <= reach));
        near.min_by(|a, b| far(*a).unwrap_or(f64::MAX).total_cmp(&far(*b).unwrap_or(f64::MAX)))
    }

    /// The sizes where some middles stand elsewhere and those between keep their proportions.
    fn between(&self, middles: &[f64], anchors: &[(usize, f64)]) -> Vec<f64> {
        let last = middles.len().saturating_sub(1);
        let end = |at: usize| middles.get(at).map(|middle| (at, *middle));
        let fixed: Vec<(usize, f64)> =
            end(0).into_iter().chain(anchors.iter().copied()).chain(end(last)).collect();
        let place = |at: usize| {
            let after = fixed.iter().position(|(other, _)| *other >= at)?;
            let (to, to_place) = *fixed.get(after)?;
            let (from, from_place) = *fixed.get(after.saturating_sub(1))?;
            let (start, stop, own) = (middles.get(from)?, middles.get(to)?, middles.get(at)?);
            let part = if stop > start { (own - start) / (stop - start) } else { 1.0 };
            Some(from_place + part * (to_place - from_place))
        };
        let places: Vec<f64> = (0..middles.len()).filter_map(place).collect();
        let pairs = places.iter().zip(places.iter().skip(1));
        pairs.map(|(from, to)| to - from - self.gap).collect()
    }
}

fn css(sizes: &[f64]) -> String {
    let sizes: Vec<String> = sizes.iter().map(|size| format!("{:.2}px", size.max(0.0))).collect();
    sizes.join(" ")
}
