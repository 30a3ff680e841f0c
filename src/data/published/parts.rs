//! A view for each value of a field: a roster of one township out of ten million people.

use super::cube::part;
use super::gather::Put;
use super::index::{Of, View};
use super::join::Pages;
use crate::data::query::{self, Query};
use crate::data::table::{Column, Field, Table, Value};

/// A field of more values than these is no category: every value has a page in memory.
pub const MOST_PARTS: usize = 64;

/// The views of one field's values.
pub struct Parts {
    /// The view that they are parts of.
    pub query: Query,
    pub field: String,
    /// Who asks.
    pub panels: Vec<String>,
    views: Vec<(String, Pages, Vec<String>)>,
    /// There are too many values.
    pub over: bool,
}

impl Parts {
    pub fn new(query: Query, field: &str, panel: &str) -> Parts {
        let (field, panels) = (field.to_string(), vec![panel.to_string()]);
        Parts { query, field, panels, views: Vec::new(), over: false }
    }

    /// Puts rows to those of their value; rows without one are in no part.
    pub fn take<E>(
        &mut self,
        rows: &Table,
        (utc_offset, page_rows): (i32, usize),
        put: Put<E>,
    ) -> Result<(), E> {
        if self.over {
            return Ok(());
        }
        let (own, _) = query::sieve(&self.query.wheres, rows, utc_offset);
        let Some(Field { column: Column::Text { words, .. }, .. }) = own.field(&self.field) else {
            return Ok(());
        };
        let mut places: Vec<(&str, Vec<usize>)> =
            words.iter().map(|word| (word, Vec::new())).collect();
        places.sort_unstable();
        for row in 0..own.rows() {
            let Value::Text(word) = own.get(row, &self.field) else { continue };
            let at = places.binary_search_by(|(other, _)| (*other).cmp(word));
            let found = at.ok().and_then(|at| places.get_mut(at));
            found.into_iter().for_each(|(_, rows)| rows.push(row));
        }
        for (word, places) in places.iter().filter(|(_, places)| !places.is_empty()) {
            let (query, field) = (self.query.clone(), self.field.clone());
            let Some((_, pages, hashes)) = self.view(word, own.fields(), page_rows) else { break };
            pages.pick(&own, places, &mut |page| {
                let query = part(&query, &field, word);
                hashes.push(put(Of::Page(&query, hashes.len()), &page)?);
                Ok(())
            })?;
        }
        Ok(())
    }

    fn view(
        &mut self,
        word: &str,
        fields: &[Field],
        page_rows: usize,
    ) -> Option<&mut (String, Pages, Vec<String>)> {
        let at = self.views.iter().position(|(own, ..)| own == word);
        let at = at.unwrap_or(self.views.len());
        if at == MOST_PARTS {
            self.over = true;
            self.views.clear();
            return None;
        }
        if at == self.views.len() {
            self.views.push((word.to_string(), Pages::new(fields, page_rows), Vec::new()));
        }
        self.views.get_mut(at)
    }

    /// The views, in the order of their values.
    pub fn end<E>(mut self, put: Put<E>) -> Result<Vec<View>, E> {
        self.views.sort_by(|one, two| one.0.cmp(&two.0));
        let mut views = Vec::new();
        for (word, mut pages, mut hashes) in self.views {
            let query = part(&self.query, &self.field, &word);
            if let Some(page) = pages.end() {
                hashes.push(put(Of::Page(&query, hashes.len()), &page)?);
            }
            views.push(View { query, rows: pages.rows, page_rows: pages.size, pages: hashes });
        }
        Ok(views)
    }
}
