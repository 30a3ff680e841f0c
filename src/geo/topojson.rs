//! TopoJSON: lines that two regions share stand once, and regions say which of them they consist of.
//!
//! All objects are read; one that says neither code nor name of any part (the land as a whole, where
//! another object has the countries) is left out.

use serde::Deserialize;

use super::draft::Draft;
use super::fact::{Fact, Several};
use super::geojson::{Geometry, Node};
use super::nest::{Links, Nest};
use super::outline::{MAX_REGIONS, parsed};
use super::{File, LonLat};
use crate::issue::OutlineFault;

#[derive(Deserialize)]
struct Topology {
    objects: Several<Node>,
    arcs: Option<Nest>,
    transform: Option<Transform>,
    #[serde(default)]
    name: Fact,
    #[serde(default)]
    source: Fact,
    #[serde(default)]
    approval_no: Fact,
    #[serde(default)]
    note: Fact,
}

/// Of a quantised file, whose arcs are steps from point to point.
#[derive(Deserialize)]
struct Transform {
    scale: (f64, f64),
    translate: (f64, f64),
}

pub(super) fn read(bytes: &[u8], file: &File) -> Result<Draft, OutlineFault> {
    let topology: Topology = parsed(bytes)?;
    let Topology { name, source, approval_no, note, .. } = &topology;
    let mut draft = Draft::new(name, source, approval_no, note);
    let mut arcs = match topology.arcs {
        Some(Nest::Rings(arcs)) => Arcs(arcs),
        Some(Nest::Empty) | None => Arcs(Vec::new()),
        _ => return Err(OutlineFault::Geometry { region: 0 }),
    };
    if let Some(transform) = topology.transform {
        arcs.0.iter_mut().for_each(|arc| transform.unroll(arc));
    }
    let mut at = 0;
    let mut objects = Vec::new();
    for object in topology.objects.0 {
        let mut features = Vec::new();
        for member in object.members() {
            if at >= MAX_REGIONS {
                return Err(OutlineFault::TooManyRegions { limit: MAX_REGIONS });
            }
            features.push(member.feature(at, file, &arcs, &mut draft)?);
            at += 1;
        }
        let is_told = features.iter().any(|one| !one.code.is_empty() || !one.name.is_empty());
        objects.push((is_told, features));
    }
    let any_told = objects.iter().any(|(is_told, _)| *is_told);
    for (is_told, mut features) in objects {
        if any_told && !is_told {
            features.iter_mut().for_each(|feature| feature.rings.clear());
        }
        draft.features.extend(features);
    }
    Ok(draft)
}

impl Transform {
    fn unroll(&self, arc: &mut [LonLat]) {
        let (mut x, mut y) = (0.0, 0.0);
        for point in arc {
            (x, y) = (x + point.lon, y + point.lat);
            point.lon = x * self.scale.0 + self.translate.0;
            point.lat = y * self.scale.1 + self.translate.1;
        }
    }
}

struct Arcs(Vec<Vec<LonLat>>);

impl Arcs {
    /// An arc by its index; one below zero is that of its complement, backwards.
    fn get(&self, index: i64) -> Option<(&[LonLat], bool)> {
        let backwards = index < 0;
        let at = if backwards { !index } else { index };
        Some((self.0.get(usize::try_from(at).ok()?)?.as_slice(), backwards))
    }

    /// The arcs of one line, end to end; where two meet stands one point.
    fn line(&self, links: &[i64], draft: &mut Draft) -> Result<Option<Vec<LonLat>>, OutlineFault> {
        let mut line = Vec::new();
        for index in links {
            let Some((arc, backwards)) = self.get(*index) else { return Ok(None) };
            draft.make_room(arc.len())?;
            let met = usize::from(!line.is_empty());
            if backwards {
                line.extend(arc.iter().rev().skip(met));
            } else {
                line.extend(arc.iter().skip(met));
            }
        }
        Ok(Some(line))
    }
}

impl Geometry for Arcs {
    fn lines(
        &self,
        node: &mut Node,
        draft: &mut Draft,
    ) -> Result<Option<Vec<Vec<LonLat>>>, OutlineFault> {
        let links = match node.links() {
            Some(Links::Lines(links)) => links,
            Some(Links::Line(links)) => vec![links],
            Some(Links::Empty) => Vec::new(),
            _ => return Ok(None),
        };
        links.iter().map(|links| self.line(links, draft)).collect()
    }
}
