//! The draw counter of `&bench`: a small box that shows whether a still page is still.

use crate::issue::{Lang, words};
use crate::look::markup::{Element, el};

/// What was drawn since the page stood still.
pub struct Bench {
    /// Seconds since then; `None` while the page is still getting up.
    pub seconds: Option<u64>,
    /// How often each panel was drawn since then.
    pub draws: Vec<(String, u32)>,
    /// Movers in the frame loop; without one no frame is asked for.
    pub frames: usize,
    pub timers: usize,
}

pub fn bench(bench: &Bench, lang: Lang) -> Element {
    let total: u32 = bench.draws.iter().map(|(_, count)| count).sum();
    let rate = |count: u32| match bench.seconds {
        Some(seconds) => (f64::from(count) * 60.0 / seconds.max(1) as f64).round().to_string(),
        None => "…".into(),
    };
    let line = |name: &str, value: String| {
        el("p").child(el("span").text(name)).text(" ").child(el("b").text(value))
    };
    let drawn = bench.draws.iter().filter(|(_, count)| *count > 0);
    el("aside")
        .class("bench")
        .attr("aria-label", words::bench(lang))
        .attr("data-draws", total.to_string())
        .flag("data-rests", bench.seconds.is_some())
        .child(line(words::draws(lang), rate(total)))
        .child(line(words::frames(lang), bench.frames.to_string()))
        .child(line(words::timers(lang), bench.timers.to_string()))
        .all(drawn.map(|(name, count)| line(name, rate(*count))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::markup::html;

    fn said(seconds: Option<u64>) -> String {
        let draws = vec![("map".to_string(), 3), ("line".to_string(), 0)];
        html(&bench(&Bench { seconds, draws, frames: 1, timers: 1 }, Lang::En))
    }

    #[test]
    fn rates_are_by_the_minute_and_only_of_what_was_drawn() {
        let half = said(Some(30));
        assert!(half.contains("data-draws=\"3\"") && half.contains("data-rests"));
        assert_eq!(half.matches("6\n").count() + half.matches(">6<").count(), 2, "{half}");
        assert!(half.contains("map") && !half.contains("line"));
    }

    #[test]
    fn before_the_page_rests_no_rate_is_claimed() {
        let early = said(None);
        assert!(early.contains('…') && !early.contains("data-rests"));
        assert!(!said(Some(0)).contains("inf"));
    }
}
