//! From degrees to pixels and back, for a map between a county and the country.
//!
//! Two projections, both on the sphere of radius 1:
//!
//! - *Equirectangular* about the map's middle (λ0, φ0): x = (λ − λ0)·cos φ0, y = φ − φ0. Within a
//!   province its shapes are off by a few per cent at most.
//! - *Albers equal-area conic* as maps of China use it: standard parallels φ1 = 25°, φ2 = 47°,
//!   central meridian λ0 = 105°. n = (sin φ1 + sin φ2)/2, C = cos²φ1 + 2n·sin φ1,
//!   ρ(φ) = √(C − 2n·sin φ)/n, θ = n(λ − λ0); x = ρ·sin θ, y = −ρ·cos θ. Back:
//!   ρ² = x² + y², θ = atan2(x, −y), φ = asin((C − n²ρ²)/2n), λ = λ0 + θ/n.
//!
//! Albers is for outlines wider than 15° whose middle lies about China; other wide maps (another
//! country, the world) stay equirectangular, because that cone would only distort them.

use super::{Bounds, LonLat, Outline, Region, Xy};

/// Above this width in degrees a map of China shows the bend of its parallels.
const ALBERS_FROM: f64 = 15.0;
/// A map wider than this is not China's.
const ALBERS_TO: f64 = 80.0;
const CENTRAL_MERIDIAN: f64 = 105.0;
/// How far the middle of a map of China may lie from the central meridian.
const ABOUT_CHINA: f64 = 30.0;
const PARALLELS: (f64, f64) = (25.0, 47.0);
/// The most pixels that a side may have; also what an infinite size becomes.
const MAX_SIDE: f64 = 100_000.0;

/// A projection fitted into a rectangle of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    plane: Plane,
    /// Pixels in one unit of the plane.
    factor: f64,
    /// Where the plane's zero lies in pixels.
    zero: Xy,
}

/// The flat surface before it is fitted; y upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Plane {
    Equirectangular {
        middle: LonLat,
        squeeze: f64,
    },
    Albers {
        n: f64,
        c: f64,
    },
    /// Columns and rows as they are: a schematic map has no earth to bend.
    Tiles,
}

/// Regions on the flat surface before any size is known: the plane that suits them, and the box that
/// they take of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Flat {
    plane: Plane,
    /// In degrees; of tiles, in columns and rows.
    pub bounds: Option<Bounds>,
    low: Xy,
    high: Xy,
    /// Every point of every ring: sines are dear. Of single precision: 40 cm on the ground.
    points: Vec<[f32; 2]>,
}

impl Flat {
    /// Everything that is drawn; `tiles` are columns and rows, no degrees.
    pub fn of(regions: &[Region], lines: &[Vec<LonLat>], tiles: bool) -> Flat {
        let bounds = Bounds::of(regions, lines);
        let plane = if tiles { Plane::Tiles } else { Plane::for_bounds(bounds) };
        let rings = regions.iter().flat_map(|region| region.rings.iter());
        let mut points = Vec::with_capacity(rings.clone().map(Vec::len).sum());
        let own = rings.flatten().map(|place| {
            let flat = plane.flatten(*place);
            points.push([flat.x as f32, flat.y as f32]);
            flat
        });
        let lines = lines.iter().flatten().map(|place| plane.flatten(*place));
        let (low, high) = extent(own.chain(lines));
        Flat { plane, bounds, low, high, points }
    }

    /// The points of all regions on a projection's own plane; none where it is another one.
    pub fn points(&self, projection: &Projection) -> impl Iterator<Item = [f32; 2]> {
        let own = self.plane == projection.plane;
        self.points.iter().copied().take(if own { self.points.len() } else { 0 })
    }

    fn fit(&self, width: f64, height: f64, padding: f64) -> Projection {
        let Flat { plane, low, high, .. } = *self;
        let room = |side: f64| pixels(side - 2.0 * padding);
        let factor = (room(width) / (high.x - low.x)).min(room(height) / (high.y - low.y));
        let factor = if factor.is_finite() && factor > 0.0 { factor } else { 1.0 };
        let zero = Xy {
            x: pixels(width) / 2.0 - factor * (low.x + high.x) / 2.0,
            y: pixels(height) / 2.0 + factor * (low.y + high.y) / 2.0,
        };
        Projection { plane, factor, zero }
    }
}

impl Projection {
    /// Fits an outline into `width` × `height` CSS pixels, as large as it can be and centred, with
    /// `padding` pixels free on each side. Sizes that leave no room count as 1 pixel.
    pub fn fit(outline: &Outline, width: f64, height: f64, padding: f64) -> Projection {
        outline.flat().fit(width, height, padding)
    }

    /// The same for some regions alone: a map that has been entered.
    pub fn fit_regions(regions: &[Region], width: f64, height: f64, padding: f64) -> Projection {
        Flat::of(regions, &[], false).fit(width, height, padding)
    }

    /// The same for the box around some places, which is at least a fifth of a degree wide.
    pub fn fit_places(places: &[LonLat], width: f64, height: f64, padding: f64) -> Projection {
        let around = |by: f64| {
            let corner = move |place: &LonLat| LonLat { lon: place.lon + by, lat: place.lat + by };
            places.iter().map(corner)
        };
        let corners = around(-0.1).chain(around(0.1)).collect();
        Flat::of(&[], &[corners], false).fit(width, height, padding)
    }

    /// The same further to the right and below.
    pub fn moved(self, by: Xy) -> Projection {
        Projection { zero: Xy { x: self.zero.x + by.x, y: self.zero.y + by.y }, ..self }
    }

    pub fn to_xy(&self, place: LonLat) -> Xy {
        self.fit_flat(self.plane.flatten(place))
    }

    /// A point of [`Flat::points`].
    pub(super) fn fitted(&self, [x, y]: [f32; 2]) -> Xy {
        self.fit_flat(Xy { x: f64::from(x), y: f64::from(y) })
    }

    fn fit_flat(&self, flat: Xy) -> Xy {
        Xy { x: self.zero.x + self.factor * flat.x, y: self.zero.y - self.factor * flat.y }
    }

    /// The inverse; a pixel beyond the edge of the world gives some place near that edge.
    pub fn to_lonlat(&self, pixel: Xy) -> LonLat {
        self.plane.unflatten(Xy {
            x: (pixel.x - self.zero.x) / self.factor,
            y: (self.zero.y - pixel.y) / self.factor,
        })
    }
}

impl Plane {
    fn for_bounds(bounds: Option<Bounds>) -> Plane {
        let Some(bounds) = bounds else { return Plane::albers() };
        let middle = LonLat {
            lon: (bounds.west + bounds.east) / 2.0,
            lat: (bounds.south + bounds.north) / 2.0,
        };
        let width = bounds.east - bounds.west;
        let chinese = (middle.lon - CENTRAL_MERIDIAN).abs() < ABOUT_CHINA && middle.lat > 0.0;
        if chinese && width > ALBERS_FROM && width < ALBERS_TO {
            return Plane::albers();
        }
        // Next to a pole the cosine would vanish, and with it the map.
        Plane::Equirectangular { middle, squeeze: middle.lat.to_radians().cos().max(0.05) }
    }

    fn albers() -> Plane {
        let (first, second) = (PARALLELS.0.to_radians(), PARALLELS.1.to_radians());
        let n = (first.sin() + second.sin()) / 2.0;
        Plane::Albers { n, c: first.cos().powi(2) + 2.0 * n * first.sin() }
    }

    fn flatten(&self, place: LonLat) -> Xy {
        match *self {
            Plane::Equirectangular { middle, squeeze } => Xy {
                x: (place.lon - middle.lon).to_radians() * squeeze,
                y: (place.lat - middle.lat).to_radians(),
            },
            Plane::Albers { n, c } => {
                let rho = (c - 2.0 * n * place.lat.to_radians().sin()).max(0.0).sqrt() / n;
                let theta = n * (place.lon - CENTRAL_MERIDIAN).to_radians();
                Xy { x: rho * theta.sin(), y: -rho * theta.cos() }
            }
            Plane::Tiles => Xy { x: place.lon, y: place.lat },
        }
    }

    fn unflatten(&self, flat: Xy) -> LonLat {
        match *self {
            Plane::Equirectangular { middle, squeeze } => LonLat {
                lon: middle.lon + (flat.x / squeeze).to_degrees(),
                lat: middle.lat + flat.y.to_degrees(),
            },
            Plane::Albers { n, c } => {
                let square = flat.x * flat.x + flat.y * flat.y;
                let theta = flat.x.atan2(-flat.y);
                let sine = ((c - n * n * square) / (2.0 * n)).clamp(-1.0, 1.0);
                LonLat {
                    lon: CENTRAL_MERIDIAN + (theta / n).to_degrees(),
                    lat: sine.asin().to_degrees(),
                }
            }
            Plane::Tiles => LonLat { lon: flat.x, lat: flat.y },
        }
    }
}

/// The box around flat points; without points, that of the plane's zero.
fn extent(points: impl Iterator<Item = Xy>) -> (Xy, Xy) {
    let boxes = points.map(|point| (point, point));
    let whole = boxes.reduce(|(low, high), (point, _)| {
        let low = Xy { x: low.x.min(point.x), y: low.y.min(point.y) };
        (low, Xy { x: high.x.max(point.x), y: high.y.max(point.y) })
    });
    whole.unwrap_or((Xy { x: 0.0, y: 0.0 }, Xy { x: 0.0, y: 0.0 }))
}

/// A side that a picture can have; one that is not a number is as good as none.
fn pixels(side: f64) -> f64 {
    if side.is_nan() { 1.0 } else { side.clamp(1.0, MAX_SIDE) }
}
