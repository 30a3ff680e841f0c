//! Live tables: messages of a stream change rows by key, or bring whole tables.
//!
//! Deliberately absent: the connection (`app`), and raw rows: a row is masked before it is kept.

use super::read::{Asked, Reading};

/// One message of a stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// The event's name, `message` where it has none.
    pub event: String,
    /// The id to go on after.
    pub id: Option<String>,
    pub data: String,
}

/// A table that messages change.
pub struct Live<'a> {
    asked: Asked<'a>,
}

impl<'a> Live<'a> {
    pub fn new(asked: Asked<'a>) -> Self {
        Live { asked }
    }

    /// Takes one message in; true where the table is another one now.
    pub fn hear(&mut self, message: &Message) -> bool {
        let _ = message;
        false
    }

    /// The id of the last message, to go on after.
    pub fn last_id(&self) -> Option<&str> {
        None
    }

    /// The table as it is now, with what was found.
    pub fn reading(&self) -> Reading {
        let _ = self.asked;
        Reading { table: Default::default(), as_of: None, total: None, issues: Vec::new() }
    }
}
