//! The chore `outlines`: fetches boundaries that may be passed on, and has `daping geo` make them small
//! files in `public/geo`. The squares of `china-tiles` and `nanzhao-tiles` are written by hand.
//!
//! None of the sources has an approval number (审图号); the map of China shows of the islands of the
//! South China Sea the Pratas (东沙) alone; the world's borders do not follow the rules of China, so
//! its land is taken without them. All of it is written into the files, for the map to say so.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

type Outcome<T> = Result<T, Box<dyn Error>>;

const PACKAGES: [&str; 2] = ["echarts@4.9.0", "world-atlas@2.0.2"];
const ECHARTS: &str = "Apache ECharts 4.9.0 (Apache-2.0)";

/// One file to make.
struct Job {
    name: &'static str,
    /// Below `node_modules`.
    from: &'static str,
    source: &'static str,
    note: Option<&'static str>,
    /// See `daping geo --detail`.
    detail: u32,
    /// What must come out, lest a changed package goes unnoticed.
    regions: usize,
}

const JOBS: [Job; 3] = [
    Job {
        name: "china",
        from: "echarts/map/json/china.json",
        source: ECHARTS,
        note: Some(
            "南海诸岛不全，仅绘东沙群岛 / of the South China Sea islands only the Pratas (东沙)",
        ),
        detail: 3840,
        regions: 34,
    },
    Job {
        name: "henan",
        from: "echarts/map/json/province/henan.json",
        source: ECHARTS,
        note: None,
        // The wall of the demo is its home, and may be of 8K.
        detail: 7680,
        regions: 18,
    },
    Job {
        name: "world",
        from: "world-atlas/land-50m.json",
        source: "Natural Earth 1:50m (public domain)",
        note: Some(
            "只有陆地轮廓，没有国界，不含南极洲 / land only, no borders, without Antarctica",
        ),
        // Under 60 KB.
        detail: 3000,
        regions: 1,
    },
];

/// Fetches the packages through npm into `root/target/outlines` and makes the files. Answers what
/// `daping geo` said of each.
pub fn run(root: &Path) -> Outcome<Vec<String>> {
    let cache = root.join("target/outlines");
    fs::create_dir_all(&cache)?;
    let npm = Command::new("npm")
        .args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"])
        .arg(&cache)
        .args(PACKAGES)
        .status()?;
    if !npm.success() {
        return Err(format!("npm could not fetch {}", PACKAGES.join(", ")).into());
    }
    JOBS.iter().map(|job| job.make(root, &cache)).collect()
}

impl Job {
    fn make(&self, root: &Path, cache: &Path) -> Outcome<String> {
        let from = named(&cache.join("node_modules").join(self.from), cache)?;
        let out = root.join("public/geo").join(format!("{}.json", self.name));
        let mut daping = Command::new("cargo");
        daping.current_dir(root).args(["run", "--quiet", "--package", "daping", "--", "geo"]);
        daping.arg(&from).arg("--out").arg(&out).args(["--lang", "en", "--title", self.name]);
        daping.args(["--source", self.source, "--detail", &self.detail.to_string()]);
        daping.args(self.note.iter().flat_map(|note| ["--note", note]));
        let said = daping.output()?;
        let text = String::from_utf8_lossy(&[said.stdout, said.stderr].concat()).into_owned();
        if !said.status.success() {
            return Err(text.into());
        }
        let made: Value = serde_json::from_slice(&fs::read(&out)?)?;
        match made["regions"].as_array().map(Vec::len).unwrap_or_default() {
            found if found == self.regions => Ok(text.trim_end().to_string()),
            found => {
                Err(format!("{}: {found} regions, expected {}", self.name, self.regions).into())
            }
        }
    }
}

/// The land of the world has no code, and a region without one cannot be found: it is `land`. Antarctica
/// has no form on a map whose parallels are straight, and would take a fifth of it.
fn named(from: &Path, cache: &Path) -> Outcome<PathBuf> {
    let mut map: Value = serde_json::from_slice(&fs::read(from)?)?;
    let arcs: Vec<bool> =
        map["arcs"].as_array().into_iter().flatten().map(|arc| is_antarctic(arc, &map)).collect();
    let Some(land) = map.pointer_mut("/objects/land/geometries/0") else {
        return Ok(from.to_path_buf());
    };
    land["id"] = json!("land");
    let polygons = land["arcs"].as_array_mut().ok_or("land without polygons")?;
    polygons.retain(|polygon| {
        let own = polygon[0].as_array().into_iter().flatten().filter_map(Value::as_i64);
        // A negative index is that arc backwards.
        let mut own = own.map(|at| if at < 0 { !at } else { at } as usize);
        !own.all(|at| arcs.get(at).copied().unwrap_or(false))
    });
    let file = cache.join("land.json");
    fs::write(&file, map.to_string())?;
    Ok(file)
}

/// Whether all of an arc lies south of 60° S; its points are steps on the file's grid.
fn is_antarctic(arc: &Value, map: &Value) -> bool {
    let number = |at: &str| map.pointer(at).and_then(Value::as_f64).unwrap_or_default();
    let (scale, low) = (number("/transform/scale/1"), number("/transform/translate/1"));
    let mut steps = 0.0;
    arc.as_array().into_iter().flatten().all(|point| {
        steps += point[1].as_f64().unwrap_or_default();
        steps * scale + low < -60.0
    })
}
