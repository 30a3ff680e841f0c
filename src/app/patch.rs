//! Brings the page to what a piece of markup says, touching only what differs. Elements with keys
//! keep their node when their place changes; elements with `data-glide` are seen to move.
//!
//! Deliberately absent: handlers (the panel's host listens once for all) and HTML.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element as Node};

use super::is_still;
use crate::look::markup::{Element, Markup};

/// How long a moved element takes to its new place.
const GLIDE_MS: f64 = 500.0;
/// More elements than this do not glide: measuring them would cost the frame.
const MOST_GLIDES: usize = 200;
const SVG: &str = "http://www.w3.org/2000/svg";

/// A node of the page and what it shows.
#[derive(Debug)]
pub struct Shown {
    pub node: Node,
    markup: Element,
}

impl Shown {
    /// Takes over a bare element of the page.
    pub fn new(node: Node) -> Self {
        Shown { node, markup: Element::default() }
    }

    pub fn show(&mut self, markup: Element) {
        if self.markup == markup {
            return;
        }
        let Some(document) = self.node.owner_document() else { return };
        if self.markup.tag.is_empty() && !markup.own {
            // Leptos leaves a comment in an element that its view has no children for; children are
            // counted by their places.
            self.node.set_text_content(None);
        }
        let before = places(&self.node);
        patch(&document, &self.node, &self.markup, &markup);
        self.markup = markup;
        glide(&self.node, &before);
    }
}

fn patch(document: &Document, node: &Node, old: &Element, new: &Element) {
    // Names and values are our own: the browser takes each of them.
    for (name, value) in &new.attributes {
        if !old.attributes.iter().any(|(own, was)| own == name && was == value) {
            let _ = node.set_attribute(name, value);
        }
    }
    for (name, _) in &old.attributes {
        if !new.attributes.iter().any(|(own, _)| own == name) {
            let _ = node.remove_attribute(name);
        }
    }
    if old.styles != new.styles {
        styles(node, old, new);
    }
    if !new.own {
        children(document, node, &old.children, &new.children);
    }
}

fn styles(node: &Node, old: &Element, new: &Element) {
    let style = node.unchecked_ref::<web_sys::HtmlElement>().style();
    for (name, value) in &new.styles {
        let _ = style.set_property(name, value);
    }
    for (name, _) in &old.styles {
        if !new.styles.iter().any(|(own, _)| own == name) {
            let _ = style.remove_property(name);
        }
    }
}

fn key(markup: &Markup) -> Option<&str> {
    match markup {
        Markup::Element(element) => element.key.as_deref(),
        Markup::Text(_) => None,
    }
}

fn children(document: &Document, node: &Node, old: &[Markup], new: &[Markup]) {
    let there: Vec<web_sys::Node> =
        (0..old.len()).filter_map(|at| node.child_nodes().get(at as u32)).collect();
    let mut kept = vec![false; there.len()];
    let keyed = new.iter().any(|child| key(child).is_some());
    let mut next = Vec::with_capacity(new.len());
    for (at, child) in new.iter().enumerate() {
        let from = match (keyed, key(child)) {
            (true, Some(own)) => old.iter().position(|was| key(was) == Some(own)),
            (true, None) => None,
            (false, _) => Some(at),
        };
        let known = from.and_then(|from| {
            let (was, node) = (old.get(from)?, there.get(from)?);
            let slot = kept.get_mut(from).filter(|kept| !**kept)?;
            *slot = update(document, node, was, child);
            slot.then(|| node.clone())
        });
        next.extend(known.or_else(|| create(document, child)));
    }
    for (node, _) in there.iter().zip(&kept).filter(|(_, kept)| !**kept) {
        if let Some(parent) = node.parent_node() {
            let _ = parent.remove_child(node);
        }
    }
    // From the last to the first, so that each finds its follower in place.
    let mut follower: Option<web_sys::Node> = None;
    for child in next.into_iter().rev() {
        let in_place = child.parent_node().is_some() && child.next_sibling() == follower;
        if !in_place {
            let _ = node.insert_before(&child, follower.as_ref());
        }
        follower = Some(child);
    }
}

/// Makes a node say what the new markup says; false where it is of another kind.
fn update(document: &Document, node: &web_sys::Node, old: &Markup, new: &Markup) -> bool {
    match (old, new) {
        (Markup::Text(was), Markup::Text(is)) => {
            if was != is {
                node.set_node_value(Some(is));
            }
            true
        }
        (Markup::Element(was), Markup::Element(is)) if was.tag == is.tag && was.key == is.key => {
            if was != is {
                patch(document, node.unchecked_ref(), was, is);
            }
            true
        }
        _ => false,
    }
}

fn create(document: &Document, markup: &Markup) -> Option<web_sys::Node> {
    match markup {
        Markup::Text(text) => Some(document.create_text_node(text).into()),
        Markup::Element(element) => {
            let node = match element.tag {
                "svg" | "path" | "line" | "circle" => {
                    document.create_element_ns(Some(SVG), element.tag)
                }
                tag => document.create_element(tag),
            };
            let node = node.ok()?;
            patch(document, &node, &Element::default(), element);
            Some(node.into())
        }
    }
}

/// The typed form is not in the bindings yet; where the browser has none, nothing glides.
fn animate(element: &Node, frames: &js_sys::Array) {
    if let Ok(animate) = js_sys::Reflect::get(element, &"animate".into())
        && let Some(animate) = animate.dyn_ref::<js_sys::Function>()
    {
        let _ = animate.call2(element, frames, &GLIDE_MS.into());
    }
}

/// The names and places of what glides.
fn places(node: &Node) -> Vec<(String, f64, f64)> {
    let Ok(all) = node.query_selector_all("[data-glide]") else { return Vec::new() };
    if all.length() as usize > MOST_GLIDES {
        return Vec::new();
    }
    let elements = (0..all.length()).filter_map(|at| all.get(at));
    let place = |element: Node| {
        let own = element.get_bounding_client_rect();
        (element.get_attribute("data-glide").unwrap_or_default(), own.left(), own.top())
    };
    elements.filter_map(|node| node.dyn_into::<Node>().ok()).map(place).collect()
}

/// Lets what stands elsewhere now come from where it stood.
fn glide(node: &Node, before: &[(String, f64, f64)]) {
    if before.is_empty() || is_still() {
        return;
    }
    let Ok(all) = node.query_selector_all("[data-glide]") else { return };
    for at in 0..all.length() {
        let Some(element) = all.get(at).and_then(|own| own.dyn_into::<Node>().ok()) else {
            continue;
        };
        let name = element.get_attribute("data-glide").unwrap_or_default();
        let Some((_, left, top)) = before.iter().find(|(own, ..)| *own == name) else { continue };
        let now = element.get_bounding_client_rect();
        let (dx, dy) = (left - now.left(), top - now.top());
        if dx.hypot(dy) >= 1.0 {
            let from = js_sys::Object::new();
            let moved = format!("translate({dx:.1}px,{dy:.1}px)");
            // A fresh object takes every key.
            let _ = js_sys::Reflect::set(&from, &"transform".into(), &moved.into());
            let to = js_sys::Object::new();
            let _ = js_sys::Reflect::set(&to, &"transform".into(), &JsValue::from("none"));
            let frames = js_sys::Array::of2(&from, &to);
            animate(&element, &frames);
        }
    }
}
