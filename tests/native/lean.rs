//! `daping geo`: shared borders stay shared, nothing vanishes, and what is printed is so.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::process::Command;

use daping::cli::geo::lean::{Lean, lean};
use daping::geo::{File, Outline};
use daping::issue::OutlineFault;
use proptest::prelude::*;
use serde_json::{Value, json};

/// An outline of a collection of polygons, each a list of rings, with a code for each.
fn outline(polygons: &[Value]) -> Outline {
    read(polygons).unwrap()
}

fn read(polygons: &[Value]) -> Result<Outline, OutlineFault> {
    let features = polygons.iter().enumerate().map(|(at, rings)| {
        let properties = json!({ "adcode": at.to_string(), "name": format!("区{at}") });
        let geometry = json!({ "type": "Polygon", "coordinates": rings });
        json!({ "type": "Feature", "properties": properties, "geometry": geometry })
    });
    let all = json!({ "type": "FeatureCollection", "features": features.collect::<Vec<_>>() });
    Outline::read(all.to_string().as_bytes(), &File::default())
}

/// A country of columns and rows whose corners and borders are bent by `noise` (-1 to 1); each border
/// has so many points between its corners.
fn country(columns: usize, rows: usize, between: usize, noise: &[f64]) -> Outline {
    let steps = between + 1;
    // One place for each point of the fine grid, whoever's border it is on.
    let place = |x: usize, y: usize| {
        let bend = |salt: usize| noise[(x * 31 + y * 17 + salt) % noise.len()] * 0.4;
        [110.0 + (x as f64 + bend(0)) * 0.01, 33.0 + (y as f64 + bend(7)) * 0.01]
    };
    let polygon = |column: usize, row: usize| {
        let (x, y) = (column * steps, row * steps);
        let south = (0..steps).map(|at| place(x + at, y));
        let east = (0..steps).map(|at| place(x + steps, y + at));
        let north = (0..steps).map(|at| place(x + steps - at, y + steps));
        let west = (0..steps).map(|at| place(x, y + steps - at));
        let mut ring: Vec<[f64; 2]> = south.chain(east).chain(north).chain(west).collect();
        if (column + row) % 2 == 0 {
            ring.reverse();
        }
        ring.push(ring[0]);
        json!([ring])
    };
    let all = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
    outline(&all.map(|(column, row)| polygon(column, row)).collect::<Vec<_>>())
}

fn key(place: &daping::geo::LonLat) -> (u64, u64) {
    (place.lon.to_bits(), place.lat.to_bits())
}

/// How many regions have each stretch of border, whichever way they go along it.
fn edges(outline: &Outline) -> HashMap<((u64, u64), (u64, u64)), usize> {
    let mut edges = HashMap::new();
    for region in &outline.regions {
        let mut own = HashSet::new();
        for ring in &region.rings {
            for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                own.insert((key(a).min(key(b)), key(a).max(key(b))));
            }
        }
        own.into_iter().for_each(|edge| *edges.entry(edge).or_insert(0) += 1);
    }
    edges
}

fn area(ring: &[daping::geo::LonLat]) -> f64 {
    let after = ring.iter().cycle().skip(1);
    let cross = ring.iter().zip(after).map(|(a, b)| a.lon * b.lat - b.lon * a.lat);
    cross.sum::<f64>().abs() / 2.0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// In a country without enclaves a stretch of border is the outside's or has two regions. A
    /// neighbour that was simplified on its own would leave stretches of one region inside: there are
    /// as many as the country's outer edge has points, and no more.
    #[test]
    fn borders_of_random_countries_stay_shared(
        (columns, rows, between) in (1usize..5, 1usize..5, 0usize..40),
        noise in prop::collection::vec(-1.0f64..1.0, 13..60),
        wall in 100.0f64..8000.0,
    ) {
        let country = country(columns, rows, between, &noise);
        let made = lean(&country, wall);
        let (before, after) = (edges(&country), edges(&made.outline));
        let twice = |edges: &HashMap<_, usize>| edges.values().filter(|count| **count == 2).count();
        prop_assert!(after.values().all(|count| *count <= 2));
        prop_assert_eq!(twice(&before) > 0, twice(&after) > 0);
        // The single stretches close up: each of their points has an even number of them.
        let mut ends: HashMap<(u64, u64), usize> = HashMap::new();
        for ((a, b), _) in after.iter().filter(|(_, count)| **count == 1) {
            *ends.entry(*a).or_default() += 1;
            *ends.entry(*b).or_default() += 1;
        }
        prop_assert!(ends.values().all(|count| count % 2 == 0));
        let outer = |one: &Outline| edges(one).values().filter(|count| **count == 1).count();
        prop_assert!(outer(&made.outline) <= outer(&country));
        sound(&country, &made);
    }

    /// Rings that cross themselves, repeat their points or have no area are no fault.
    #[test]
    fn any_ring_is_borne(
        rings in prop::collection::vec(
            prop::collection::vec((100u8..130, 20u8..50), 3..40), 1..6),
        wall in 100.0f64..4000.0,
    ) {
        let polygons: Vec<Value> = rings.iter().map(|ring| json!([ring])).collect();
        // Points alone are no outline.
        let Ok(whole) = read(&polygons) else { return Ok(()) };
        sound(&whole, &lean(&whole, wall));
    }
}

/// Every region is there with every ring, and each ring has an area.
fn sound(before: &Outline, made: &Lean) {
    let after = &made.outline;
    assert_eq!(before.regions.len(), after.regions.len());
    for (old, new) in before.regions.iter().zip(&after.regions) {
        assert_eq!((&old.code, &old.name, old.label), (&new.code, &new.name, new.label));
        assert!(!new.rings.is_empty() || old.rings.is_empty());
        assert!(new.rings.iter().all(|ring| ring.len() >= 3 && area(ring) > 0.0));
    }
    let back = after.written(made.scale);
    let back = Outline::read(back.as_bytes(), &File::default()).unwrap();
    for (new, read) in after.regions.iter().zip(&back.regions) {
        assert_eq!(new.rings, read.rings, "what was written is what was made");
    }
}

#[test]
fn a_coast_of_200_000_points_becomes_what_a_wall_can_show() {
    let turn = |at: usize| {
        let angle = at as f64 / 200_000.0 * std::f64::consts::TAU;
        let radius = 1.0 + 0.001 * (angle * 900.0).sin();
        [112.0 + radius * angle.cos(), 33.0 + radius * angle.sin()]
    };
    let ring: Vec<[f64; 2]> = (0..200_000).map(turn).collect();
    let coast = outline(&[json!([ring])]);
    let made = lean(&coast, 3840.0);
    assert_eq!(made.points_before, 200_000);
    assert!((1_000..30_000).contains(&made.points_after), "{}", made.points_after);
    // A pixel of a wall 2160 high is about 103 m here; half of it, and the grid's rounding.
    assert!(made.shift_metres < 100.0, "{}", made.shift_metres);
}

#[test]
fn islets_stay_and_two_of_one_place_are_one() {
    let speck = |x: f64| json!([[x, 33.0], [x + 1e-6, 33.0], [x, 33.0 + 1e-6], [x, 33.0]]);
    let land = json!([[110.0, 30.0], [112.0, 30.0], [112.0, 32.0], [110.0, 32.0], [110.0, 30.0]]);
    let whole = outline(&[json!([land, speck(111.0), speck(111.000_001), speck(111.5)])]);
    let made = lean(&whole, 3840.0);
    assert_eq!(made.outline.regions[0].rings.len(), 3);
    assert_eq!(made.specks, 2);
    sound(&whole, &made);
}

#[test]
fn the_files_own_grid_is_kept_where_it_is_no_finer_than_needed() {
    let whole = outline(&[json!([[[110.0, 30.0], [110.25, 30.0], [110.25, 30.5], [110.0, 30.0]]])]);
    let made = lean(&whole, 3840.0);
    assert_eq!((made.scale, made.shift_metres), (4, 0.0));
}

/// Runs `daping geo` in a folder of its own.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Desk {
        let root = std::env::temp_dir().join(format!("daping-geo-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&root).unwrap();
        Desk(root)
    }

    fn run(&self, words: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_daping"));
        let out = command.arg("geo").args(words).current_dir(&self.0).output().unwrap();
        (out.status.code().unwrap(), String::from_utf8([out.stdout, out.stderr].concat()).unwrap())
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).unwrap();
    }

    fn files(&self) -> Vec<String> {
        let all = std::fs::read_dir(&self.0).unwrap();
        let mut all: Vec<String> =
            all.map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
        all.sort();
        all
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

const TRIANGLE: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
    "properties":{"adcode":"411321","name":"南召县"},"geometry":{"type":"Polygon",
    "coordinates":[[[112.0,33.0],[112.5,33.0],[112.5,33.5],[112.0,33.0]]]}}]}"#;

#[test]
fn a_file_is_written_whole_with_what_was_said_of_it() {
    let desk = Desk::new("whole");
    desk.write("in.geojson", TRIANGLE);
    let words = [
        "in.geojson",
        "--out",
        "nanzhao.json",
        "--source",
        "县自然资源局",
        "--note",
        "n",
        "--approval-no",
        "豫S(2020年)001号",
        "--lang",
        "en",
    ];
    let (code, said) = desk.run(&words);
    assert_eq!(code, 0, "{said}");
    for part in ["1 regions", "3 → 3", "by more than 0 m", "with brotli"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("review number"), "{said}");
    assert_eq!(desk.files(), ["in.geojson", "nanzhao.json"]);
    let bytes = std::fs::read(desk.0.join("nanzhao.json")).unwrap();
    let back = Outline::read(&bytes, &File::default()).unwrap();
    assert_eq!((back.name.as_str(), back.source.as_str()), ("nanzhao", "县自然资源局"));
    assert_eq!(back.approval_no.as_deref(), Some("豫S(2020年)001号"));
    assert_eq!((back.note.as_deref(), back.regions[0].code.as_str()), (Some("n"), "411321"));
    // Once more over the last one: what is written stays what it was.
    assert_eq!(desk.run(&words).0, 0);
    assert_eq!(std::fs::read(desk.0.join("nanzhao.json")).unwrap(), bytes);
}

#[test]
fn wrong_use_and_bad_files_leave_everything_as_it_was() {
    let desk = Desk::new("wrong");
    desk.write("in.json", TRIANGLE);
    desk.write("bad.json", "{\"type\":");
    desk.write("empty.json", r#"{"type":"FeatureCollection","features":[]}"#);
    desk.write(
        "tiles.json",
        r#"{"daping_tiles":1,"name":"t","source":"s","tiles":[
        {"code":"1","name":"甲","column":0,"row":0}]}"#,
    );
    for (words, code, sentence) in [
        (vec!["in.json", "--out", "in.json"], 2, "没有写入"),
        (vec!["none.json", "--out", "o.json"], 2, "取不到"),
        (vec!["bad.json", "--out", "o.json"], 1, "应为 JSON"),
        (vec!["empty.json", "--out", "o.json"], 1, "没有一个区域"),
        (vec!["empty.json", "--out", "o.json", "--lang", "en"], 1, "not one region"),
        (vec!["tiles.json", "--out", "o.json"], 1, "示意方格"),
        (vec!["in.json", "--out", "no/folder/o.json"], 2, "no/folder/o.json"),
        (vec!["in.json", "--out", "o.json", "--datum", "bd09"], 2, "bd09"),
        (vec!["in.json"], 2, "--out"),
    ] {
        let (found, said) = desk.run(&words);
        assert!(found == code && said.contains(sentence), "{words:?}: {found} {said}");
    }
    assert_eq!(desk.files(), ["bad.json", "empty.json", "in.json", "tiles.json"]);
    assert_eq!(std::fs::read_to_string(desk.0.join("in.json")).unwrap(), TRIANGLE);
}
