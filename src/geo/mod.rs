//! Outlines, projection, join, arcs and hit test. Knows no data, no look and no browser.
//!
//! An [`Outline`] is read once from bytes, a [`Projection`] is fitted whenever the panel's size
//! changes, and the [`Join`] is made with the outline. Everything is in WGS 84-like degrees
//! ([`LonLat`]) or in CSS pixels ([`Xy`]); the two never mix.
//!
//! Deliberately absent: TopoJSON and the encoded form of ECharts (the chore `outlines` turns that
//! into ours), a datum shift, simplification of what is drawn, tiles, and any gazetteer that would know in which
//! province a city lies by its name alone.

mod arc;
mod compact;
mod file;
mod geojson;
mod hit;
mod join;
mod outline;
mod path;
mod place_name;
mod projection;
mod ring;
mod sheet;

pub use arc::{arc, arc_at, arc_path};
pub use file::{Datum, File};
pub use hit::hit;
pub use join::Join;
pub use outline::{Bounds, MAX_BYTES, MAX_POINTS, MAX_REGIONS, Outline, Region};
pub use path::path;
pub use projection::Projection;
pub use ring::{area, inside};
pub use sheet::{Plot, Sheet};

/// A place on the earth in degrees: east and north are positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    pub lon: f64,
    pub lat: f64,
}

/// A place on the picture in CSS pixels from its top left, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Xy {
    pub x: f64,
    pub y: f64,
}
