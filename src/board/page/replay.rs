//! The bar of a replay: the day that is shown, and a cell for each calendar day to go to.

use crate::board::replay::{Days, Player};
use crate::issue::{Lang, words};
use crate::look::format;
use crate::look::markup::{Element, el};

/// More days than this have words at some cells only.
const MOST_WORDS: usize = 16;
/// More cells than this stand without gaps.
const APART: usize = 90;

/// What the bar says at this moment.
pub struct Bar<'a> {
    pub player: &'a Player,
    pub lang: Lang,
    /// Nobody touches it: no buttons, no keys.
    pub kiosk: bool,
}

/// The bar as markup.
pub fn replay(bar: &Bar<'_>) -> Element {
    let Bar { player, lang, kiosk } = *bar;
    let (days, plays) = (player.days(), player.days().play());
    let section = el("footer")
        .class("replay")
        .attr("role", "group")
        .attr("aria-label", words::replay(lang))
        .flag("data-playing", player.is_playing() && plays)
        .flag("data-missing", player.is_missing());
    let section = section.maybe((!kiosk).then(|| toggle(player, lang))).child(day(bar));
    let section = section.maybe((!days.is_empty()).then(|| scrubber(bar)));
    section.maybe((!kiosk).then(|| speed(player, lang)))
}

fn toggle(player: &Player, lang: Lang) -> Element {
    const PLAY: &str = "M4 2v12l10-6z";
    const PAUSE: &str = "M3 2h4v12H3zM9 2h4v12H9z";
    let plays = player.days().play();
    let (said, path) = match player.is_playing() && plays {
        true => (words::pause_replay(lang), PAUSE),
        false => (words::play(lang), PLAY),
    };
    let icon = el("svg").attr("viewBox", "0 0 16 16").attr("aria-hidden", "true");
    el("button")
        .class("play")
        .act("toggle")
        .attr("aria-label", said)
        .attr("title", said)
        .flag("disabled", !plays)
        .child(icon.child(el("path").attr("d", path)))
}

fn speed(player: &Player, lang: Lang) -> Element {
    let said = match player.speed() {
        1 => "×0.5".to_string(),
        halves => format!("×{}", halves / 2),
    };
    el("button")
        .class("speed")
        .act("speed")
        .attr("aria-label", format!("{} {said}", words::speed(lang)))
        .flag("disabled", !player.days().play())
        .text(said)
}

/// The day in large, its year and its number below.
fn day(bar: &Bar<'_>) -> Element {
    let Bar { player, lang, .. } = *bar;
    let Some(at) = player.at() else {
        return el("p").class("day").child(el("b").text(format::NONE));
    };
    let iso = format::day(at, Lang::Zh);
    let year = iso.split('-').next().unwrap_or_default().to_string();
    let number = player
        .days()
        .place(at)
        .map(|place| words::day_of_days(place + 1, player.days().len(), lang));
    let missing = player.is_missing().then(|| el("em").text(words::no_day(lang)));
    let said = el("time").attr("datetime", iso).text(format::weekday_and_day(at, lang));
    let small = [Some(year), number].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    el("p").class("day").child(said).child(el("small").text(small)).maybe(missing)
}

/// A cell a day. Where nobody can touch it, it tells how far the replay is.
fn scrubber(bar: &Bar<'_>) -> Element {
    let Bar { player, lang, kiosk } = *bar;
    let days = player.days();
    let at = player.at().and_then(|at| days.place(at)).unwrap_or(0);
    let scrubber = el("div")
        .class("days")
        .attr("role", if kiosk { "progressbar" } else { "slider" })
        .attr("aria-label", words::replay(lang))
        .attr("aria-valuemin", "1")
        .attr("aria-valuemax", days.len().to_string())
        .attr("aria-valuenow", (at + 1).to_string())
        .attr("aria-valuetext", spoken(player, at, lang))
        .flag("data-dense", days.len() > APART);
    let scrubber = match kiosk {
        true => scrubber,
        false => scrubber.attr("tabindex", "0").attr("aria-description", words::replay_keys(lang)),
    };
    scrubber.all((0..days.len()).filter_map(|place| cell(days, place, at, lang)))
}

/// «2020-02-12 周三, 第 5 / 14 天, 该日无数据», and how many days have no rows at all.
fn spoken(player: &Player, at: usize, lang: Lang) -> String {
    let days = player.days();
    let day = days.day(at).unwrap_or_default();
    let mut said = vec![
        format!("{} {}", format::day(day, lang), format::weekday(day, lang)),
        words::day_of_days(at + 1, days.len(), lang),
    ];
    said.extend(player.is_missing().then(|| words::no_day(lang).to_string()));
    let missing = days.missing();
    said.extend((missing > 0).then(|| words::days_missing(missing, lang)));
    said.join(lang.pick(",", ", "))
}

fn cell(days: &Days, place: usize, at: usize, lang: Lang) -> Option<Element> {
    let day = days.day(place)?;
    let missing = days.is_missing(day);
    let said = format::weekday_and_day(day, lang);
    let title = match missing {
        true => format!("{said} {}", words::no_day(lang)),
        false => said,
    };
    let class = match place.cmp(&at) {
        std::cmp::Ordering::Less => "played",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "ahead",
    };
    let cell = el("i").class(class).attr("title", title).flag("data-missing", missing);
    Some(cell.maybe(word(days, place, lang)))
}

/// What stands under a cell: the first day and the first of each month in full, the others by their
/// number; where there are many, some have none.
fn word(days: &Days, place: usize, lang: Lang) -> Option<Element> {
    let day = days.day(place)?;
    let (count, last) = (days.len(), days.len() - 1);
    let stride = count.div_ceil(MOST_WORDS);
    let stride = [1, 2, 7, 14, 28].into_iter().find(|own| *own >= stride).unwrap_or(stride);
    let of_month = || day - format::month_of(day).and_then(format::first_of).unwrap_or(day) + 1;
    let is_end = place == last && last > 0;
    // A word beside the last one would touch it.
    let is_near = stride > 1 && last - place < stride;
    if !is_end && (!place.is_multiple_of(stride) || is_near && place > 0) {
        return None;
    }
    let full = place == 0 || is_end || stride > 1 || of_month() == 1;
    let said = if full { format::short_day(day, lang) } else { of_month().to_string() };
    Some(el("span").flag("data-end", place == 0 || is_end).text(said))
}
