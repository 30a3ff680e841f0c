//! What stands beside the rows of a JSON answer: whether it is a good one, the columns' names, the
//! time it is of, where the next page is, and values that every row gets.

use super::rows::Rows;
use crate::data::decode::walk::{Item, Wants};
use crate::data::limits::MAX_ROWS;
use crate::data::pointer::tokens;
use crate::data::shape::{Row, listed, steps};
use crate::data::source::{OkCheck, Origin, Source};
use crate::data::tree::Tree;
use crate::data::when;
use crate::issue::DataFault;

/// What a value is wanted for.
#[derive(Clone, Copy, PartialEq)]
enum For {
    Ok,
    Columns,
    AsOf,
    Total,
    Next,
    /// A field of that number.
    Field(usize),
}

/// Keeps what stands beside the rows; rows too, while something is missing that they need.
pub struct Kept<'s> {
    source: &'s Source,
    wanted: Vec<(For, Vec<String>)>,
    found: Vec<(For, Tree)>,
    held: Vec<Tree>,
    seen_rows: bool,
    /// Nothing is waited for any longer, whatever did not come.
    released: bool,
    fault: Option<DataFault>,
}

impl<'s> Kept<'s> {
    pub fn new(source: &'s Source) -> Self {
        let own = [
            (For::Ok, source.ok.as_ref().map(|ok| ok.at.as_str())),
            (For::Columns, source.columns.as_deref()),
            (For::AsOf, source.as_of.as_deref()),
            (For::Total, source.total.as_deref().filter(|at| at.starts_with('/'))),
            (For::Next, source.page.at.as_deref()),
        ];
        let mut wanted: Vec<(For, Vec<String>)> =
            own.into_iter().filter_map(|(what, at)| Some((what, tokens(at?)?))).collect();
        for (order, (name, spec)) in source.fields.iter().enumerate() {
            if spec.from == Origin::Answer && spec.constant.is_none() {
                wanted.push((For::Field(order), steps(name, spec)));
            }
        }
        Kept {
            source,
            wanted,
            found: Vec::new(),
            held: Vec::new(),
            seen_rows: false,
            released: false,
            fault: None,
        }
    }

    pub fn wants(&self) -> Wants {
        Wants {
            rows: tokens(&self.source.rows).unwrap_or_else(|| vec![self.source.rows.clone()]),
            values: self.wanted.iter().map(|(_, way)| way.clone()).collect(),
            ..Wants::default()
        }
    }

    /// Whether rows need something that has not come.
    pub fn waits(&self) -> bool {
        let needed = |what: For| matches!(what, For::Columns | For::Field(_));
        let missing = |what: For| self.found.iter().all(|(found, _)| *found != what);
        !self.released && self.wanted.iter().any(|(what, _)| needed(*what) && missing(*what))
    }

    pub fn take(&mut self, item: Item, rows: &mut Rows) {
        match item {
            Item::Rows => self.seen_rows = true,
            Item::Row(row) if self.waits() && self.held.len() < MAX_ROWS as usize => {
                self.held.push(row)
            }
            // A row that waits costs several times its bytes, in a reader too.
            Item::Row(_) if self.waits() => rows.note(DataFault::TooManyRows { limit: MAX_ROWS }),
            Item::Row(row) => rows.add(Row::Json(&row)),
            Item::Value(at, value) => {
                let Some((what, _)) = self.wanted.get(at) else { return };
                let what = *what;
                if what == For::Ok && !self.source.ok.iter().all(|ok| holds(ok, Some(&value))) {
                    self.fault = Some(self.not_ok());
                }
                self.found.push((what, value));
                if matches!(what, For::Columns | For::Field(_)) && !self.waits() {
                    self.release(rows);
                }
            }
        }
    }

    /// What makes the answer useless, as soon as it is known.
    pub fn fault(&self) -> Result<(), DataFault> {
        self.fault.clone().map_or(Ok(()), Err)
    }

    /// The answer is whole: what did not come is not there.
    pub fn end(&mut self, rows: &mut Rows) -> Result<(), DataFault> {
        self.fault()?;
        let ok = self.wanted.iter().any(|(what, _)| *what == For::Ok);
        if self.source.ok.is_some() && (!ok || self.value(For::Ok).is_none()) {
            return Err(self.not_ok());
        }
        if !self.seen_rows {
            return Err(DataFault::NoRows { pointer: self.source.rows.clone() });
        }
        if self.waits() {
            self.release(rows);
        }
        for (what, pointer) in [(For::AsOf, &self.source.as_of), (For::Total, &self.source.total)] {
            let asked = self.wanted.iter().any(|(own, _)| *own == what);
            if let Some(pointer) = pointer.clone().filter(|_| asked && self.value(what).is_none()) {
                rows.note(DataFault::NoValue { pointer });
            }
        }
        Ok(())
    }

    /// The next page's address or cursor.
    pub fn next(&self) -> Option<String> {
        match self.value(For::Next)? {
            Tree::Text(text) => Some(text.trim().to_string()).filter(|text| !text.is_empty()),
            Tree::Number(digits) => Some(digits.to_string()),
            _ => None,
        }
    }

    pub fn total(&self) -> Option<u64> {
        let total = self.value(For::Total)?.number()?;
        (total >= 0.0 && total.fract() == 0.0).then_some(total as u64)
    }

    /// In unix seconds.
    pub fn as_of(&self, utc_offset: i32) -> Option<i64> {
        moment(self.value(For::AsOf)?, utc_offset)
    }

    fn value(&self, what: For) -> Option<&Tree> {
        self.found.iter().find(|(found, _)| *found == what).map(|(_, value)| value)
    }

    fn not_ok(&self) -> DataFault {
        let pointer = self.source.ok.as_ref().map(|ok| ok.at.clone());
        DataFault::NotOk { pointer: pointer.unwrap_or_default() }
    }

    /// Rows have all that they need now.
    fn release(&mut self, rows: &mut Rows) {
        self.released = true;
        let listed = || self.value(For::Columns).and_then(listed).unwrap_or_default();
        let names = self.source.columns.as_ref().map(|_| listed());
        for (what, value) in &self.found {
            if let For::Field(order) = what {
                rows.around(*order, value.clone());
            }
        }
        rows.named(names);
        for row in std::mem::take(&mut self.held) {
            rows.add(Row::Json(&row));
        }
    }
}

/// Whether what was found passes the check.
pub fn holds(check: &OkCheck, found: Option<&Tree>) -> bool {
    let number = |tree: &Tree| matches!(tree, Tree::Number(_)).then(|| tree.number()).flatten();
    found.is_some_and(|found| {
        *found == check.equals || number(found).is_some_and(|n| number(&check.equals) == Some(n))
    })
}

/// Unix seconds of a time as text, or as a number of seconds or milliseconds.
pub fn moment(found: &Tree, utc_offset: i32) -> Option<i64> {
    let offset = when::offset(utc_offset);
    match found {
        Tree::Text(text) => when::seconds(text.trim(), offset),
        // Seconds since 1970 reach 1e11 in the year 5138; larger ones are milliseconds.
        Tree::Number(_) => found
            .number()
            .map(|n| if n.abs() >= 1e11 { n / 1000.0 } else { n })
            .map(|n| n.floor() as i64)
            .filter(|seconds| when::local(*seconds, offset).is_some()),
        _ => None,
    }
}
