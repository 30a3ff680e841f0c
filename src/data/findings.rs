//! The findings of one answer: like ones folded, their number bounded.

use super::limits::MAX_ISSUES;
use crate::issue::{DataFault, Issue, Place, What};

#[derive(Clone, Debug)]
pub struct Findings<'a> {
    source: &'a str,
    issues: Vec<Issue>,
}

impl<'a> Findings<'a> {
    pub fn new(source: &'a str) -> Self {
        Findings { source, issues: Vec::new() }
    }

    /// Notes a fault; one like it in the same field is counted, not repeated. `row` counts from 1.
    pub fn note(&mut self, row: Option<u64>, field: Option<&str>, fault: DataFault) {
        let found = Issue::data(
            Place {
                row,
                field: field.map(str::to_string),
                ..Place::document(self.source.to_string())
            },
            fault,
        );
        let alike = |own: &&mut Issue| {
            own.place.field == found.place.field && is_like(&own.what, &found.what)
        };
        if let Some(first) = self.issues.iter_mut().find(alike) {
            first.more += 1;
        } else if self.issues.len() < MAX_ISSUES {
            let slight = matches!(
                found.what,
                What::Data(DataFault::HiddenCharacters | DataFault::DuplicateColumn)
            );
            #[cfg(any(feature = "books", not(target_arch = "wasm32")))]
            let slight = slight
                || matches!(&found.what, What::Data(DataFault::Book(own)) if own.is_slight());
            self.issues.push(if slight { found.notice() } else { found });
        }
    }

    /// How many different ones there are.
    pub fn kinds(&self) -> usize {
        self.issues.len()
    }

    pub fn finish(self) -> Vec<Issue> {
        self.issues
    }
}

/// Texts that break off are alike wherever they do, or a bad stream would tell of nothing else.
fn is_like(own: &What, other: &What) -> bool {
    use DataFault::Malformed;
    let broken = |what: &What| matches!(what, What::Data(Malformed { .. }));
    own == other || (broken(own) && broken(other))
}
