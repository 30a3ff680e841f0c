//! The shipped outlines, and properties of reading, projecting, hitting and joining.

use std::fs;

use crate::fuzz_bodies::hit;
use daping::geo::{File, LonLat, Outline, Projection, Region, Xy};
use daping::issue::OutlineFault;
use proptest::prelude::*;

use crate::fuzz_bodies;
use crate::json_cases::outlines;

fn shipped(name: &str) -> Vec<u8> {
    fs::read(format!("{}/public/geo/{name}.json", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn outline(name: &str) -> Outline {
    Outline::read(&shipped(name), &File::default()).unwrap()
}

fn both() -> [Outline; 2] {
    [outline("china"), outline("henan")]
}

#[test]
fn every_unit_is_there() {
    let [china, henan] = both();
    assert_eq!((china.regions.len(), henan.regions.len()), (34, 18));
    let join = china.join();
    for code in ["71", "81", "82", "46", "65", "54", "15", "23", "11", "41"] {
        assert!(join.find(code).is_some(), "{code}");
    }
    assert_eq!(henan.regions[henan.join().find("济源").unwrap()].code, "419001");
    assert!(both().iter().all(|one| one.approval_no.is_none() && !one.source.is_empty()));
}

/// Corners as published: the country's north is 53.56° N, its west 73.5° E, and the file ends with
/// Hainan in the south; Henan lies in 110.35-116.65° E, 31.38-36.37° N.
#[test]
fn outlines_lie_where_they_should() {
    let [china, henan] = both().map(|one| one.bounds().unwrap());
    let near = |a: f64, b: f64| assert!((a - b).abs() < 0.02, "{a} is not {b}");
    near(china.north, 53.56);
    near(china.west, 73.5);
    near(china.south, 18.14);
    near(china.east, 135.09);
    near(henan.west, 110.36);
    near(henan.east, 116.65);
    near(henan.south, 31.38);
    near(henan.north, 36.37);
}

/// 钓鱼岛 stands in the source as an islet of its own; it must not be lost on the grid.
#[test]
fn small_islands_stay() {
    let china = outline("china");
    let taiwan = &china.regions[china.join().find("台湾省").unwrap()];
    let near = |ring: &Vec<LonLat>| {
        ring.iter().all(|p| (p.lon - 123.48).abs() < 0.3 && (p.lat - 25.75).abs() < 0.2)
    };
    assert!(taiwan.rings.iter().any(near));
    assert_eq!(china.regions.iter().map(|region| region.rings.len()).sum::<usize>(), 177);
}

/// The border between two neighbours consists of the same points in both. About half of the
/// source's places occur in two regions; a grid that tore borders apart would leave hardly any.
#[test]
fn borders_are_shared() {
    for one in both() {
        let mut seen = std::collections::HashMap::new();
        for (at, region) in one.regions.iter().enumerate() {
            for p in region.rings.iter().flatten() {
                let key = (p.lon.to_bits(), p.lat.to_bits());
                seen.entry(key).or_insert_with(std::collections::HashSet::new).insert(at);
            }
        }
        let shared = seen.values().filter(|regions| regions.len() > 1).count();
        assert!(shared * 5 > seen.len() * 2, "{}: {shared} of {}", one.name, seen.len());
    }
}

#[test]
fn a_label_is_in_its_own_region() {
    for one in both() {
        let projection = Projection::fit(&one, 1600.0, 1000.0, 20.0);
        for (at, region) in one.regions.iter().enumerate() {
            let pixel = projection.to_xy(region.label);
            assert_eq!(hit(&one, &projection, pixel), Some(at), "{}", region.name);
        }
        assert_eq!(hit(&one, &projection, Xy { x: 1.0, y: 1.0 }), None);
    }
}

#[test]
fn every_shipped_name_and_code_joins_to_itself() {
    for one in both() {
        let join = one.join();
        for (at, region) in one.regions.iter().enumerate() {
            assert_eq!(join.find(&region.code), Some(at));
            assert_eq!(join.find(&region.name), Some(at));
            assert_eq!(join.find(region.name.trim_end_matches('市')), Some(at));
        }
    }
}

#[test]
fn official_names_join() {
    let china = outline("china");
    let join = china.join();
    for (place, code) in [
        ("广西壮族自治区", "450000"),
        ("宁夏回族自治区", "640000"),
        ("新疆维吾尔自治区", "650000"),
        ("西藏自治区", "540000"),
        ("香港特别行政区", "810000"),
        ("澳门特别行政区", "820000"),
        ("黑龙江省", "230000"),
        ("上海市", "310000"),
    ] {
        assert_eq!(join.find(place).map(|at| china.regions[at].code.as_str()), Some(code));
    }
    assert_eq!(join.find("吉林市"), None);
    assert_eq!(join.find("海南藏族自治州"), None);
}

/// The fitted map touches the padding on two opposite sides and leaves it nowhere.
#[test]
fn a_fitted_map_fills_its_box() {
    for one in both() {
        for (width, height) in [(3840.0, 1080.0), (400.0, 900.0)] {
            let projection = Projection::fit(&one, width, height, 16.0);
            let points = one.regions.iter().flat_map(|region| region.rings.iter().flatten());
            let points: Vec<Xy> = points.map(|p| projection.to_xy(*p)).collect();
            let least = |f: fn(&Xy) -> f64| points.iter().map(f).fold(f64::MAX, f64::min);
            let most = |f: fn(&Xy) -> f64| points.iter().map(f).fold(f64::MIN, f64::max);
            let sides =
                [least(|p| p.x), least(|p| p.y), width - most(|p| p.x), height - most(|p| p.y)];
            assert!(sides.iter().all(|side| *side > 15.999), "{sides:?}");
            let touches = |a: f64, b: f64| (a - 16.0).abs() < 1e-6 && (b - 16.0).abs() < 1e-6;
            assert!(touches(sides[0], sides[2]) || touches(sides[1], sides[3]), "{sides:?}");
        }
    }
}

/// Albers keeps areas: the same small square of degrees, shrunk by the cosine of its latitude, has
/// the same number of pixels in Hainan and in Heilongjiang.
#[test]
fn the_map_of_china_keeps_areas() {
    let projection = Projection::fit(&outline("china"), 2000.0, 2000.0, 0.0);
    let area = |lon: f64, lat: f64| {
        let at =
            |east: f64, north: f64| projection.to_xy(LonLat { lon: lon + east, lat: lat + north });
        let (o, e, n) = (at(0.0, 0.0), at(0.01, 0.0), at(0.0, 0.01));
        let cross = (e.x - o.x) * (n.y - o.y) - (e.y - o.y) * (n.x - o.x);
        cross.abs() / (lat + 0.005).to_radians().cos()
    };
    let (south, north) = (area(109.8, 19.0), area(128.0, 50.0));
    assert!((south / north - 1.0).abs() < 0.001, "{south} {north}");
}

const SQUARES: &str = r#"{"type":"FeatureCollection","features":[
 {"type":"Feature","id":411321,"properties":{"name":"南召县","center":[112.5,33.5]},
  "geometry":{"coordinates":[[[112,33,5],[113,33],[113,34],[112,34],[112,33]],
   [[112.2,33.2],[112.2,33.4],[112.4,33.4],[112.4,33.2],[112.2,33.2]]],"type":"Polygon"}},
 {"type":"Feature","properties":{"adcode":"411322","name":null},
  "geometry":{"type":"MultiPolygon","coordinates":[[[[114,33],[114,34],[115,34],[114,33]]],
   [[[116,33],[116,34],[117,34]]]]}},
 {"type":"Feature","properties":null,"geometry":null}]}"#;

#[test]
fn the_users_own_geojson_in_either_winding() {
    let one = Outline::read(SQUARES.as_bytes(), &File::default()).unwrap();
    let codes: Vec<&str> = one.regions.iter().map(|region| region.code.as_str()).collect();
    assert_eq!(codes, ["411321", "411322"]);
    assert_eq!(one.regions[0].label, LonLat { lon: 112.5, lat: 33.5 });
    assert_eq!(one.regions[1].rings.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3]);
    let projection = Projection::fit(&one, 500.0, 200.0, 0.0);
    let at = |lon, lat| hit(&one, &projection, projection.to_xy(LonLat { lon, lat }));
    assert_eq!(at(112.1, 33.1), Some(0));
    assert_eq!(at(112.3, 33.3), None, "a hole");
    assert_eq!(at(114.3, 33.7), Some(1));
    assert_eq!(at(116.3, 33.7), Some(1));
    assert_eq!(at(115.5, 33.5), None);
}

/// A square of one degree at the equator in a box of 100 pixels: no projection to reckon with.
#[test]
fn a_path_closes_every_ring() {
    let square = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":
     {"type":"Polygon","coordinates":[[[0,-0.5],[1,-0.5],[1,0.5],[0,0.5]],
      [[0.25,0],[0.5,0],[0.50001,0],[0.5,0.25]]]}}]}"#;
    let one = Outline::read(square.as_bytes(), &File::default()).unwrap();
    let projection = Projection::fit(&one, 102.0, 102.0, 1.0);
    let text = &one.sheet(&projection).paths[0];
    assert_eq!(text, "M1 101l100 0 0-100-100 0zM26 51l25 0 0-25z");
}

#[test]
fn broken_files_say_how() {
    let own = |rest: &str| format!("{{\"daping_outline\":1,\"name\":\"\",\"source\":\"\",{rest}}}");
    let unit = |rings: &str| {
        let units = format!("[{{\"code\":\"1\",\"name\":\"\",\"rings\":{rings}}}]");
        own(&format!("\"scale\":1,\"origin\":[0,0],\"regions\":{units}"))
    };
    let geo = |geometry: &str| {
        let feature = format!("{{\"type\":\"Feature\",\"geometry\":{geometry}}}");
        format!("{{\"type\":\"FeatureCollection\",\"features\":[{feature}]}}")
    };
    for (text, expect) in [
        ("".into(), OutlineFault::Malformed { at: 0 }),
        ("{\n \"a\": x}".into(), OutlineFault::Malformed { at: 8 }),
        ("{}".into(), OutlineFault::UnknownForm),
        ("{\"type\":\"Topology\"}".into(), OutlineFault::Malformed { at: 19 }),
        ("{\"daping_outline\":2}".into(), OutlineFault::Version { found: 2 }),
        ("{\"daping_outline\":1}".into(), OutlineFault::Malformed { at: 0 }),
        ("{\"daping_outline\":1,".into(), OutlineFault::Malformed { at: 20 }),
        (own("\"scale\":\"a\""), OutlineFault::Malformed { at: 50 }),
        (own("\"scale\":1,\"origin\":[0]"), OutlineFault::Malformed { at: 61 }),
        (unit("[7]"), OutlineFault::Malformed { at: 109 }),
        (own("\"scale\":0,\"origin\":[0,0],\"regions\":[]"), OutlineFault::Grid),
        (own("\"scale\":1,\"origin\":[0,91],\"regions\":[]"), OutlineFault::Grid),
        (own("\"scale\":1,\"origin\":[0,0],\"regions\":[]"), OutlineFault::Empty),
        (unit("[]"), OutlineFault::Ring { region: 0 }),
        (unit("[\"?\"]"), OutlineFault::Ring { region: 0 }),
        (unit("[\"????\"]"), OutlineFault::Ring { region: 0 }),
        (unit("[\"??~~~~A?\"]"), OutlineFault::OutOfRange { region: 0 }),
        (geo("{\"type\":\"Point\",\"coordinates\":[1,2]}"), OutlineFault::Empty),
        (geo("{\"type\":\"Polygon\"}"), OutlineFault::Geometry { region: 0 }),
        (
            geo("{\"type\":\"Polygon\",\"coordinates\":[[[500000,4000000],[1,1],[2,1]]]}"),
            OutlineFault::OutOfRange { region: 0 },
        ),
        (
            geo("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],3]]}"),
            OutlineFault::Geometry { region: 0 },
        ),
        (geo("null"), OutlineFault::Empty),
    ] {
        assert_eq!(Outline::read(text.as_bytes(), &File::default()), Err(expect), "{text}");
    }
}

#[test]
fn limits_hold() {
    let many = ["{\"geometry\":null}"; 5_001].join(",");
    let many = format!("{{\"type\":\"FeatureCollection\",\"features\":[{many}]}}");
    let expect = OutlineFault::TooManyRegions { limit: 5_000 };
    assert_eq!(Outline::read(many.as_bytes(), &File::default()), Err(expect));
    let long = vec![b' '; 32_000_001];
    assert_eq!(
        Outline::read(&long, &File::default()),
        Err(OutlineFault::TooLarge { limit_bytes: 32_000_000 })
    );
    // To and fro, so that nothing else is wrong with it.
    let ring = "AA@@".repeat(1_000_001);
    let points = format!(
        "{{\"daping_outline\":1,\"name\":\"\",\"source\":\"\",\"scale\":1,\"origin\":[0,0],\
         \"regions\":[{{\"code\":\"\",\"name\":\"\",\"rings\":[\"{ring}\"]}}]}}"
    );
    let expect = OutlineFault::TooManyPoints { limit: 2_000_000 };
    assert_eq!(Outline::read(points.as_bytes(), &File::default()), Err(expect));
}

#[test]
fn a_fit_without_room_or_regions_stays_finite() {
    let nothing: [Region; 0] = [];
    for side in [0.0, -5.0, f64::NAN, f64::INFINITY] {
        for projection in [
            Projection::fit_regions(&nothing, side, side, 10.0),
            Projection::fit(&outline("henan"), side, side, 10.0),
            Projection::fit(&outline("china"), side, side, f64::NAN),
        ] {
            let xy = projection.to_xy(LonLat { lon: 112.0, lat: 33.0 });
            assert!(xy.x.is_finite() && xy.y.is_finite(), "{side}");
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Outline::read(&bytes, &File::default()).is_err());
    }

    /// A file with some bytes changed and its end cut off is read or refused; what is read can be
    /// drawn.
    #[test]
    fn damaged_files_never_panic(
        which in 0..14usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        keep in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let mut bytes = match which {
            0 => shipped("china"),
            1 => shipped("henan"),
            _ => outlines()[which - 2].1.as_bytes().to_vec(),
        };
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(keep) = keep {
            bytes.truncate(keep.index(bytes.len()));
        }
        fuzz_bodies::outline(&bytes);
    }

    #[test]
    fn there_and_back(name in 0..2usize, lon in 70.0..140.0f64, lat in 0.0..60.0f64) {
        let projection = Projection::fit(&both()[name], 1920.0, 1080.0, 20.0);
        let back = projection.to_lonlat(projection.to_xy(LonLat { lon, lat }));
        prop_assert!((back.lon - lon).abs() < 1e-8 && (back.lat - lat).abs() < 1e-8, "{back:?}");
    }

    #[test]
    fn any_place_joins_without_panic(place in "\\PC{0,12}|[0-9]{0,13}|.{0,4}[省市区县州盟旗]") {
        let one = outline("china");
        if let Some(at) = one.join().find(&place) {
            prop_assert!(at < one.regions.len());
        }
    }
}
