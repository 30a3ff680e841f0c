//! The wall or a panel as a picture in device pixels: as it stands, with its stamp.
//!
//! How: a copy of the page, its canvases as pictures, inside an SVG with the page's own style; the
//! browser draws that on a canvas as it drew the page. Nothing is fetched, and of what is masked there
//! is no other form here to show. A page that is longer than the window is drawn piece by piece, each
//! as high as the window, so that what is measured by the window's height stays as high as it is.

use std::fmt::Write;

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, CssStyleSheet, Document, Element, HtmlCanvasElement, HtmlElement, HtmlImageElement,
    XmlSerializer,
};

use super::{file_name, save, say, stamped};
use crate::app::wall::{Hall, Wall};
use crate::app::{canvas, frame};
use crate::board::page::stamp;
use crate::issue::words;

/// What is no part of the board: menus, boxes, whatever a hand has opened.
const LEFT_OUT: &str = ".findings, .menu, .pause, .seek, .overlay, .bench, .tip, .spot, .brush, \
     footer.stamp, .pager button";

/// The part of the page that is taken, in CSS pixels from the page's upper left.
#[derive(Clone, Copy)]
struct Part {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// What is drawn: the page piece by piece, and what stands below.
struct Plan {
    part: Part,
    /// A piece's size: the window's, or as wide as a page that is wider.
    window: (f64, f64),
    /// The pieces that the part lies in, by their number from the top, as pictures to load.
    pieces: Vec<(usize, String)>,
}

/// Saves the picture of a panel, or of the whole board.
pub fn take(hall: Hall, panel: Option<usize>) {
    spawn_local(async move {
        let wall = hall.get_value();
        let name = panel.and_then(|index| wall.board.panels.get(index));
        let file = file_name(&wall, name.map(|panel| panel.name.as_str()), "png");
        let taken = taken(&wall, panel).await;
        if taken.and_then(|blob| save::blob(&file, &blob)).is_none() {
            say(&wall, words::no_picture(wall.lang.get_untracked()));
        }
    });
}

async fn taken(wall: &Wall, panel: Option<usize>) -> Option<Blob> {
    // Lights are drawn once more where they are: a graphics card keeps no picture after its frame.
    frame::again();
    let plan = pieces(wall, panel)?;
    let mut drawn = Vec::new();
    for (at, address) in &plan.pieces {
        let image = HtmlImageElement::new().ok()?;
        image.set_src(address);
        JsFuture::from(image.decode()).await.ok()?;
        drawn.push((*at, image));
    }
    let canvas = join(wall, panel, &plan, &drawn)?;
    let blob = JsFuture::from(blob(&canvas)).await.ok()?;
    blob.dyn_into().ok()
}

/// The canvas as a PNG; a promise of nothing where the browser forbids it.
fn blob(canvas: &HtmlCanvasElement) -> Promise {
    Promise::new(&mut |kept: Function, broken: Function| {
        let kept = Closure::once_into_js(move |blob: wasm_bindgen::JsValue| {
            let _ = kept.call1(&wasm_bindgen::JsValue::NULL, &blob);
        });
        if canvas.to_blob(kept.unchecked_ref()).is_err() {
            let _ = broken.call0(&wasm_bindgen::JsValue::NULL);
        }
    })
}

/// The page as SVG pictures.
fn pieces(wall: &Wall, panel: Option<usize>) -> Option<Plan> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let root = document.document_element()?;
    let main: HtmlElement = document.query_selector("main").ok()??.dyn_into().ok()?;
    let page = main.get_bounding_client_rect();
    let part = match panel {
        None => Part { left: 0.0, top: 0.0, width: page.width(), height: page.height() },
        Some(index) => {
            let name = &wall.board.panels.get(index)?.name;
            let own = document.query_selector(&format!("section[data-panel='{name}']")).ok()??;
            let own = own.get_bounding_client_rect();
            Part {
                left: own.left() - page.left(),
                top: own.top() - page.top(),
                width: own.width(),
                height: own.height(),
            }
        }
    };
    let (width, height) = (f64::from(root.client_width()), f64::from(root.client_height()));
    if part.width < 1.0 || part.height < 1.0 || height < 1.0 {
        return None;
    }
    let copy = copy(&document, &main, &root)?;
    let style = style(&document);
    let first = (part.top / height).max(0.0) as usize;
    let last = ((part.top + part.height - 0.5) / height).max(0.0) as usize;
    let high = page.height().max(height);
    let wide = page.width().max(width);
    let piece = |at: usize| {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{height}\" {}>\
             <style>{style}</style><foreignObject x=\"0\" y=\"{}\" width=\"{wide}\" \
             height=\"{high}\">{copy}</foreignObject></svg>",
            attributes(&root),
            -(at as f64) * height,
        );
        let said = js_sys::encode_uri_component(&svg);
        (at, format!("data:image/svg+xml;charset=utf-8,{}", String::from(said)))
    };
    Some(Plan { part, window: (wide, height), pieces: (first..=last).map(piece).collect() })
}

/// The root's theme and language, which its style asks for, and its colours.
fn attributes(root: &Element) -> String {
    let mut all = String::new();
    for name in ["lang", "data-theme", "style"] {
        if let Some(value) = root.get_attribute(name) {
            // A text takes every character.
            let _ = write!(all, "{name}=\"{}\" ", escaped(&value));
        }
    }
    all
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The page's own rules, and that nothing begins to move anew.
fn style(document: &Document) -> String {
    let sheets = document.style_sheets();
    let mut all = String::new();
    for at in 0..sheets.length() {
        let sheet = sheets.get(at).and_then(|sheet| sheet.dyn_into::<CssStyleSheet>().ok());
        let Some(rules) = sheet.and_then(|sheet| sheet.css_rules().ok()) else { continue };
        for at in 0..rules.length() {
            all += &rules.get(at).map(|rule| rule.css_text()).unwrap_or_default();
        }
    }
    all += "*,*::before,*::after{animation:none!important;transition:none!important}";
    escaped(&all)
}

/// A copy of `main` inside a body, as XML.
fn copy(document: &Document, main: &HtmlElement, root: &Element) -> Option<String> {
    let copy: HtmlElement = main.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    pictures(document, main, &copy)?;
    stills(main, &copy);
    for own in all(&copy, LEFT_OUT) {
        own.remove();
    }
    // What stands where the window stands would stand where each piece does.
    let _ = copy.style().set_property("background-attachment", "scroll");
    let body: HtmlElement = document.create_element("body").ok()?.dyn_into().ok()?;
    let _ = body.style().set_property("width", &format!("{}px", root.client_width()));
    body.append_child(&copy).ok()?;
    let written = XmlSerializer::new().ok()?.serialize_to_string(&body).ok()?;
    // Of what XML forbids, texts from data have lost all but these on their way in.
    Some(written.replace(|c: char| c.is_control() && !"\t\n\r".contains(c), ""))
}

fn all(inside: &Element, what: &str) -> Vec<Element> {
    let Ok(found) = inside.query_selector_all(what) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// Puts a picture into the place of each canvas; `None` where one cannot be read.
fn pictures(document: &Document, main: &Element, copy: &Element) -> Option<()> {
    for (own, copied) in all(main, "canvas").iter().zip(all(copy, "canvas")) {
        let own: &HtmlCanvasElement = own.dyn_ref()?;
        let image = document.create_element("img").ok()?;
        image.set_class_name("canvas");
        if own.width() > 0 && own.height() > 0 {
            image.set_attribute("src", &own.to_data_url().ok()?).ok()?;
        }
        copied.replace_with_with_node_1(&image).ok()?;
    }
    Some(())
}

/// What moves or was scrolled stands where it stands now.
fn stills(main: &Element, copy: &Element) {
    let window = web_sys::window();
    for (own, copied) in all(main, ".ticker .line").iter().zip(all(copy, ".ticker .line")) {
        let now = window.as_ref().and_then(|w| w.get_computed_style(own).ok().flatten());
        let now = now.and_then(|now| now.get_property_value("transform").ok());
        if let (Some(now), Some(copied)) = (now, copied.dyn_ref::<HtmlElement>()) {
            let _ = copied.style().set_property("transform", &now);
        }
    }
    const SCROLLS: &str = ".sheet, .ticker .window, .tabs, .roster .window";
    for (own, copied) in all(main, SCROLLS).iter().zip(all(copy, SCROLLS)) {
        let (x, y) = (own.scroll_left(), own.scroll_top());
        let inside =
            copied.first_element_child().and_then(|own| own.dyn_into::<HtmlElement>().ok());
        if let (true, Some(inside)) = ((x, y) != (0, 0), inside) {
            let _ = inside.style().set_property("translate", &format!("{}px {}px", -x, -y));
        }
    }
}

/// The stamp's type and the room around it, in the page's own text.
const STAMP_EMS: f64 = 0.72;
const STAMP_LINE: f64 = 1.6;

/// The pieces on one canvas, with the stamp below.
fn join(
    wall: &Wall,
    panel: Option<usize>,
    plan: &Plan,
    drawn: &[(usize, HtmlImageElement)],
) -> Option<HtmlCanvasElement> {
    let document = web_sys::window()?.document()?;
    let Part { left, top, width, height } = plan.part;
    let em = em(&document).unwrap_or(16.0);
    let size = (em * STAMP_EMS).max(10.0);
    let rim = size;
    let stamp = untrack(|| stamped(wall, panel));
    let said = stamp::lines(&stamp, width - 2.0 * rim, size, &*wall.measure);
    let line = size * STAMP_LINE;
    let foot = said.len() as f64 * line + line * 0.6;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    let ratio = canvas::fit(&canvas, width, height + foot);
    let context = canvas::context(&canvas)?;
    let theme = wall.theme.get_untracked();
    let [_, ground] = theme.ground;
    context.set_fill_style_str(&ground.css());
    context.fill_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    let (wide, high) = plan.window;
    for (at, image) in drawn {
        let begins = *at as f64 * high;
        let (from, to) = (top.max(begins), (top + height).min(begins + high));
        let (within, tall) = (from - begins, to - from);
        if tall > 0.0 && left < wide {
            context
                .draw_image_with_html_image_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                    image,
                    left,
                    within,
                    width.min(wide - left),
                    tall,
                    0.0,
                    (from - top) * ratio,
                    width.min(wide - left) * ratio,
                    tall * ratio,
                )
                .ok()?;
        }
    }
    context.set_fill_style_str(&theme.hairline.css());
    context.fill_rect(0.0, height * ratio, width * ratio, ratio.max(1.0));
    context.set_fill_style_str(&theme.muted.css());
    context.set_text_baseline("middle");
    context.set_font(&canvas::font(size * ratio, false));
    for (at, said) in said.iter().enumerate() {
        let y = height + line * (0.3 + at as f64 + 0.5);
        // A line that is longer than the picture is made narrow, not cut.
        let room = ((width - 2.0 * rim) * ratio).max(1.0);
        context.fill_text_with_max_width(said, rim * ratio, y * ratio, room).ok()?;
    }
    Some(canvas)
}

/// The page's own type size, in pixels of the window.
fn em(document: &Document) -> Option<f64> {
    let main = document.query_selector("main").ok()??;
    let style = web_sys::window()?.get_computed_style(&main).ok()??;
    style.get_property_value("font-size").ok()?.strip_suffix("px").map(js_sys::parse_float)
}
