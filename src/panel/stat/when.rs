//! The small line of a number: the day or period that it is of, and the place.

use super::{LISTED, Stats};
use crate::panel::view;

/// The size of the day beside a label and the space before it, as style/ sets them; of a panel's
/// width, what a label may take beside numbers in a list and above one.
const BESIDE: f64 = 0.8;
const BESIDE_GAP: f64 = 0.6;
const LISTED_LABEL: f64 = 0.46;
const LABEL_SHARE: f64 = 0.96;

/// What a figure is of, as it is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// The day, else the words of the period.
    pub day: Option<String>,
    pub place: Option<String>,
}

impl When {
    /// 2月20日 · 河南省; nothing where neither is known.
    pub fn line(&self) -> Option<String> {
        match (&self.day, &self.place) {
            (Some(day), Some(place)) => Some(format!("{day} · {place}")),
            (day, place) => day.as_ref().or(place.as_ref()).cloned(),
        }
    }

    /// What the others say alike; each part for itself.
    fn shared(self, other: &When) -> When {
        When {
            day: self.day.filter(|day| other.day.as_ref() == Some(day)),
            place: self.place.filter(|place| other.place.as_ref() == Some(place)),
        }
    }

    /// What is left to say beside what all have said.
    pub fn without(self, shared: &When) -> When {
        When {
            day: self.day.filter(|_| shared.day.is_none()),
            place: self.place.filter(|_| shared.place.is_none()),
        }
    }
}

impl Stats<'_> {
    pub fn when(&self, item: &view::Item) -> When {
        let options = self.options;
        let said = |named, role| {
            let cell = self.extra(named, role)?.column.get(item.row);
            let text = || view::said(cell, self.on.utc_offset, self.on.lang);
            (!cell.is_missing()).then(text).filter(|text| !text.trim().is_empty())
        };
        let day = said(&options.as_of, "as_of").or_else(|| said(&options.period, "period"));
        When { day, place: said(&options.place, "place") }
    }

    /// What all numbers of several have in common; it is said once.
    pub fn shared_when(&self, items: &[view::Item]) -> When {
        let mut all = items.iter().map(|item| self.when(item));
        match all.next() {
            Some(first) if items.len() > 1 => all.fold(first, |shared, own| shared.shared(&own)),
            _ => When::default(),
        }
    }

    /// Whether day and place of every number stand beside its label without making it smaller.
    pub fn beside(&self, items: &[view::Item], across: usize, shared: &When) -> bool {
        let listed = items.len() > LISTED;
        let share = if listed { LISTED_LABEL } else { LABEL_SHARE / across as f64 };
        let room = self.on.width / self.on.em * share;
        let own = |item: &view::Item| self.when(item).without(shared).line().is_some();
        items.iter().filter(|item| own(item)).all(|i| self.label_length(i, shared, true) <= room)
    }

    /// How wide a label of size one is, with day and place beside it.
    pub fn label_length(&self, item: &view::Item, shared: &When, beside: bool) -> f64 {
        let wide = |text: &str, size: f64| self.on.measure.width(text, size, false);
        let when = self.when(item).without(shared).line().filter(|_| beside);
        let when = when.map_or(0.0, |line| wide(&line, BESIDE) + BESIDE_GAP);
        wide(&item.label, 1.0) + when
    }
}
