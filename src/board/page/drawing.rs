//! The body of a canvas kind: the canvas, and over it what can be read, pressed and pointed at.

use super::{Tip, tip};
use crate::issue::{Lang, words};
use crate::look::markup::{Element, el};
use crate::panel::Scene;
use crate::panel::scene::{Entry, Mark, Reach};

/// A scene with what is said of it at this moment.
pub struct Drawing<'a> {
    pub scene: &'a Scene,
    /// What a screen reader says of the picture.
    pub words: &'a str,
    /// How to reach its marks by keys.
    pub hint: String,
    /// Whose outline it is.
    pub caption: Option<String>,
    pub fault: Option<String>,
    pub tip: Option<Tip>,
    /// The mark in hand.
    pub mark: Option<&'a Mark>,
    /// It can be entered.
    pub is_door: bool,
    /// What a map's levels are called, the outermost first, and why the next is not shown.
    pub levels: &'a [String],
    pub said: Option<&'a str>,
    /// The part of the plot that a hand is drawing, from and to in pixels.
    pub brushed: Option<(f64, f64)>,
    /// Lights travel over it.
    pub moves: bool,
    pub lang: Lang,
}

pub fn drawing(drawing: &Drawing<'_>) -> Element {
    let Drawing { scene, .. } = drawing;
    let still = el("canvas").own();
    let still = match drawing.words {
        // A picture of nothing is none.
        "" => still.attr("aria-hidden", "true"),
        words => still.attr("role", "img").attr("aria-label", words),
    };
    let still = match scene.joined {
        Some(joined) => still.attr("data-joined", joined.to_string()),
        None => still,
    };
    let moving = drawing.moves.then(|| el("canvas").own().attr("aria-hidden", "true"));
    let said = |class: &str, said: &Option<String>| {
        said.as_ref().map(|said| el("p").class(class).text(said.as_str()))
    };
    let caption = match &scene.reminder {
        None => said("caption", &drawing.caption),
        reminder => said("caption reminder", reminder),
    };
    el("div")
        .class("drawing")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-description", drawing.hint.as_str())
        .flag("data-door", drawing.is_door)
        .child(still)
        .maybe(moving)
        .all(scene.legend.iter().map(entry))
        .maybe(drawing.brushed.map(brush))
        .maybe(drawing.mark.map(lit))
        .maybe(crumbs(drawing))
        .all(match (caption, said("notice", &scene.notice)) {
            // Side by side where there is room, else one above the other.
            (Some(caption), Some(notice)) => {
                vec![el("div").class("foot").child(caption).child(notice)]
            }
            (caption, notice) => caption.into_iter().chain(notice).collect(),
        })
        .maybe(said("fault", &drawing.fault))
        .maybe(drawing.tip.as_ref().map(tip))
}

/// A button over the legend's entry, which the picture has drawn.
fn entry(entry: &Entry) -> Element {
    let (left, top, right, bottom) = entry.place;
    el("button")
        .class("entry")
        .act(format!("toggle:{}", entry.name))
        .attr("aria-label", entry.name.as_str())
        .attr("aria-pressed", if entry.off { "false" } else { "true" })
        .style("left", px(left))
        .style("top", px(top))
        .style("width", px(right - left))
        .style("height", px(bottom - top))
}

fn brush((from, to): (f64, f64)) -> Element {
    let (left, right) = (from.min(to), from.max(to));
    el("i").class("brush").style("left", px(left)).style("width", px(right - left))
}

/// The mark in hand: a region's own border, a ring around anything else.
fn lit(mark: &Mark) -> Element {
    if let Reach::Region { sheet, region, by: (x, y) } = &mark.reach
        && let Some(path) = sheet.paths.get(*region)
    {
        let path = el("path").attr("d", path.as_str());
        let path = path.attr("transform", format!("translate({x:.1} {y:.1})"));
        return el("svg").class("lit").attr("aria-hidden", "true").child(path);
    }
    el("i").class("spot").style("left", px(mark.at.x)).style("top", px(mark.at.y))
}

/// Where a map is, and the way back up; nothing where nobody has entered anything.
fn crumbs(drawing: &Drawing<'_>) -> Option<Element> {
    let Drawing { levels, said, lang, .. } = drawing;
    if levels.len() < 2 && said.is_none() {
        return None;
    }
    let last = levels.len().saturating_sub(1);
    let level = |(at, name): (usize, &String)| {
        let own = el("button").act(format!("up:{at}")).text(name.as_str());
        if at == last { own.attr("aria-current", "location") } else { own }
    };
    let said = said.map(|said| el("span").attr("role", "status").text(said));
    let nav = el("nav").class("crumbs").attr("aria-label", words::levels(*lang));
    Some(nav.all(levels.iter().enumerate().map(level)).maybe(said))
}

fn px(length: f64) -> String {
    format!("{length:.1}px")
}
