//! The outlines that tests of maps and flows draw on: a made-up country, and what is shipped.

use daping::geo::{File, Outline};

/// Six regions of a country that is nowhere, as a user's own file would have them.
pub fn country() -> Outline {
    let names = ["东川", "西岭", "南原", "北渡", "中州", "海口"];
    let feature = |(at, name): (usize, &&str)| {
        let (x, y) = ((at % 3) as f64 * 2.0 + 110.0, (at / 3) as f64 * 1.6 + 30.0);
        let ring = [(0.0, 0.0), (2.0, 0.1), (1.9, 1.6), (1.0, 1.4), (0.1, 1.6), (0.0, 0.0)];
        let points: Vec<[f64; 2]> = ring.iter().map(|(dx, dy)| [x + dx, y + dy]).collect();
        serde_json::json!({
            "type": "Feature",
            "properties": { "adcode": 100_000 * (at + 1), "name": format!("{name}省") },
            "geometry": { "type": "Polygon", "coordinates": [points] }
        })
    };
    let features: Vec<_> = names.iter().enumerate().map(feature).collect();
    let file = serde_json::json!({ "type": "FeatureCollection", "features": features });
    Outline::read(file.to_string().as_bytes(), &File::default()).expect("the country is an outline")
}

pub fn shipped(name: &str) -> Outline {
    let bytes = std::fs::read(format!("public/geo/{name}.json")).expect("the outline is there");
    Outline::read(&bytes, &File::default()).expect("the outline is read")
}
