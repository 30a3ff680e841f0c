//! `daping check` of a board's maps: outlines that are not there or are broken, what was mended of
//! them, a public board without a review number, and what does not match.

use serde_json::{Value, json};

use super::{Site, has};

/// Two squares side by side; the second is not closed.
fn outline(approval_no: Value) -> String {
    let feature = |code: &str, name: &str, ring: Value| {
        let geometry = json!({ "type": "Polygon", "coordinates": [ring] });
        let properties = json!({ "adcode": code, "name": name });
        json!({ "type": "Feature", "properties": properties, "geometry": geometry })
    };
    let all = [
        feature("1", "东乡", json!([[110, 30], [111, 30], [111, 31], [110, 31], [110, 30]])),
        feature("2", "西乡", json!([[111, 30], [112, 30], [112, 31], [111, 31], [111, 30]])),
    ];
    json!({ "type": "FeatureCollection", "source": "自绘", "approval_no": approval_no, "features": all })
        .to_string()
}

fn board(site: &Site, extra: Value) {
    let rows = json!([{ "p": "东乡", "v": 1 }, { "p": "南乡", "v": 2 }]);
    let fields = json!({ "p": { "label": "乡镇" }, "v": { "type": "number" } });
    let mut board = json!({
        "daping": 1,
        "sources": { "towns": { "inline": rows, "fields": fields } },
        "panels": { "land": { "kind": "map", "map": "county", "data": { "from": "towns" } } }
    });
    for (key, value) in extra.as_object().unwrap() {
        board[key] = value.clone();
    }
    site.write("boards/b.json", board.to_string());
}

fn site(name: &str) -> Site {
    let site = Site::new(&format!("maps-{name}"));
    std::fs::create_dir_all(site.0.join("geo")).unwrap();
    site
}

#[test]
fn a_sound_map_has_nothing_to_say() {
    let site = site("sound");
    site.write("geo/county.json", outline(Value::Null));
    board(&site, json!({}));
    let (code, said) = site.check(&["--lang", "en"]);
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains("county"), "{said}");
}

#[test]
fn a_file_that_is_missing_is_named_with_its_path() {
    let site = site("missing");
    board(&site, json!({}));
    let (code, said) = site.check(&[]);
    assert_eq!(code, 1, "{said}");
    has(&said, &["boards/b.json: county", "取不到轮廓文件", "没有这个文件:geo/county.json"]);
}

#[test]
fn a_broken_file_and_one_inside_a_region_are_found() {
    let site = site("inside");
    site.write("geo/county.json", outline(Value::Null)).write("geo/east.json", "{\"type\":");
    let inside = json!({ "county": { "inside": { "1": "east", "2": "west" } },
                         "west": { "url": "county", "inside": { "1": "county" } } });
    board(&site, json!({ "outlines": inside }));
    let (code, said) = site.check(&["--lang", "en"]);
    assert_eq!(code, 1, "{said}");
    has(&said, &["boards/b.json: east", "expected JSON"]);
    assert!(!said.contains("west"), "{said}");
}

#[test]
fn a_public_board_needs_a_review_number() {
    let site = site("public");
    site.write("geo/county.json", outline(Value::Null));
    board(&site, json!({ "audience": "public" }));
    let (code, said) = site.check(&["--lang", "en"]);
    assert_eq!(code, 0, "it is to be looked at: {said}");
    has(&said, &["county", "no review number"]);
    assert!(!site.check(&["--as", "internal"]).1.contains("审图号"));
    site.write("geo/county.json", outline(json!("豫S(2020年)001号")));
    assert!(!site.check(&[]).1.contains("审图号"));
}

#[test]
fn no_licence_needs_no_file() {
    let site = site("unlicensed");
    board(&site, json!({ "outlines": { "county": { "licensed": false } } }));
    let (code, said) = site.check(&[]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn rows_and_regions_without_a_partner_are_listed_once_sources_are_read() {
    let site = site("unmatched");
    site.write("geo/county.json", outline(Value::Null));
    board(&site, json!({}));
    assert!(!site.check(&[]).1.contains("南乡"));
    let (code, said) = site.check(&["--sources"]);
    assert_eq!(code, 0, "{said}");
    has(&said, &["■ 地图", "land:地图上没有这些行所说的地方:南乡"]);
}

#[test]
fn an_outline_on_a_server_is_asked_only_with_its_sources() {
    let site = site("server");
    let outlines = json!({ "county": { "url": "http://127.0.0.1:9/county.json" } });
    board(&site, json!({ "outlines": outlines }));
    assert_eq!(site.check(&[]).0, 0);
    let (code, said) = site.check(&["--sources"]);
    assert_eq!(code, 1, "{said}");
    has(&said, &["取不到轮廓文件"]);
}
