//! What only a browser can tell: that its canvas paints our pictures in its own pixels, that its
//! clock knows zones, that the frame loop stops when nobody moves.
#![cfg(target_arch = "wasm32")]

use std::cell::Cell;
use std::rc::Rc;

use daping::app::lights::gl::Gl;
use daping::app::lights::plain::Plain;
use daping::app::{canvas, clock, frame, net};
use daping::geo::{Xy, arc};
use daping::issue::DataFault;
use daping::look::{Color, Fill, Measure, Picture, Point, Shape, Stroke};
use daping::panel::lights;
use daping::panel::scene::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlCanvasElement;

wasm_bindgen_test_configure!(run_in_browser);

const RED: Color = Color(0xff0000ff);

fn sheet() -> HtmlCanvasElement {
    let document = web_sys::window().unwrap().document().unwrap();
    document.create_element("canvas").unwrap().dyn_into().unwrap()
}

/// Red, green, blue and alpha of one bitmap pixel.
fn pixel(canvas: &HtmlCanvasElement, x: i32, y: i32) -> [u8; 4] {
    let data = canvas::context(canvas)
        .unwrap()
        .get_image_data(f64::from(x), f64::from(y), 1.0, 1.0)
        .unwrap()
        .data();
    [data[0], data[1], data[2], data[3]]
}

async fn wait(ms: i32) {
    let promise = js_sys::Promise::new(&mut |done, _| {
        let window = web_sys::window().unwrap();
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, ms).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

#[wasm_bindgen_test]
fn a_rectangle_is_sharp_at_its_edges() {
    let sheet = sheet();
    let mut picture = Picture::new(20.0, 20.0);
    let at = Point::new(4.3, 4.3);
    picture.push(Shape::Rect { at, width: 8.0, height: 8.0, fill: RED });
    canvas::paint(&sheet, &picture);
    let left = (4.3 * canvas::device_ratio()).round() as i32;
    assert_eq!(pixel(&sheet, left, left), [255, 0, 0, 255]);
    assert_eq!(pixel(&sheet, left - 1, left), [0, 0, 0, 0]);
}

#[wasm_bindgen_test]
fn a_path_is_filled_hatched_and_stroked() {
    let sheet = sheet();
    let mut picture = Picture::new(40.0, 40.0);
    let d = "M5,5L35,5L35,35L5,35Z".to_string();
    let stroke = Some(Stroke::new(Color(0x00ff00ff), 2.0));
    picture.push(Shape::Path { d, fill: Some(RED), stroke, hatch: Some(Color(0x0000ffff)) });
    canvas::paint(&sheet, &picture);
    let side = (40.0 * canvas::device_ratio()) as i32;
    let all: Vec<[u8; 4]> = (0..side).map(|x| pixel(&sheet, x, side / 2)).collect();
    for (name, color) in [("fill", [255, 0, 0, 255]), ("stroke", [0, 255, 0, 255])] {
        assert!(all.contains(&color), "{name}");
    }
    assert!(all.iter().any(|[red, _, blue, _]| blue > red), "hatch");
}

/// The same regions painted again with other fills: what the browser keeps of their paths and borders
/// hides no new value.
#[wasm_bindgen_test]
fn regions_take_new_fills_and_those_without_data_are_hatched() {
    for many in [1, 300] {
        let sheet = sheet();
        let mut paths = vec!["M5 5h30v30h-30zM15 15h10v10h-10z".to_string()];
        paths.extend((1..many).map(|_| "M45 5l10 0 0 30-10 0z".to_string()));
        let paths: Rc<[String]> = paths.into();
        let blue = Color(0x0000ffff);
        for (color, hatch) in [(RED, None), (blue, None), (RED, Some(blue))] {
            let mut picture = Picture::new(60.0, 40.0);
            picture.push(Shape::Regions {
                paths: Rc::clone(&paths),
                at: Point::new(0.0, 0.0),
                fills: vec![Some(Fill { color, hatch }); paths.len()],
                stroke: Stroke::new(Color(0x00ff00ff), 2.0),
            });
            canvas::paint(&sheet, &picture);
            let ratio = canvas::device_ratio();
            let at = |x: f64, y: f64| pixel(&sheet, (x * ratio) as i32, (y * ratio) as i32);
            assert_eq!(at(20.0, 20.0), [0, 0, 0, 0], "a hole is bare");
            assert_eq!(at(5.0, 20.0), [0, 255, 0, 255], "a border");
            let inside: Vec<_> = (27..33).map(|x| at(f64::from(x), 20.0)).collect();
            let wanted = if color == RED { [255, 0, 0, 255] } else { [0, 0, 255, 255] };
            let is_plain = inside.iter().all(|pixel| *pixel == wanted);
            assert_eq!(is_plain, hatch.is_none(), "{inside:?}");
            assert!(hatch.is_none() || inside.iter().any(|[_, _, blue, _]| *blue > 100));
        }
    }
}

#[wasm_bindgen_test]
fn a_broken_path_costs_its_own_shape_only() {
    let sheet = sheet();
    let mut picture = Picture::new(10.0, 10.0);
    picture.push(Shape::Path { d: "no path".into(), fill: Some(RED), stroke: None, hatch: None });
    picture.push(Shape::Circle { at: Point::new(5.0, 5.0), radius: 4.0, fill: RED });
    canvas::paint(&sheet, &picture);
    let middle = (5.0 * canvas::device_ratio()) as i32;
    assert_eq!(pixel(&sheet, middle, middle), [255, 0, 0, 255]);
}

#[wasm_bindgen_test]
fn widths_are_the_canvas_own_and_in_proportion() {
    let measure = canvas::CanvasMeasure::default();
    let width = measure.width("南召县", 20.0, false);
    assert!((width - 60.0).abs() < 6.0, "{width}");
    assert_eq!(measure.width("南召县", 40.0, false), width * 2.0);
    assert_eq!(measure.width("", 20.0, false), 0.0);
}

#[wasm_bindgen_test]
fn zones_are_the_browsers_and_unknown_ones_fall_back() {
    assert_eq!(clock::utc_offset("Asia/Shanghai"), 28_800);
    assert_eq!(clock::utc_offset("UTC"), 0);
    assert_eq!(clock::utc_offset("Asia/Kathmandu"), 20_700);
    let own = -(js_sys::Date::new_0().get_timezone_offset() as i32) * 60;
    assert_eq!(clock::utc_offset("No/Where"), own);
}

#[wasm_bindgen_test]
fn the_server_s_time_goes_on_by_the_monotonic_clock() {
    clock::hear(1_582_243_200, clock::monotonic());
    let at = clock::unix_ms();
    assert!((1_582_243_200_000.0..1_582_243_260_000.0).contains(&at), "{at}");
    assert!(clock::unix_ms() >= at);
}

#[wasm_bindgen_test]
async fn a_mover_moves_until_its_ticket_is_dropped() {
    let frames = Rc::new(Cell::new(0));
    let counted = Rc::clone(&frames);
    let ticket = frame::each(move |_| counted.set(counted.get() + 1));
    wait(300).await;
    assert!(frames.get() > 1, "{}", frames.get());
    drop(ticket);
    let stopped = frames.get();
    wait(200).await;
    assert_eq!(frames.get(), stopped);
}

#[wasm_bindgen_test]
async fn a_missing_file_is_its_status() {
    let answer = net::get("no-such-file.json", 1_000).await;
    assert_eq!(answer.err(), Some(DataFault::Status { code: 404 }));
}

const SIDE: u32 = 300;

/// Ways of several colours, sizes and windows.
fn ways() -> Vec<Arc> {
    let xy = |x: u32, y: u32| Xy { x: f64::from(x % 260 + 20), y: f64::from(y % 260 + 20) };
    let way = |at: u32| Arc {
        curve: arc(xy(at * 37, at * 91), xy(at * 53 + 130, at * 17 + 70), 0.2),
        radius: 1.0 + f64::from(at % 5),
        color: if at.is_multiple_of(3) { Color(0xff80_00c0) } else { Color(0xffff_ffff) },
        phase: f64::from(at) * 0.618_034 % 1.0,
        window: if at.is_multiple_of(2) { (0.0, 1.0) } else { (0.25, 0.75) },
    };
    (0..60).map(way).collect()
}

/// What lies on a sheet, over black: a row of bytes for each pixel.
fn over_black(lights: &HtmlCanvasElement) -> Vec<u8> {
    let sheet = sheet();
    sheet.set_width(SIDE);
    sheet.set_height(SIDE);
    let context = canvas::context(&sheet).unwrap();
    let side = f64::from(SIDE);
    context.fill_rect(0.0, 0.0, side, side);
    context.draw_image_with_html_canvas_element(lights, 0.0, 0.0).unwrap();
    context.get_image_data(0.0, 0.0, side, side).unwrap().data().0
}

#[wasm_bindgen_test]
fn lights_look_alike_by_webgl_and_from_the_bitmap() {
    let (by_card, by_hand) = (sheet(), sheet());
    for sheet in [&by_card, &by_hand] {
        sheet.set_width(SIDE);
        sheet.set_height(SIDE);
    }
    let ways = ways();
    let mut card = Gl::open(&by_card).expect("the tests' Chromium has a WebGL2");
    assert!(!card.is_fast(), "the tests' Chromium plays it");
    let mut hand = Plain::open(&by_hand).unwrap();
    card.aim(&lights::packed(&ways, 1.0));
    hand.aim(&ways, 1.0);
    // The second picture shows that the first one is wiped off.
    for time in [700.0, 2_000.0 + 3_000.0 * 200_000.0] {
        card.show(time);
        hand.show(time);
        let (a, b) = (over_black(&by_card), over_black(&by_hand));
        let lit = b.chunks_exact(4).filter(|pixel| pixel[0] > 40).count();
        assert!(lit > 500, "{lit} pixels are lit");
        let off = a.iter().zip(&b).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
        assert!(off <= 12, "a channel differs by {off} at {time}");
    }
    assert!(!card.is_lost());
}
