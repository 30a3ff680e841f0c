//! What a reader found in a file, on its way to an [`Outline`]: what is wrong with all of it alike is
//! found here, and what can be mended is mended and counted.

use std::collections::BTreeMap;

use super::datum::from_gcj02;
use super::fact::Fact;
use super::outline::{MAX_POINTS, MAX_REGIONS, Outline, shorten};
use super::place_name::tidy;
use super::ring::{on_earth, tidied};
use super::{Datum, File, LonLat, Region, seam};
use crate::issue::{Oddity, OutlineFault};

/// So many codes that stand twice are named; a file may have thousands.
const MOST_NAMED: usize = 20;

pub(super) struct Draft {
    pub name: String,
    pub source: String,
    pub approval_no: Option<String>,
    pub note: Option<String>,
    pub features: Vec<Feature>,
    unclosed: usize,
    specks: usize,
    /// Features that are neither areas nor lines.
    pub not_areas: usize,
    /// How many more points may come.
    left: usize,
}

/// One feature; what is neither ring nor line of it is left out.
#[derive(Default)]
pub(super) struct Feature {
    /// In the file's order.
    pub at: usize,
    pub code: String,
    pub name: String,
    pub label: Option<LonLat>,
    pub rings: Vec<Vec<LonLat>>,
    pub lines: Vec<Vec<LonLat>>,
}

impl Draft {
    pub fn new(name: &Fact, source: &Fact, approval_no: &Fact, note: &Fact) -> Draft {
        let words = |fact: &Fact| shorten(fact.text().unwrap_or_default());
        let filled = |fact: &Fact| Some(words(fact)).filter(|text| !text.is_empty());
        Draft {
            name: words(name),
            source: words(source),
            approval_no: filled(approval_no),
            note: filled(note),
            features: Vec::new(),
            unclosed: 0,
            specks: 0,
            not_areas: 0,
            left: MAX_POINTS,
        }
    }

    /// Says that so many points come, before room is made for them.
    pub fn expect(&mut self, points: usize) -> Result<(), OutlineFault> {
        let fault = OutlineFault::TooManyPoints { limit: MAX_POINTS };
        self.left = self.left.checked_sub(points).ok_or(fault)?;
        Ok(())
    }

    /// Makes rings of lists of points that should each end where they begin.
    pub fn rings(&mut self, rings: Vec<Vec<LonLat>>) -> Vec<Vec<LonLat>> {
        self.unclosed += rings.iter().filter(|ring| ring.first() != ring.last()).count();
        let rings = rings.into_iter().map(|ring| tidied(ring, true));
        self.without_specks(rings.collect())
    }

    pub fn lines(&mut self, lines: Vec<Vec<LonLat>>) -> Vec<Vec<LonLat>> {
        let lines = lines.into_iter().map(|line| tidied(line, false));
        self.without_specks(lines.collect())
    }

    fn without_specks(&mut self, mut lines: Vec<Vec<LonLat>>) -> Vec<Vec<LonLat>> {
        let before = lines.len();
        lines.retain(|line| line.len() > 1);
        self.specks += before - lines.len();
        lines
    }

    /// The outline; `tiles` are no places on earth.
    pub fn finish(mut self, file: &File, tiles: bool) -> Result<Outline, OutlineFault> {
        if self.features.iter().filter(|one| !one.rings.is_empty()).count() > MAX_REGIONS {
            return Err(OutlineFault::TooManyRegions { limit: MAX_REGIONS });
        }
        if !tiles {
            self.check()?;
            if file.datum == Datum::Gcj02 {
                self.each_place(|place| *place = from_gcj02(*place));
            }
            self.gather();
        }
        let mut oddities = Vec::new();
        let mut count = |oddity: fn(usize) -> Oddity, count: usize| {
            oddities.extend(Some(oddity(count)).filter(|_| count > 0));
        };
        count(|count| Oddity::Unclosed { count }, self.unclosed);
        count(|count| Oddity::Specks { count }, self.specks);
        count(|count| Oddity::NotAreas { count }, self.not_areas);
        oddities.extend(self.merge());
        let areas = self.features.iter().filter(|feature| !feature.rings.is_empty());
        let nameless = areas.filter(|area| area.code.is_empty() && area.name.is_empty()).count();
        if nameless > 0 {
            oddities.push(Oddity::Nameless { count: nameless });
        }
        let mut outline = self.outline(tiles);
        outline.oddities = oddities;
        Ok(outline)
    }

    fn outline(self, tiles: bool) -> Outline {
        let (mut regions, mut lines) = (Vec::new(), Vec::new());
        for feature in self.features {
            lines.extend(feature.lines);
            if !feature.rings.is_empty() {
                let Feature { code, name, label, rings, .. } = feature;
                regions.push(Region::new(&code, &name, label, rings));
            }
        }
        let mut outline = Outline::drawn(regions, lines, tiles);
        (outline.name, outline.source) = (self.name, self.source);
        (outline.approval_no, outline.note) = (self.approval_no, self.note);
        outline
    }

    /// Whether all of it lies on earth.
    fn check(&self) -> Result<(), OutlineFault> {
        let places = || self.features.iter().flat_map(|one| one.places().map(|at| (one.at, at)));
        let Some((region, place)) = places().find(|(_, place)| !on_earth(*place)) else {
            return Ok(());
        };
        let turned = |place: LonLat| LonLat { lon: place.lat, lat: place.lon };
        Err(if place.lon.is_nan() || place.lat.is_nan() {
            OutlineFault::Geometry { region }
        } else if places().all(|(_, place)| on_earth(turned(place))) {
            OutlineFault::Swapped { region }
        } else {
            OutlineFault::OutOfRange { region }
        })
    }

    fn each_place(&mut self, mut change: impl FnMut(&mut LonLat)) {
        for feature in &mut self.features {
            let lines = feature.rings.iter_mut().chain(&mut feature.lines);
            lines.flatten().chain(&mut feature.label).for_each(&mut change);
        }
    }

    /// Brings what lies across 180° together.
    fn gather(&mut self) {
        for feature in &mut self.features {
            feature.rings.iter_mut().for_each(|ring| seam::unwrap(ring, true));
            feature.lines.iter_mut().for_each(|line| seam::unwrap(line, false));
        }
        let spans = self.features.iter().flat_map(|feature| feature.each_line());
        let spans: Vec<(f64, f64)> = spans.map(|line| seam::span(line)).collect();
        let Some(shifts) = seam::shifts(&spans) else { return };
        let mut shifts = shifts.into_iter();
        for feature in &mut self.features {
            for line in feature.rings.iter_mut().chain(&mut feature.lines) {
                let by = shifts.next().unwrap_or_default();
                line.iter_mut().for_each(|point| point.lon += by);
            }
        }
        for feature in &mut self.features {
            let Some((west, east)) = feature.rings.first().map(|ring| seam::span(ring)) else {
                continue;
            };
            if let Some(label) = &mut feature.label {
                label.lon += (((west + east) / 2.0 - label.lon) / 360.0).round() * 360.0;
            }
        }
    }

    /// Makes one region of features that have one code and no two names.
    fn merge(&mut self) -> Vec<Oddity> {
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        let mut kept: Vec<Feature> = Vec::new();
        let mut counts: Vec<(usize, usize)> = Vec::new();
        for feature in std::mem::take(&mut self.features) {
            let code = tidy(&feature.code);
            let known = first.get(&code).copied().filter(|_| !code.is_empty());
            let known = known.and_then(|at| Some((kept.get_mut(at)?, counts.get_mut(at)?)));
            match known {
                Some((one, count)) if one.may_be(&feature) => {
                    one.absorb(feature);
                    count.0 += 1;
                    continue;
                }
                Some((_, count)) => count.1 += 1,
                None => {
                    first.insert(code, kept.len());
                }
            }
            counts.push((0, 0));
            kept.push(feature);
        }
        let odd = |count: fn(&(usize, usize)) -> usize, oddity: fn(String, usize) -> Oddity| {
            let all = kept.iter().zip(&counts).filter(move |(_, counts)| count(counts) > 0);
            let all = all.map(move |(one, counts)| oddity(one.code.clone(), count(counts) + 1));
            all.take(MOST_NAMED).collect::<Vec<_>>()
        };
        let mut oddities = odd(|counts| counts.0, |code, count| Oddity::Merged { code, count });
        oddities.extend(odd(|counts| counts.1, |code, count| Oddity::SameCode { code, count }));
        self.features = kept;
        oddities
    }
}

impl Feature {
    fn each_line(&self) -> impl Iterator<Item = &Vec<LonLat>> {
        self.rings.iter().chain(&self.lines)
    }

    fn places(&self) -> impl Iterator<Item = LonLat> {
        self.each_line().flatten().copied()
    }

    /// Whether another feature of the same code may be a part of the same region.
    fn may_be(&self, other: &Feature) -> bool {
        let (one, other) = (tidy(&self.name), tidy(&other.name));
        one.is_empty() || other.is_empty() || one == other
    }

    fn absorb(&mut self, part: Feature) {
        if self.name.is_empty() {
            self.name = part.name;
        }
        self.label = self.label.or(part.label);
        self.rings.extend(part.rings);
        self.lines.extend(part.lines);
    }
}
