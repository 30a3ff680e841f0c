//! What a network's symbols mean.

use super::super::Draw;
use super::super::frame::small;
use super::super::head::HEAD;
use super::graph::Said;
use super::state::State;
use crate::issue::words;
use crate::look::{Anchor, Picture, Point, plot};

/// What the symbols mean and how many there are, from the best to the worst.
pub struct Legend {
    entries: Vec<(State, String)>,
}

impl Legend {
    pub fn of(states: &[Said], on: &Draw<'_>) -> Legend {
        let entry = |state: State| {
            let own = || states.iter().filter(|own| own.0 == state && !own.1.is_empty());
            let word = own().map(|own| own.1.as_str()).min();
            let count = states.iter().filter(|own| own.0 == state && !own.1.is_empty()).count();
            word.map(|word| (state, format!("{word} {count}")))
        };
        let known = [State::Good, State::Late, State::Failed].into_iter().filter_map(entry);
        let unknown = states.iter().filter(|own| own.0 == State::Unknown).count();
        let rest = (unknown > 0)
            .then(|| (State::Unknown, format!("{} {unknown}", words::unknown(on.lang))));
        let mut entries: Vec<_> = known.chain(rest).collect();
        // Without room for all of them none is said: half a legend misleads.
        if Legend::width(&entries, on) > on.width || on.height < small(on) * 7.0 {
            entries.clear();
        }
        Legend { entries }
    }

    fn width(entries: &[(State, String)], on: &Draw<'_>) -> f64 {
        let size = small(on);
        let wide = |(_, words): &(State, String)| on.measure.width(words, size, false) + size * 2.2;
        entries.iter().map(wide).sum()
    }

    pub fn height(&self, on: &Draw<'_>) -> f64 {
        if self.entries.is_empty() { 0.0 } else { small(on) * (HEAD - 0.5) }
    }

    pub fn write(self, picture: &mut Picture, on: &Draw<'_>) {
        let size = small(on);
        let mut x = (on.width - Legend::width(&self.entries, on)) + size * 0.8;
        for (state, words) in self.entries {
            state.symbol(picture, Point::new(x, size * 0.75), size * 0.36, on);
            x += size * 0.7;
            let width = on.measure.width(&words, size, false);
            let at = Point::new(x, size * 0.75);
            picture.push(plot::text(words, at, size, Anchor::Start, on.theme.text));
            x += width + size * 1.5;
        }
    }
}
