//! The tip of a mark: what it is, how much in full, of when and from where.

use crate::look::markup::{Element, el};
use crate::panel::scene::{Mark, Told};

/// What a tip says and where it points, in CSS pixels of its panel's body.
#[derive(Clone, Debug, PartialEq)]
pub struct Tip {
    pub at: (f64, f64),
    /// Width and height of the body.
    pub room: (f64, f64),
    pub label: String,
    pub told: Vec<Told>,
    /// Date and source.
    pub foot: String,
}

/// The tip of a mark of a drawing.
pub fn tip_of(mark: &Mark, room: (f64, f64), foot: String) -> Tip {
    let at = (mark.at.x, mark.at.y);
    Tip { at, room, label: mark.label.clone(), told: mark.told.clone(), foot }
}

/// A tip stands on the side where there is more room, so that it never leaves the panel's middle.
pub fn tip(tip: &Tip) -> Element {
    let (x, y) = tip.at;
    let (width, height) = tip.room;
    let left = x > width / 2.0;
    let up = y > height / 2.0;
    let line = |told: &Told| {
        let swatch = told.color.map(|color| el("i").style("background", color.css()));
        let name = Some(&told.name).filter(|name| !name.is_empty());
        let name = name.map(|name| el("span").text(name.as_str()));
        el("p").maybe(swatch).maybe(name).child(el("b").text(told.value.as_str()))
    };
    let foot = Some(&tip.foot).filter(|foot| !foot.is_empty());
    el("div")
        .class("tip")
        .attr("role", "tooltip")
        .attr("data-side", if left { "left" } else { "right" })
        .attr("data-rise", if up { "up" } else { "down" })
        .style("left", format!("{:.0}px", x.clamp(0.0, width)))
        .style("top", format!("{:.0}px", y.clamp(0.0, height)))
        .child(el("strong").text(tip.label.as_str()))
        .all(tip.told.iter().map(line))
        .maybe(foot.map(|foot| el("small").text(foot.as_str())))
}
