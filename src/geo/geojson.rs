//! GeoJSON: a FeatureCollection, a Feature or a bare geometry, in any winding; and ECharts' encoded
//! form of it, in which a ring is a text and `encodeOffsets` says where it starts.

use serde::Deserialize;

use super::draft::{Draft, Feature};
use super::fact::{Fact, Several};
use super::nest::{Links, Nest, placed};
use super::outline::{MAX_REGIONS, parsed};
use super::ring::on_earth;
use super::{File, LonLat};
use crate::issue::OutlineFault;

/// ECharts' steps in a degree where the file does not say.
const CODED_SCALE: f64 = 1024.0;

/// Where a feature's code usually stands, before and after its own `id`.
const CODES: (&[&str], &[&str]) = (&["adcode", "区划码"], &["code", "id", "gb", "ADCODE", "CODE"]);
const NAMES: [&str; 7] = ["name", "地名", "NAME", "Name", "名称", "name_zh", "NAME_ZH"];
const LABELS: [&str; 3] = ["centroid", "cp", "center"];

/// Any object of GeoJSON, and any geometry of TopoJSON: what an object does not have is missing.
#[derive(Deserialize)]
pub(super) struct Node {
    #[serde(default)]
    r#type: Fact,
    #[serde(default)]
    id: Fact,
    #[serde(default)]
    properties: Fact,
    geometry: Option<Box<Node>>,
    #[serde(default)]
    geometries: Several<Node>,
    #[serde(default)]
    features: Several<Node>,
    coordinates: Option<Nest>,
    arcs: Option<Links>,
    #[serde(rename = "encodeOffsets")]
    offsets: Option<Nest>,
    #[serde(rename = "UTF8Scale", default)]
    scale: Fact,
    #[serde(default)]
    name: Fact,
    #[serde(default)]
    source: Fact,
    #[serde(default)]
    approval_no: Fact,
    #[serde(default)]
    note: Fact,
}

/// How the coordinates of a file become places.
pub(super) trait Geometry {
    /// The rings or lines of one geometry; none where it has no such thing.
    fn lines(
        &self,
        node: &mut Node,
        draft: &mut Draft,
    ) -> Result<Option<Vec<Vec<LonLat>>>, OutlineFault>;
}

/// Longitudes and latitudes, plain or encoded.
struct Plain {
    scale: f64,
}

pub(super) fn read(bytes: &[u8], file: &File) -> Result<Draft, OutlineFault> {
    let mut root: Node = parsed(bytes)?;
    let mut draft = Draft::new(&root.name, &root.source, &root.approval_no, &root.note);
    let scale = match root.scale {
        Fact::Number(scale) if scale > 0.0 => scale,
        _ => CODED_SCALE,
    };
    let features = match root.r#type.text() {
        Some("FeatureCollection") => std::mem::take(&mut root.features.0),
        _ => vec![root],
    };
    if features.len() > MAX_REGIONS {
        return Err(OutlineFault::TooManyRegions { limit: MAX_REGIONS });
    }
    for (at, feature) in features.into_iter().enumerate() {
        let feature = feature.feature(at, file, &Plain { scale }, &mut draft)?;
        draft.features.push(feature);
    }
    Ok(draft)
}

/// Whether a type is one that [`read`] knows at a file's top.
pub(super) fn knows(r#type: &str) -> bool {
    let others = ["FeatureCollection", "Feature", "GeometryCollection"];
    others.contains(&r#type) || kind(r#type) != Kind::Unknown
}

#[derive(PartialEq)]
enum Kind {
    Areas,
    Lines,
    Points,
    Several,
    Unknown,
}

fn kind(r#type: &str) -> Kind {
    match r#type {
        "Polygon" | "MultiPolygon" => Kind::Areas,
        "LineString" | "MultiLineString" => Kind::Lines,
        "Point" | "MultiPoint" => Kind::Points,
        "GeometryCollection" => Kind::Several,
        _ => Kind::Unknown,
    }
}

impl Node {
    /// What is kept of a feature, or of a geometry that stands for one.
    pub fn feature(
        mut self,
        at: usize,
        file: &File,
        geometry: &dyn Geometry,
        draft: &mut Draft,
    ) -> Result<Feature, OutlineFault> {
        let mut feature = Feature { at, ..Feature::default() };
        self.describe(file, &mut feature);
        let is_feature = self.r#type.text() == Some("Feature") || self.geometry.is_some();
        let is_within = is_feature || self.is_blank();
        let shape = if is_within { self.geometry.take().map(|shape| *shape) } else { Some(self) };
        let mut has_points = false;
        if let Some(mut shape) = shape {
            shape.shapes(geometry, draft, &mut feature, &mut has_points)?;
        }
        let has_shape = !feature.rings.is_empty() || !feature.lines.is_empty();
        draft.not_areas += usize::from(has_points && !has_shape);
        Ok(feature)
    }

    /// A feature need not say that it is one.
    fn is_blank(&self) -> bool {
        self.r#type == Fact::Nothing && self.coordinates.is_none() && self.arcs.is_none()
    }

    /// The parts of a GeometryCollection, or this alone.
    pub fn members(mut self) -> Vec<Node> {
        match kind(self.r#type.text().unwrap_or_default()) {
            Kind::Several => std::mem::take(&mut self.geometries.0),
            _ => vec![self],
        }
    }

    fn describe(&self, file: &File, feature: &mut Feature) {
        let own = |name: &&str| self.properties.member(name);
        let codes = CODES.0.iter().filter_map(own).chain([&self.id]);
        let mut codes = codes.chain(CODES.1.iter().filter_map(own)).filter_map(Fact::code);
        let code = match &file.code {
            Some(pointer) => self.pointed(pointer).and_then(Fact::code),
            None => codes.next(),
        };
        let name = match &file.name {
            Some(pointer) => self.pointed(pointer).and_then(Fact::text),
            None => NAMES.iter().filter_map(own).find_map(Fact::text),
        };
        feature.code = code.unwrap_or_default();
        feature.name = name.unwrap_or_default().to_owned();
        let label = LABELS.iter().filter_map(own).find_map(Fact::place);
        feature.label = label.filter(|place| on_earth(*place));
    }

    /// What an RFC 6901 pointer finds in this feature, of its `id` and its `properties`.
    fn pointed(&self, pointer: &str) -> Option<&Fact> {
        match pointer.strip_prefix("/properties") {
            Some(rest) => self.properties.pointed(rest),
            None if pointer == "/id" => Some(&self.id),
            None => None,
        }
    }

    fn shapes(
        &mut self,
        geometry: &dyn Geometry,
        draft: &mut Draft,
        feature: &mut Feature,
        has_points: &mut bool,
    ) -> Result<(), OutlineFault> {
        let fault = OutlineFault::Geometry { region: feature.at };
        match kind(self.r#type.text().unwrap_or_default()) {
            Kind::Areas => {
                let rings = geometry.lines(self, draft)?.ok_or(fault)?;
                feature.rings.extend(draft.rings(rings));
            }
            Kind::Lines => {
                let lines = geometry.lines(self, draft)?.ok_or(fault)?;
                feature.lines.extend(draft.lines(lines));
            }
            Kind::Points => *has_points = true,
            Kind::Several => {
                for part in &mut self.geometries.0 {
                    part.shapes(geometry, draft, feature, has_points)?;
                }
            }
            Kind::Unknown => return Err(fault),
        }
        Ok(())
    }

    pub fn links(&mut self) -> Option<Links> {
        self.arcs.take()
    }

    fn is_line(&self) -> bool {
        kind(self.r#type.text().unwrap_or_default()) == Kind::Lines
    }
}

impl Geometry for Plain {
    fn lines(
        &self,
        node: &mut Node,
        draft: &mut Draft,
    ) -> Result<Option<Vec<Vec<LonLat>>>, OutlineFault> {
        let lines = match node.coordinates.take() {
            Some(Nest::Rings(lines)) => lines,
            Some(Nest::Ring(line)) if node.is_line() => vec![line],
            Some(Nest::Empty) => Vec::new(),
            _ => return Ok(None),
        };
        draft.make_room(lines.iter().map(Vec::len).sum())?;
        let offsets = match node.offsets.take() {
            Some(Nest::Rings(offsets)) => offsets.into_iter().flatten().collect(),
            Some(Nest::Ring(offsets)) => offsets,
            Some(Nest::Point(offset)) => vec![offset],
            _ => return Ok(Some(lines)),
        };
        if offsets.len() != lines.len() {
            return Ok(None);
        }
        let lines = lines.into_iter().zip(offsets);
        Ok(Some(lines.map(|(line, from)| placed(line, from, self.scale)).collect()))
    }
}
