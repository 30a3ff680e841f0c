//! Events of a JSON parser -> a tree.

use json_event_parser::JsonEvent;

use crate::data::tree::Tree;

/// Builds one value from its events. Of an object it may be told to keep a few keys only.
#[derive(Default)]
pub struct Build {
    open: Vec<Open>,
    /// How deep inside a value that is not kept.
    skipping: usize,
}

enum Open {
    List(Vec<Tree>),
    Object(Vec<(Box<str>, Tree)>, Option<Box<str>>),
}

impl Build {
    /// Takes the next event; the value where that was its last. `wanted` are the keys to keep of the
    /// outermost object; none means all.
    pub fn take(&mut self, event: JsonEvent, wanted: Option<&[String]>) -> Option<Tree> {
        if self.skipping > 0 {
            self.skip(&event);
            return None;
        }
        let whole = match event {
            JsonEvent::StartArray => return self.start(Open::List(Vec::new())),
            JsonEvent::StartObject => return self.start(Open::Object(Vec::new(), None)),
            JsonEvent::ObjectKey(key) => {
                let outermost = self.open.len() == 1;
                let unwanted = |keys: &[String]| outermost && keys.iter().all(|own| *own != *key);
                if wanted.is_some_and(unwanted) {
                    self.skipping = 1;
                } else if let Some(Open::Object(_, next)) = self.open.last_mut() {
                    *next = Some(key.as_ref().into());
                }
                return None;
            }
            JsonEvent::EndArray | JsonEvent::EndObject => match self.open.pop()? {
                Open::List(list) => Tree::List(list),
                Open::Object(own, _) => Tree::Object(own),
            },
            scalar => value(scalar)?,
        };
        match self.open.last_mut() {
            None => return Some(whole),
            Some(Open::List(list)) => list.push(whole),
            Some(Open::Object(own, key)) => own.extend(key.take().map(|key| (key, whole))),
        }
        None
    }

    /// Whether the value is whole.
    pub fn is_done(&self) -> bool {
        self.open.is_empty()
    }

    fn start(&mut self, open: Open) -> Option<Tree> {
        self.open.push(open);
        None
    }

    /// One stands for the value to come, more for the lists and objects that are open in it.
    fn skip(&mut self, event: &JsonEvent) {
        match event {
            JsonEvent::StartArray | JsonEvent::StartObject => self.skipping += 1,
            JsonEvent::EndArray | JsonEvent::EndObject => self.skipping -= 1,
            _ => {}
        }
        if self.skipping == 1 && !matches!(event, JsonEvent::ObjectKey(_)) {
            self.skipping = 0;
        }
    }
}

/// A value without parts.
fn value(event: JsonEvent) -> Option<Tree> {
    Some(match event {
        JsonEvent::Null => Tree::Null,
        JsonEvent::Boolean(flag) => Tree::Flag(flag),
        JsonEvent::Number(digits) => Tree::Number(digits.as_ref().into()),
        JsonEvent::String(text) => Tree::Text(text.as_ref().into()),
        _ => return None,
    })
}
