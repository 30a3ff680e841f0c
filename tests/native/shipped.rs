//! The outlines that are shipped: schematic tiles, and land without borders.

use std::collections::HashSet;
use std::fs;

use daping::geo::Outline;

use crate::country::shipped;

/// Every outline in the folder.
fn all() -> Vec<(String, Outline)> {
    let files = fs::read_dir("public/geo").unwrap().map(|file| file.unwrap().path());
    let names = files.map(|file| file.file_stem().unwrap().to_str().unwrap().to_string());
    names.map(|name| (name.clone(), shipped(&name))).collect()
}

#[test]
fn every_outline_is_read_and_says_whose_it_is() {
    for (name, outline) in all() {
        assert_eq!(outline.name, name);
        assert!(!outline.source.is_empty(), "{name}");
        assert_eq!(outline.oddities, [], "{name}");
        // A made-up number would be worse than none.
        assert_eq!(outline.approval_no, None, "{name}");
    }
}

#[test]
fn codes_are_unique() {
    for (name, outline) in all() {
        let codes: HashSet<&str> = outline.regions.iter().map(|own| own.code.as_str()).collect();
        assert_eq!(codes.len(), outline.regions.len(), "{name}");
    }
}

#[test]
fn tiles_are_all_there_and_no_two_on_one_place() {
    for (name, count) in [
        ("china-tiles", 34),
        ("nanzhao-tiles", 16),
        ("shaoguan-tiles", 10),
        ("zone-tiles", 7),
        ("plant-tiles", 12),
    ] {
        let outline = shipped(name);
        assert!(outline.tiles, "{name}");
        assert_eq!(outline.regions.len(), count, "{name}");
        let places = outline.regions.iter().map(|own| {
            let whole = |degrees: f64| degrees.round() as i64;
            (whole(own.label.lon), whole(own.label.lat))
        });
        assert_eq!(places.collect::<HashSet<_>>().len(), count, "{name}");
        let note = outline.note.unwrap_or_default();
        assert!(note.contains("示意") && note.contains("square"), "{note}");
    }
}

/// The units of the tiles are those of the map, by the same codes and short names.
#[test]
fn provinces_are_those_of_the_map() {
    let units = |name: &str| {
        let outline = shipped(name);
        let units = outline.regions.iter().map(|own| (own.code.clone(), own.name.clone()));
        units.collect::<HashSet<_>>()
    };
    assert_eq!(units("china-tiles"), units("china"));
}

/// Places that everybody knows, on the right sides of each other.
#[test]
fn tiles_lie_roughly_where_their_units_do() {
    for (name, pairs) in [
        ("china-tiles", [("黑龙江", "海南"), ("新疆", "上海"), ("西藏", "台湾"), ("河北", "广东")]),
        (
            "nanzhao-tiles",
            [
                ("乔端镇", "皇路店镇"),
                ("板山坪镇", "云阳镇"),
                ("崔庄乡", "石门乡"),
                ("马市坪乡", "太山庙乡"),
            ],
        ),
        (
            "shaoguan-tiles",
            [
                ("乐昌市", "翁源县"),
                ("仁化县", "曲江区"),
                ("乳源县", "浈江区"),
                ("武江区", "新丰县"),
            ],
        ),
    ] {
        let outline = shipped(name);
        let place = |unit: &str| outline.regions[outline.join().find(unit).unwrap()].label;
        for (a, b) in pairs {
            let (a, b) = (place(a), place(b));
            assert!(a.lat > b.lat || a.lon < b.lon, "{name}: {a:?} {b:?}");
        }
    }
}
