//! Regions with their boundaries, and what can be wrong with a file of them.

use std::rc::Rc;

use serde::Deserialize;

use super::draft::Draft;
use super::form::{self, Form};
use super::projection::Flat;
use super::sheet::{Sheet, Sheets};
use super::{Bounds, File, Join, LonLat, Projection, Region};
use super::{compact, geojson, own, tiles, topojson};
use crate::grammar::nodes;
use crate::issue::{Oddity, OutlineFault};

/// The longest file that is read.
pub const MAX_BYTES: usize = 32_000_000;
/// The whole country has about 2,900 counties.
pub const MAX_REGIONS: usize = 5_000;
pub const MAX_POINTS: usize = 2_000_000;
/// The command line reads larger files, to make them small; a browser gives up before it has them.
pub(super) const MOST_POINTS: usize =
    if cfg!(target_arch = "wasm32") { MAX_POINTS } else { 50_000_000 };
/// Lists and objects within one another; a collection of MultiPolygons has 8.
const MAX_DEPTH: usize = 32;
/// The longest name, code or source that is kept, in characters; the rest is cut.
const MAX_TEXT: usize = 200;

/// A map's worth of regions.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    pub name: String,
    /// Who made the boundaries, as it is printed on the map; empty where the file is silent.
    pub source: String,
    /// The number that the map's review gave it (审图号); a map without one has to say so.
    pub approval_no: Option<String>,
    /// What a reader of the map should know, such as what it does not show.
    pub note: Option<String>,
    pub regions: Vec<Region>,
    /// Lines that belong to the map and are no boundary of a region: maritime claims, rivers.
    pub lines: Vec<Vec<LonLat>>,
    /// Schematic: equal squares on a grid of columns and rows, in the place of land. Their "degrees"
    /// are columns to the right and rows upwards.
    pub tiles: bool,
    /// What the reader met and went on from.
    pub oddities: Vec<Oddity>,
    // What follows is made once of the regions as they were read, so that a redraw only asks.
    join: Join,
    flat: Flat,
    sheets: Sheets,
}

impl Outline {
    /// Reads our own compact form, tiles, GeoJSON (a FeatureCollection, a Feature or a bare
    /// geometry), ECharts' encoded form of it, or TopoJSON.
    ///
    /// A feature's code and name stand where `file` points to, else in the usual places: `id`,
    /// `properties.adcode`, `.code`, `.区划码`; `properties.name`, `.地名`, `.NAME`. Codes are text:
    /// a number becomes one, and a text keeps its zeros. `properties.centroid`, `.cp` or `.center`
    /// is the label's place; the file may have `name`, `source`, `approval_no` and `note` of its
    /// own. Features without geometry are left out; what else was mended is in `oddities`.
    pub fn read(bytes: &[u8], file: &File) -> Result<Outline, OutlineFault> {
        packs::outline::maps::enter(bytes, file)
    }

    /// Whether reading needs the pack `outlines` too.
    pub fn is_foreign(bytes: &[u8]) -> bool {
        packs::foreign::maps::enter(bytes)
    }

    /// As [`Outline::read`], a file that is too large for a wall, to be made small.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn read_large(bytes: &[u8], file: &File) -> Result<Outline, OutlineFault> {
        any(bytes, file)
    }

    /// Regions alone.
    #[cfg(test)]
    pub(crate) fn of(regions: Vec<Region>) -> Outline {
        Outline::drawn(regions, Vec::new(), false)
    }

    /// Without words about it: `name` and all else are empty.
    pub(crate) fn drawn(regions: Vec<Region>, lines: Vec<Vec<LonLat>>, tiles: bool) -> Outline {
        Outline {
            name: String::new(),
            source: String::new(),
            approval_no: None,
            note: None,
            join: Join::new(&regions),
            flat: Flat::of(&regions, &lines, tiles),
            sheets: Sheets::default(),
            lines,
            tiles,
            oddities: Vec::new(),
            regions,
        }
    }

    /// Finds the region that a place means, among the regions as they were read.
    pub fn join(&self) -> &Join {
        &self.join
    }

    /// Its boundaries in pixels; the same for as long as the projection is.
    pub fn sheet(&self, projection: &Projection) -> Rc<Sheet> {
        self.sheets.get(&self.regions, &self.flat, *projection)
    }

    pub(super) fn flat(&self) -> &Flat {
        &self.flat
    }

    /// The box around all regions and lines; none for an outline without either.
    pub fn bounds(&self) -> Option<Bounds> {
        self.flat.bounds
    }

    /// The same place on this outline's side of the earth: an outline across 180° runs on beyond it,
    /// while rows count from −180° to 180°.
    pub fn beside(&self, place: LonLat) -> LonLat {
        let Some(all) = self.bounds().filter(|_| !self.tiles) else { return place };
        let turned = [0.0, 360.0, -360.0].map(|by| LonLat { lon: place.lon + by, ..place });
        let within = |place: &LonLat| (all.west..=all.east).contains(&place.lon);
        turned.into_iter().find(within).unwrap_or(place)
    }

    /// As a file in our compact form with `scale` grid steps in a degree, or in that of tiles; one
    /// region on each line, so that a change shows as one line.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn written(&self, scale: u32) -> String {
        super::write::write(self, scale)
    }
}

/// The entrances of the packs with the readers: `maps` has our own forms and what makes an outline of any,
/// `outlines` the forms of others, which serde reads. Each must be there before it is entered.
mod packs {
    pub mod outline {
        pub mod maps {
            use crate::geo::outline::{OutlineFault, whole};
            use crate::geo::{File, Outline};

            #[inline(never)]
            pub fn enter(bytes: &[u8], file: &File) -> Result<Outline, OutlineFault> {
                whole(bytes, file)
            }
        }
    }

    pub mod foreign {
        pub mod maps {
            use crate::geo::outline::is_foreign;

            #[inline(never)]
            pub fn enter(bytes: &[u8]) -> bool {
                is_foreign(bytes)
            }
        }
    }

    pub mod draft {
        pub mod outlines {
            use crate::geo::File;
            use crate::geo::draft::Draft;
            use crate::geo::outline::{OutlineFault, foreign};

            #[inline(never)]
            pub fn enter(form: &str, bytes: &[u8], file: &File) -> Result<Draft, OutlineFault> {
                foreign(form, bytes, file)
            }
        }
    }
}

fn whole(bytes: &[u8], file: &File) -> Result<Outline, OutlineFault> {
    if bytes.len() > MAX_BYTES {
        return Err(OutlineFault::TooLarge { limit_bytes: MAX_BYTES });
    }
    let outline = any(bytes, file)?;
    let rings = outline.regions.iter().flat_map(|region| &region.rings);
    if rings.chain(&outline.lines).map(Vec::len).sum::<usize>() > MAX_POINTS {
        return Err(OutlineFault::TooManyPoints { limit: MAX_POINTS });
    }
    Ok(outline)
}

/// Whether a file is in a form of others, which a pack of its own reads.
fn is_foreign(bytes: &[u8]) -> bool {
    matches!(form::of(plain(bytes)), Ok(Form::Typed(_)))
}

fn plain(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Reads a file of any length.
fn any(bytes: &[u8], file: &File) -> Result<Outline, OutlineFault> {
    let bytes = plain(bytes);
    if let Some(at) = too_deep(bytes) {
        return Err(OutlineFault::Malformed { at });
    }
    let form = form::of(bytes)?;
    let draft = match &form {
        Form::Compact(1) | Form::Tiles(1) => ours(&form, bytes)?,
        Form::Compact(found) | Form::Tiles(found) => {
            return Err(OutlineFault::Version { found: *found });
        }
        Form::Typed(form) => packs::draft::outlines::enter(form, bytes, file)?,
    };
    let mut outline = draft.finish(file, matches!(form, Form::Tiles(_)))?;
    if outline.regions.is_empty() && outline.lines.is_empty() {
        return Err(OutlineFault::Empty);
    }
    if let Some(source) = &file.source {
        outline.source = shorten(source);
    }
    if let Some(number) = &file.approval_no {
        outline.approval_no = Some(shorten(number)).filter(|number| !number.is_empty());
    }
    Ok(outline)
}

fn ours(form: &Form, bytes: &[u8]) -> Result<Draft, OutlineFault> {
    let malformed = |at| OutlineFault::Malformed { at };
    let text = std::str::from_utf8(bytes).map_err(|error| malformed(error.valid_up_to()))?;
    let root = nodes(text).map_err(malformed)?;
    let file = own::object(&root)?;
    if matches!(form, Form::Tiles(_)) { tiles::read(file) } else { compact::read(file) }
}

fn foreign(form: &str, bytes: &[u8], file: &File) -> Result<Draft, OutlineFault> {
    match form {
        "Topology" => topojson::read(bytes, file),
        form if geojson::knows(form) => geojson::read(bytes, file),
        _ => Err(OutlineFault::UnknownForm),
    }
}

/// Where lists and objects nest deeper than they may: they are read by calls within calls, and a browser
/// has a small stack.
fn too_deep(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut in_text, mut is_escaped) = (0usize, false, false);
    bytes.iter().position(|byte| {
        // Most of a file is digits.
        if matches!(byte, b'0'..=b'9' | b',' | b'.') && !is_escaped {
            return false;
        }
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = in_text,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth += 1,
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > MAX_DEPTH
    })
}

/// Parses JSON and says at which byte it went wrong.
pub(super) fn parsed<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, OutlineFault> {
    serde_json::from_slice(bytes).map_err(|error| malformed(bytes, &error))
}

fn malformed(bytes: &[u8], error: &serde_json::Error) -> OutlineFault {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
    OutlineFault::Malformed { at: (before + error.column()).min(bytes.len()) }
}

pub(super) fn shorten(text: &str) -> String {
    text.trim().chars().take(MAX_TEXT).collect()
}
