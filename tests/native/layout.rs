//! Screens of every shape: which arrangement, how large the text, where the bezels are, and that no
//! word and no ring lies on one.

use daping::board::layout::{Form, Stage, choose, em, fit, form, seams, stage, title_shift};
use daping::board::{Arrangement, Board, Seams, Stretch, When, check};
use daping::look::seams::{Rect, bands_in};
use daping::look::{Band, Shape};
use daping::panel::Draw;
use proptest::prelude::*;

use crate::golden::golden_scene;
use crate::legible::{stays_inside, words_box};
use crate::rows::{self, kind, numbers, texts};
use daping::data::table::Table;

const BOARD: &str = r#"{ "daping": 1,
  "panels": { "a": { "kind": "clock" }, "b": { "kind": "clock" }, "c": { "kind": "clock" } },
  "layout": [
    { "name": "band", "when": { "min_width": 1600, "min_ratio": 2.6 }, "areas": ["a b c"] },
    { "name": "hall", "when": { "min_width": 1600, "max_ratio": 2.6, "min_ratio": 1 }, "areas": ["a b", "a c"] },
    { "name": "kiosk", "when": { "min_width": 900, "min_height": 1400, "max_ratio": 1 }, "areas": ["a", "b", "c"] },
    { "name": "low", "when": { "min_width": 900, "max_height": 500 }, "areas": ["a b c"] },
    { "name": "desk", "when": { "min_width": 900, "max_width": 1599 }, "areas": ["a b", "c c"] },
    { "name": "phone", "stack": ["a", "b", "c"] }
  ] }"#;

fn board() -> Board {
    let checked = check("hall", BOARD);
    assert_eq!(checked.issues, []);
    checked.board
}

#[test]
fn screens_of_every_shape_have_their_arrangement_and_text() {
    // Lines of text on the shorter side: 45. A desk: 1366 / 90 = 15.2 < 768 / 50.
    let cases = [
        (1920.0, 1080.0, "hall", Form::Wall, 24.0),
        (3840.0, 2160.0, "hall", Form::Wall, 48.0),
        (3840.0, 1080.0, "band", Form::Wall, 24.0),
        (5760.0, 1080.0, "band", Form::Wall, 24.0),
        (6720.0, 2160.0, "band", Form::Wall, 48.0),
        (7680.0, 2160.0, "band", Form::Wall, 48.0),
        (10240.0, 2160.0, "band", Form::Wall, 48.0),
        (1080.0, 1920.0, "kiosk", Form::Wall, 24.0),
        (2160.0, 3840.0, "kiosk", Form::Wall, 48.0),
        (1366.0, 768.0, "desk", Form::Desk, 1366.0 / 90.0),
        (1280.0, 480.0, "low", Form::Desk, 14.0),
        // A tablet upright is no kiosk: too low for one.
        (1024.0, 1366.0, "desk", Form::Desk, 14.0),
        (430.0, 932.0, "phone", Form::Phone, 16.0),
        (320.0, 568.0, "phone", Form::Phone, 16.0),
        (844.0, 390.0, "phone", Form::Phone, 16.0),
    ];
    let board = board();
    for (width, height, name, expected, size) in cases {
        let own = choose(&board, width, height, None).unwrap();
        let found = (own.name.as_str(), form(own), em(own, width, height));
        assert_eq!(found, (name, expected, size), "{width}×{height}");
    }
}

#[test]
fn an_upright_arrangement_leaves_phones_to_the_stack() {
    let text = r#"{ "daping": 1, "panels": { "a": { "kind": "clock" } }, "layout": [
        { "name": "upright", "when": { "max_ratio": 1 }, "areas": ["a"] },
        { "name": "thumb", "when": { "max_width": 400 }, "areas": ["a"] },
        { "name": "rest", "areas": ["a"] } ] }"#;
    let board = check("hall", text).board;
    let name = |width, height| choose(&board, width, height, None).map(|own| own.name.as_str());
    assert_eq!(name(430.0, 932.0), Some("phone"));
    assert_eq!(name(390.0, 844.0), Some("thumb"));
    assert_eq!(name(1080.0, 1920.0), Some("upright"));
    assert_eq!(name(1920.0, 1080.0), Some("rest"));
}

#[test]
fn a_stretched_signal_is_laid_out_on_its_own_stage() {
    let squeezed = |x, y| Arrangement { stretch: Stretch { x, y }, ..Arrangement::default() };
    let plain = Stage { width: 1920.0, height: 1080.0, scale_x: 1.0, scale_y: 1.0 };
    assert_eq!(stage(&squeezed(1.0, 1.0), 1920.0, 1080.0), plain);
    // 1920 × 1080 shown on 6720 × 2160: 3.5 by 2, so a pixel is 1.75 times as wide as high.
    let wide = stage(&squeezed(1.75, 1.0), 1920.0, 1080.0);
    assert_eq!((wide.width, wide.height), (3360.0, 1080.0));
    assert!((wide.width / wide.height - 6720.0 / 2160.0).abs() < 1e-9);
    for (x, y) in [(1.75, 1.0), (0.5, 3.0), (10.0, 0.1)] {
        let stage = stage(&squeezed(x, y), 1920.0, 1080.0);
        assert!((stage.width * stage.scale_x - 1920.0).abs() < 1e-9);
        assert!((stage.height * stage.scale_y - 1080.0).abs() < 1e-9);
    }
}

/// A wall of `columns` × `rows` screens with these areas.
fn wall(columns: u32, rows: u32, gap: f64, areas: &[&str]) -> Arrangement {
    let words = |row: &&str| row.split(' ').map(str::to_string).collect();
    Arrangement {
        name: "wall".to_string(),
        when: When::default(),
        areas: areas.iter().map(words).collect(),
        seams: Some(Seams { columns, rows, gap }),
        ..Arrangement::default()
    }
}

#[test]
fn bezels_stand_between_screens_of_one_size() {
    let band = |vertical, from, to| Band { vertical, from, to };
    let own = wall(4, 2, 24.0, &["a b"]);
    let expected = [
        band(true, 1908.0, 1932.0),
        band(true, 3828.0, 3852.0),
        band(true, 5748.0, 5772.0),
        band(false, 1068.0, 1092.0),
    ];
    assert_eq!(seams(&own, 7680.0, 2160.0), expected);
    assert_eq!(title_shift(&own, 7680.0), -960.0);
    assert_eq!(title_shift(&wall(3, 1, 24.0, &["a"]), 5760.0), 0.0);
    let stack = Arrangement { stack: vec!["a".into()], areas: Vec::new(), ..own.clone() };
    assert_eq!(seams(&stack, 7680.0, 2160.0), []);
    assert_eq!(seams(&Arrangement { seams: None, ..own }, 7680.0, 2160.0), []);
}

/// Where the gaps of a fitted grid are, from the stage's own start.
fn gaps(tracks: &str, gap: f64, start: f64) -> Vec<f64> {
    let sizes = tracks.split(' ').map(|px| px.trim_end_matches("px").parse::<f64>().unwrap());
    let sizes: Vec<f64> = sizes.collect();
    let mut at = start - gap / 2.0;
    let mut all = Vec::new();
    for size in &sizes {
        assert!(*size > 0.0, "{tracks}");
        at += size + gap;
        all.push(at);
    }
    all
}

#[test]
fn gaps_of_the_grid_go_to_bezels_that_are_near() {
    let place = Rect { left: 32.0, top: 150.0, width: 7616.0, height: 1980.0 };
    let own = Arrangement {
        columns: Some("1fr 1.6fr 1fr".to_string()),
        ..wall(4, 2, 24.0, &["a b c", "d b e"])
    };
    let bands = seams(&own, 7680.0, 2160.0);
    let fit = fit(&own, &place, &bands, 21.6).unwrap();
    assert_eq!(fit.gap, 24.0);
    let (columns, rows) = (gaps(&fit.columns, 24.0, 32.0), gaps(&fit.rows, 24.0, 150.0));
    // 7616 of 3.6 shares: edges were at 2134 and 5546; the third bezel cuts the wide track.
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 0.05, "{found}");
    near(columns[0], 1920.0);
    near(columns[1], 5760.0);
    near(rows[0], 1080.0);
    // The grid is as large as before.
    near(columns[2] - 12.0, 32.0 + 7616.0);
    near(rows[1] - 12.0, 150.0 + 1980.0);
}

#[test]
fn grids_without_an_edge_near_a_bezel_stay_as_they_are() {
    let place = Rect { left: 0.0, top: 0.0, width: 1600.0, height: 900.0 };
    let columns = |areas: &[&str], authored: Option<&str>| {
        let columns = authored.map(str::to_string);
        let own = Arrangement { columns, ..wall(2, 1, 10.0, areas) };
        fit(&own, &place, &seams(&own, 1600.0, 900.0), 0.0).unwrap().columns
    };
    assert_eq!(columns(&["a"], None), "1600.00px");
    // An edge at 400 is further from 800 than half of the smaller track.
    assert_eq!(columns(&["a b"], Some("1fr 3fr")), "397.50px 1192.50px");
    // No area ends in the middle.
    assert_eq!(columns(&["a a"], None), "795.00px 795.00px");
    assert_eq!(columns(&["a b"], Some("720px 1fr")), "795.00px 795.00px");
    assert_eq!(columns(&["a b"], Some("auto 60%")), "795.00px 795.00px");
    assert_eq!(fit(&wall(2, 1, 10.0, &["a"]), &place, &[], 8.0), None);
}

proptest! {
    #[test]
    fn fitted_grids_keep_their_size(
        shares in proptest::collection::vec(1_u32..40, 1..12),
        screens in 1_u32..9,
        gap in 0.0_f64..60.0,
        left in 0.0_f64..200.0,
    ) {
        let tracks: Vec<String> = shares.iter().map(|share| format!("{share}fr")).collect();
        let names: Vec<String> = (0..shares.len()).map(|at| format!("p{at}")).collect();
        let row = names.join(" ");
        let own = Arrangement {
            columns: Some(tracks.join(" ")),
            ..wall(screens, 1, gap, &[&row])
        };
        let place = Rect { left, top: 0.0, width: 7680.0 - 2.0 * left, height: 1000.0 };
        if let Some(fit) = fit(&own, &place, &seams(&own, 7680.0, 1000.0), 16.0) {
            let gaps = gaps(&fit.columns, fit.gap, left);
            let end = gaps[gaps.len() - 1] - fit.gap / 2.0;
            prop_assert!((end - (left + place.width)).abs() < 0.2, "{end}");
            prop_assert!(fit.gap >= gap - 1e-6);
        }
    }
}

fn on_bands<T>(size: (f64, f64), bands: &[Band], draw: impl FnOnce(&Draw<'_>) -> T) -> T {
    rows::on(size, |on| draw(&Draw { bands, ..*on }))
}

#[test]
fn no_word_and_no_ring_lies_on_a_bezel() {
    let rows = Table::new(vec![
        texts("乡镇", &["云阳镇", "皇路店镇", "南河店镇", "留山镇", "四棵树乡", "马市坪乡"]),
        numbers("人数", "人", &[979.0, 840.0, 701.0, 562.0, 423.0, 284.0]),
    ]);
    let panel = Rect { left: 300.0, top: 200.0, width: 640.0, height: 360.0 };
    for (columns, height) in [(2, 400.0), (3, 700.0), (4, 900.0)] {
        let own = wall(columns, 2, 24.0, &["a"]);
        let bands = bands_in(&panel, &seams(&own, 1400.0, height));
        assert!(!bands.is_empty());
        for json in [
            r#"{ "kind": "ring" }"#,
            r#"{ "kind": "gauge", "max": 1000 }"#,
            r#"{ "kind": "bar" }"#,
            r#"{ "kind": "bar", "direction": "rows" }"#,
            r#"{ "kind": "line" }"#,
        ] {
            let scene = on_bands((640.0, 360.0), &bands, |on| kind(json).draw(&rows, on));
            stays_inside(&scene.picture);
            let mut words = 0;
            for shape in &scene.picture.shapes {
                let (from, to) = match shape {
                    Shape::Text(text) => {
                        words += 1;
                        let [from, to] = words_box(text);
                        ((from.x, from.y), (to.x, to.y))
                    }
                    Shape::Sector { at, outer, .. } => {
                        ((at.x - outer, at.y - outer), (at.x + outer, at.y))
                    }
                    _ => continue,
                };
                for band in &bands {
                    let (from, to) = if band.vertical { (from.0, to.0) } else { (from.1, to.1) };
                    let off = to <= band.from + 0.1 || from >= band.to - 0.1;
                    assert!(off, "{json}: {shape:?} on {band:?}");
                }
            }
            assert!(words > 0, "{json} has words left at {bands:?}");
        }
    }
}

#[test]
fn drawings_across_a_bezel() {
    let towns =
        texts("乡镇", &["云阳镇", "皇路店镇", "南河店镇", "留山镇", "四棵树乡", "马市坪乡"]);
    let counts = |name, most: f64| {
        let cells: Vec<f64> = (0..6).map(|at| most * (1.0 - 0.14 * f64::from(at))).collect();
        numbers(name, "人", &cells)
    };
    let one = Table::new(vec![towns.clone(), counts("人数", 979.0)]);
    let two = Table::new(vec![towns, counts("有组织输出", 979.0), counts("自发外出", 600.0)]);
    let bands = [
        Band { vertical: true, from: 306.0, to: 330.0 },
        Band { vertical: false, from: 96.0, to: 120.0 },
    ];
    for (name, json, rows) in [
        ("seams-ring", r#"{ "kind": "ring" }"#, &one),
        ("seams-bar", r#"{ "kind": "bar" }"#, &two),
        ("seams-bar-rows", r#"{ "kind": "bar", "direction": "rows" }"#, &two),
    ] {
        golden_scene(name, &on_bands((640.0, 360.0), &bands, |on| kind(json).draw(rows, on)));
    }
}
