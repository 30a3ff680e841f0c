//! Reads authored types from nodes with places, and goes on after a bad key.
//!
//! serde stops at the first fault, and its visitors cannot be asked twice. So a reading that fails
//! names the value to leave out, and the type is read again without it: a key falls back to its
//! default, a list or map loses one entry. Unknown keys are seen where a struct says its fields.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Display;

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, Expected, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::findings::Findings;
use super::misfit::{Misfit, Reason, short, wrong_type};
use super::node;
use crate::issue::BoardFault;

/// One entry of a file may lose so many values; then it is of no use as a whole.
const MAX_LEFT_OUT: usize = 200;

/// Reads one entry of the file as often as it takes. `None` where the node itself is of no use.
/// Keys that no struct asked for are findings, at the node and inside it.
pub fn read<T>(
    value: &Value,
    findings: &mut Findings,
    reader: impl Fn(Node<'_, '_>) -> Result<T, Misfit>,
) -> Option<T> {
    let mut left_out = HashSet::new();
    loop {
        let scope = Scope::new(value.start(), &left_out);
        let misfit = match reader(Node { value, scope: &scope }) {
            Ok(thing) => {
                scope.report(value, findings);
                return Some(thing);
            }
            Err(misfit) => misfit,
        };
        let Reason { fault, at, leave_out } = misfit.of(value, false).reason();
        if let Some(fault) = fault {
            findings.fault(at.unwrap_or(value.start()), fault);
        }
        if left_out.len() == MAX_LEFT_OUT || !left_out.insert(leave_out?) {
            return None;
        }
    }
}

/// What one reading knows and sees.
pub struct Scope<'s> {
    /// Starts of values that are passed over.
    left_out: &'s HashSet<usize>,
    /// The start of the node that `read` was given.
    root: usize,
    /// The keys that structs asked of the root: several may share it.
    known: RefCell<Vec<&'static str>>,
    /// Unknown keys inside, each with the keys known there.
    unknown: RefCell<Vec<Unknown>>,
    /// Keys that stand twice.
    twice: RefCell<BTreeMap<usize, String>>,
}

struct Unknown {
    at: usize,
    key: String,
    known: &'static [&'static str],
}

impl<'s> Scope<'s> {
    fn new(root: usize, left_out: &'s HashSet<usize>) -> Self {
        Scope {
            left_out,
            root,
            known: RefCell::default(),
            unknown: RefCell::default(),
            twice: RefCell::default(),
        }
    }

    /// After the last reading, because each one sees the same.
    fn report(&self, root: &Value, findings: &mut Findings) {
        if let Value::Object(object) = root {
            let known = self.known.borrow();
            for entry in node::entries(object).0 {
                report_unknown(entry.start(), entry.name.as_str(), &known, findings);
            }
        }
        for Unknown { at, key, known } in self.unknown.borrow().iter() {
            report_unknown(*at, key, known, findings);
        }
        for (at, name) in self.twice.borrow().iter() {
            findings.fault(*at, BoardFault::Twice { name: name.clone() });
        }
    }
}

fn report_unknown(at: usize, key: &str, known: &[&'static str], findings: &mut Findings) {
    if !known.contains(&key) {
        let nearest = findings.nearest(key, known.iter().copied());
        findings.fault(at, BoardFault::UnknownKey { key: short(key), nearest });
    }
}

/// A value with its place, as serde reads it.
#[derive(Clone, Copy)]
pub struct Node<'n, 'a> {
    value: &'n Value<'a>,
    scope: &'n Scope<'n>,
}

impl<'n, 'a> Node<'n, 'a> {
    fn inside(self, value: &'n Value<'a>) -> Self {
        Node { value, scope: self.scope }
    }

    fn wrong(self, expected: &dyn Display) -> Misfit {
        wrong_type(node::kind(self.value), expected)
    }

    fn entries(self, expected: &dyn Expected) -> Result<Entries<'n, 'a>, Misfit> {
        let Value::Object(object) = self.value else { return Err(self.wrong(&expected)) };
        let (once, again) = node::entries(object);
        let twice = again.iter().map(|entry| (entry.start(), short(entry.name.as_str())));
        self.scope.twice.borrow_mut().extend(twice);
        let stays = |entry: &&ObjectProp| !self.scope.left_out.contains(&entry.value.start());
        let entries: Vec<_> = once.into_iter().filter(stays).collect();
        Ok(Entries { node: self, entries: entries.into_iter(), value: None })
    }

    /// `fixed`: a tuple, whose elements make sense only together.
    fn elements(self, expected: &dyn Expected, fixed: bool) -> Result<Elements<'n, 'a>, Misfit> {
        let Value::Array(list) = self.value else { return Err(self.wrong(&expected)) };
        let stays = |element: &&Value| !self.scope.left_out.contains(&element.start());
        let elements: Vec<_> = list.elements.iter().filter(stays).collect();
        Ok(Elements { node: self, elements: elements.into_iter(), fixed })
    }

    fn see_unknown(self, known: &'static [&'static str]) {
        let Value::Object(object) = self.value else { return };
        if self.value.start() == self.scope.root {
            self.scope.known.borrow_mut().extend(known);
            return;
        }
        let mut unknown = self.scope.unknown.borrow_mut();
        for entry in &object.properties {
            let key = entry.name.as_str();
            if !known.contains(&key) {
                unknown.push(Unknown { at: entry.start(), key: key.to_string(), known });
            }
        }
    }
}

impl<'de> Deserializer<'de> for Node<'_, '_> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::StringLit(text) => visitor.visit_str(&text.value),
            Value::BooleanLit(flag) => visitor.visit_bool(flag.value),
            Value::NullKeyword(_) => visitor.visit_unit(),
            Value::NumberLit(number) => match (number.value.parse(), number.value.parse()) {
                (Ok(whole), _) => visitor.visit_u64(whole),
                (_, Ok(whole)) => visitor.visit_i64(whole),
                _ => visitor.visit_f64(number.value.parse().map_err(|_| self.wrong(&"number"))?),
            },
            Value::Array(_) => {
                let elements = self.elements(&visitor, false)?;
                visitor.visit_seq(elements)
            }
            Value::Object(_) => {
                let entries = self.entries(&visitor)?;
                visitor.visit_map(entries)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::NullKeyword(_) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let elements = self.elements(&visitor, true)?;
        match elements.elements.len() {
            found if found == length => visitor.visit_seq(elements),
            found => Err(Misfit::invalid_length(found, &visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let entries = self.entries(&"object")?;
        self.see_unknown(fields);
        visitor.visit_map(entries)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match self.value {
            Value::StringLit(text) => visitor.visit_enum(StrDeserializer::new(&text.value)),
            Value::Object(_) => {
                let entries = self.entries(&"object")?;
                visitor.visit_enum(MapAccessDeserializer::new(entries))
            }
            _ => Err(self.wrong(&variants.join(", "))),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple_struct map identifier
    }
}

/// The entries of an object that are not left out.
struct Entries<'n, 'a> {
    node: Node<'n, 'a>,
    entries: std::vec::IntoIter<&'n ObjectProp<'a>>,
    value: Option<&'n Value<'a>>,
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        let Some(entry) = self.entries.next() else { return Ok(None) };
        self.value = Some(&entry.value);
        let key = StrDeserializer::new(entry.name.as_str());
        seed.deserialize(key).map(Some).map_err(|misfit: Misfit| misfit.of(&entry.value, true))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        let Some(value) = self.value.take() else { return Err(Misfit::custom("object")) };
        seed.deserialize(self.node.inside(value)).map_err(|misfit| misfit.of(value, true))
    }
}

/// The elements of a list that are not left out.
struct Elements<'n, 'a> {
    node: Node<'n, 'a>,
    elements: std::vec::IntoIter<&'n Value<'a>>,
    fixed: bool,
}

impl<'de> SeqAccess<'de> for Elements<'_, '_> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        let Some(value) = self.elements.next() else { return Ok(None) };
        let element = seed.deserialize(self.node.inside(value));
        element.map(Some).map_err(|misfit| misfit.of(value, !self.fixed))
    }
}
