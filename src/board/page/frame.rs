//! A panel's frame: its head with title, state and menu, its body, its small print.

use super::Alarmed;
use crate::board::Panel;
use crate::data::feed::State;
use crate::issue::{Lang, words};
use crate::look::markup::{Element, el};
use crate::look::seams::Inset;
use crate::panel::Pose;
use crate::panel::kind::Surface;

/// What a frame says of its panel at this moment.
pub struct Face<'a> {
    pub panel: &'a Panel,
    /// The area of the grid: the panel's own, or that of the tabs it belongs to.
    pub area: &'a str,
    pub state: State,
    /// The state in words.
    pub said: String,
    /// Why, where there is a reason.
    pub told: Option<String>,
    /// Why there is nothing to show at all.
    pub fault: Option<String>,
    pub synthetic: bool,
    /// Of a panel with alarms.
    pub alarm: Option<Alarmed>,
    pub pose: &'a Pose,
    /// Another tab is in sight.
    pub hidden: bool,
    /// One of several in the same place.
    pub is_tab: bool,
    /// The tip of an element that carries its own words. It stands beside the content, so that
    /// nothing in it is made anew and loses the focus.
    pub tip: Option<Element>,
    /// Keeps words off bezels.
    pub inset: Option<Inset>,
    pub lang: Lang,
}

/// The section; `body` is what its kind shows.
pub fn frame(face: &Face<'_>, body: Element) -> Element {
    let Face { panel, lang, .. } = face;
    let section = el("section")
        .attr("data-panel", panel.name.as_str())
        .attr("data-kind", panel.kind.name())
        .attr("data-state", face.state.word())
        .attr("aria-label", panel.title.as_str())
        .flag("data-hero", panel.hero)
        .flag("data-chooses", panel.chooses())
        .flag("data-tab", face.is_tab)
        .flag("hidden", face.hidden)
        .style("grid-area", face.area);
    let section = match face.alarm.as_ref().and_then(|alarm| alarm.level) {
        None => section,
        Some((level, known)) => section.attr("data-alarm", level.word()).flag("data-known", known),
    };
    let section = match &face.inset {
        None => section,
        Some(Inset { left, top, right, bottom }) => section
            .style("--seam-left", format!("{left:.0}px"))
            .style("--seam-top", format!("{top:.0}px"))
            .style("--seam-right", format!("{right:.0}px"))
            .style("--seam-bottom", format!("{bottom:.0}px")),
    };
    let fault = face.fault.as_ref().map(|said| el("p").class("fault").text(said.as_str()));
    let note = panel.note.as_ref().map(|note| el("p").class("note").text(note.as_str()));
    let small = |class: &str, said: &str| el("small").class(class).text(said);
    // In a narrow head the state's words give way to its sign: a hand on it finds them.
    let told = face.told.as_ref().unwrap_or(&face.said);
    let state = el("p").class("state").text(face.said.as_str());
    let state = if told.is_empty() { state } else { state.attr("title", told.as_str()) };
    let head = el("header")
        .child(el("h2").text(panel.title.as_str()))
        .maybe(panel.unit.as_ref().map(|unit| small("unit", unit)))
        .maybe(face.synthetic.then(|| synthetic(*lang)))
        .child(state)
        .maybe(menu(face));
    let locked = face.state == State::Locked;
    let locked = locked.then(|| el("p").class("locked").text(words::locked(*lang)));
    section
        .child(head)
        .maybe(fault)
        .child(el("div").class("body").child(body).maybe(face.tip.clone()).maybe(locked))
        .maybe(note)
        // Last in the page, so that the body keeps its node; first under the head by its style.
        .maybe(face.alarm.as_ref().map(|alarm| alarm.line.clone()))
}

/// The badge of made-up rows, in two parts: a narrow head has the first alone.
fn synthetic(lang: Lang) -> Element {
    let (said, short) = (words::synthetic(lang), words::synthetic_short(lang));
    let rest = said.strip_prefix(short).unwrap_or_default();
    let part = |part: &str| el("span").text(part);
    let badge = el("small").class("synthetic").attr("title", said);
    badge.child(part(short)).child(part(rest))
}

/// What a reader may ask of a panel: of a drawing its numbers and its whole range, of any its picture
/// and its rows. Tabs are not asked: the panels in them are.
fn menu(face: &Face<'_>) -> Option<Element> {
    let kind = &face.panel.kind;
    if !kind.members().is_empty() {
        return None;
    }
    let lang = face.lang;
    let sheet = if face.pose.sheet { words::as_drawing(lang) } else { words::as_table(lang) };
    let entry = |act: &str, said: &str| el("li").child(el("button").act(act).text(said));
    let is_drawing = kind.surface() == Surface::Canvas;
    let entries = el("ul")
        .maybe(is_drawing.then(|| entry("sheet", sheet)))
        .maybe(face.pose.range.map(|_| entry("reset", words::whole_range(lang))))
        .child(entry("png", words::panel_png(lang)))
        .maybe(kind.needs_data().then(|| entry("csv", words::panel_csv(lang))));
    let open = el("summary").attr("aria-label", words::menu(lang)).text("⋯");
    Some(el("details").class("menu").child(open).child(entries))
}

/// The buttons of tabs: a panel each, the one in sight pressed.
pub fn tabs(titles: &[&str], current: usize) -> Element {
    let tab = |(at, title): (usize, &&str)| {
        el("button")
            .attr("role", "tab")
            .attr("title", *title)
            .attr("aria-selected", if at == current { "true" } else { "false" })
            .act(format!("page:{at}"))
            .text(*title)
    };
    el("div").class("tabs").attr("role", "tablist").all(titles.iter().enumerate().map(tab))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::markup::html;

    #[test]
    fn a_badge_says_the_same_in_two_parts() {
        for lang in [Lang::Zh, Lang::En] {
            let badge = html(&synthetic(lang)).replace('\n', "");
            let said = badge.replace("</span>  <span>", "");
            assert!(said.contains(&format!("<span>{}</span>", words::synthetic(lang))), "{badge}");
            assert_eq!(badge.matches("<span>").count(), 2, "{badge}");
        }
    }
}
