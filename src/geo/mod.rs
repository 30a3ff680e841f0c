//! Outlines, projection, join, sheets of pixels with their hit test, arcs. Knows no data, no look and no browser.
//!
//! An [`Outline`] is read once from bytes, a [`Projection`] is fitted whenever the panel's size
//! changes, and the [`Join`] is made with the outline. Everything is in WGS 84-like degrees
//! ([`LonLat`]) or in CSS pixels ([`Xy`]); the two never mix.
//!
//! Our own forms are read by the grammar's nodes, which every program has; the forms of others by serde, in a pack
//! that only boards with such files load. The readers of GeoJSON and TopoJSON are our own: the crates for them keep a list on the heap for
//! every position, several times the bytes that a place takes here, and a browser never gets back
//! what a program of WebAssembly once took.
//!
//! Deliberately absent: simplification of what is drawn, map tiles from a server, and any gazetteer
//! that would know in which province a city lies by its name alone.

mod arc;
mod compact;
mod datum;
mod draft;
mod fact;
mod file;
mod form;
mod geojson;
mod hidden;
mod join;
mod nest;
mod outline;
mod own;
mod path;
mod place_name;
mod polygon;
mod projection;
mod region;
mod ring;
mod seam;
mod sheet;
mod tiles;
mod topojson;
#[cfg(not(target_arch = "wasm32"))]
mod write;

pub use arc::{arc, arc_at, arc_path};
pub use file::{Datum, File};
pub use hidden::hidden;
pub use join::{Found, Join};
pub use outline::{MAX_BYTES, MAX_POINTS, MAX_REGIONS, Outline};
pub use polygon::{area, inside};
pub use projection::Projection;
pub use region::{Bounds, Region};
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
