//! What a file says of its features, kept as small as it can be: a file may say a great deal, and a
//! map wants a code, a name and a place of it.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::LonLat;
use super::outline::{MAX_REGIONS, shorten};

/// As many members of an object are looked at.
const MAX_MEMBERS: usize = 64;

/// One value; of a list the two numbers that it begins with.
#[derive(Debug, Default, PartialEq)]
pub(super) enum Fact {
    #[default]
    Nothing,
    Text(String),
    Number(f64),
    Place(LonLat),
    Members(Vec<(String, Fact)>),
}

impl Fact {
    pub fn member(&self, name: &str) -> Option<&Fact> {
        let Fact::Members(members) = self else { return None };
        members.iter().find(|(known, _)| known == name).map(|(_, fact)| fact)
    }

    /// What an RFC 6901 pointer finds below this; lists are not walked into.
    pub fn pointed(&self, pointer: &str) -> Option<&Fact> {
        let mut steps = pointer.split('/').skip(1);
        steps.try_fold(self, |fact, step| fact.member(&step.replace("~1", "/").replace("~0", "~")))
    }

    /// Text that is not blank.
    pub fn text(&self) -> Option<&str> {
        match self {
            Fact::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// A code as text, whether the file has a text or a number; -99 and the like say that there is
    /// none.
    pub fn code(&self) -> Option<String> {
        let code = match self {
            Fact::Text(text) => text.strip_suffix(".0").unwrap_or(text).to_owned(),
            // A whole number that is kept exactly.
            Fact::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                (*number as i64).to_string()
            }
            _ => return None,
        };
        Some(code).filter(|code| !code.is_empty() && !code.starts_with('-'))
    }

    pub fn place(&self) -> Option<LonLat> {
        match self {
            Fact::Place(place) => Some(*place),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Fact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Facts)
    }
}

struct Facts;

impl<'de> Visitor<'de> for Facts {
    type Value = Fact;

    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("a value")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Fact, E> {
        Ok(Fact::Number(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Fact, E> {
        Ok(Fact::Number(number as f64))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Fact, E> {
        Ok(Fact::Number(number as f64))
    }

    fn visit_unit<E: Error>(self) -> Result<Fact, E> {
        Ok(Fact::Nothing)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Fact, E> {
        Ok(Fact::Nothing)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Fact, E> {
        Ok(Fact::Text(shorten(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Fact, A::Error> {
        let pair = (list.next_element()?, list.next_element()?);
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(match pair {
            (Some(Fact::Number(lon)), Some(Fact::Number(lat))) => Fact::Place(LonLat { lon, lat }),
            _ => Fact::Nothing,
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fact, A::Error> {
        let mut members = Vec::new();
        while members.len() < MAX_MEMBERS {
            let Some(member) = map.next_entry()? else { return Ok(Fact::Members(members)) };
            members.push(member);
        }
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Fact::Members(members))
    }
}

/// The elements of a list, or the members of an object without their names: one more than there may
/// be regions, so that whoever reads them sees that there are too many. The rest is not kept.
pub(super) struct Several<T>(pub Vec<T>);

impl<T> Default for Several<T> {
    fn default() -> Self {
        Several(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Several<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Elements(PhantomData)).map(Several)
    }
}

struct Elements<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Elements<T> {
    type Value = Vec<T>;

    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("a list")
    }

    fn visit_unit<E: Error>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut kept = Vec::new();
        while kept.len() <= MAX_REGIONS {
            let Some(next) = list.next_element()? else { return Ok(kept) };
            kept.push(next);
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(kept)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<T>, A::Error> {
        let mut kept = Vec::new();
        while kept.len() <= MAX_REGIONS {
            let Some((_, next)) = map.next_entry::<IgnoredAny, T>()? else { return Ok(kept) };
            kept.push(next);
        }
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(text: &str) -> Fact {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn codes_are_text() {
        for (text, code) in [
            (r#""041""#, Some("041")),
            (r#"" 411321 ""#, Some("411321")),
            (r#""410000.0""#, Some("410000")),
            ("410000", Some("410000")),
            ("410000.0", Some("410000")),
            ("411321100201", Some("411321100201")),
            ("-99", None),
            (r#""-99""#, None),
            ("1.5", None),
            ("1e300", None),
            (r#""  ""#, None),
            ("null", None),
            ("true", None),
            ("[1,2]", None),
        ] {
            assert_eq!(fact(text).code().as_deref(), code, "{text}");
        }
    }

    #[test]
    fn a_pointer_walks_objects() {
        let fact = fact(r#"{"a/b":{"~":{"":"c"}},"p":[112.5,33.5,7],"q":[1]}"#);
        assert_eq!(fact.pointed("/a~1b/~0/").and_then(Fact::text), Some("c"));
        assert_eq!(
            fact.pointed("/p").and_then(Fact::place),
            Some(LonLat { lon: 112.5, lat: 33.5 })
        );
        assert_eq!(fact.pointed("/q").and_then(Fact::place), None);
        assert_eq!(fact.pointed("/p/0"), None);
        assert_eq!(fact.pointed(""), Some(&fact));
    }
}
