//! Rows that are taken out while others are still to come.

use super::{Columns, Memories, Rows, filtered, unseen};
use crate::data::table::{Column, Field, Table};
use crate::issue::Issue;

/// Rows that were taken out before all have come.
#[cfg(not(target_arch = "wasm32"))]
pub struct Chunk {
    /// As the whole table would have them.
    pub table: Table,
    /// The number of each in the answer, counted from 1.
    pub numbers: Vec<u64>,
}

impl Rows<'_> {
    /// From now on rows are taken out chunk by chunk.
    pub fn in_chunks(&mut self) {
        self.numbers = Some(Vec::new());
    }

    /// How many rows wait to be taken out.
    pub fn waiting(&self) -> usize {
        self.numbers.as_ref().map_or(0, |_| (self.kept - self.taken) as usize)
    }

    /// The rows that came since the last chunk.
    pub fn chunk(&mut self) -> Chunk {
        const NUMBER: &str = "\0";
        let numbers = self.numbers.replace(Vec::new()).unwrap_or_default();
        self.taken = self.kept;
        // They know texts by their numbers in the columns, which begin anew.
        self.memories = Memories::new(self.asked.source.fields.len());
        let columns = std::mem::replace(&mut self.columns, Columns::new(self.asked.source));
        // A column of numbers goes with the rows through the filter.
        let table = columns.whole(&self.asked);
        let number = Field {
            name: NUMBER.to_string(),
            label: String::new(),
            unit: None,
            column: Column::Number(numbers.iter().map(|number| *number as f64).collect()),
        };
        let fields = table.fields().iter().cloned().chain([number]).collect();
        let mut all = filtered(&self.asked, Table::new(fields), &mut self.findings);
        let number = |row| all.number(row, NUMBER).unwrap_or_default() as u64;
        let numbers = (0..all.rows()).map(number).collect();
        let count = table.fields().len();
        all = Table::new(all.fields().iter().take(count).cloned().collect());
        Chunk { table: all, numbers }
    }

    /// What was found, where all rows have been taken out.
    pub fn findings(mut self) -> Vec<Issue> {
        self.look_for_columns();
        unseen(&self.asked, &self.seen, self.kept > 0, &mut self.findings);
        self.findings.finish()
    }

    /// The names of the columns, where they have any.
    pub fn names(&self) -> Option<&[String]> {
        self.names.as_deref()
    }
}
