//! Which form a file of boundaries has: the first of its keys that tells. What stands behind that key
//! is not looked at, because files are long.

use json_event_parser::{JsonEvent, LowLevelJsonParser};

use crate::issue::OutlineFault;

/// What the first telling key says.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// `daping_outline` and its version.
    Compact(u64),
    /// `daping_tiles` and its version.
    Tiles(u64),
    /// The `type` of GeoJSON or TopoJSON.
    Typed(String),
}

pub fn of(bytes: &[u8]) -> Result<Form, OutlineFault> {
    let mut parser = LowLevelJsonParser::new();
    let (mut rest, mut depth) = (bytes, 0usize);
    let mut key = String::new();
    loop {
        let step = parser.parse_next(rest, true);
        rest = rest.get(step.consumed_bytes..).unwrap_or_default();
        let event = match step.event {
            Some(Ok(event)) => event,
            Some(Err(error)) => {
                let at = usize::try_from(error.location().start.offset).unwrap_or(usize::MAX);
                return Err(OutlineFault::Malformed { at: at.min(bytes.len()) });
            }
            None => return Err(OutlineFault::UnknownForm),
        };
        if depth == 1
            && let Some(form) = told(&key, &event)
        {
            return form;
        }
        match event {
            JsonEvent::ObjectKey(name) if depth == 1 => key = name.into_owned(),
            JsonEvent::StartObject | JsonEvent::StartArray => {
                if depth == 0 && matches!(event, JsonEvent::StartArray) {
                    return Err(OutlineFault::UnknownForm);
                }
                depth += 1;
            }
            JsonEvent::EndObject | JsonEvent::EndArray => depth = depth.saturating_sub(1),
            JsonEvent::Eof => return Err(OutlineFault::UnknownForm),
            _ => {}
        }
    }
}

/// What a value behind that key says of the form, if anything.
fn told(key: &str, event: &JsonEvent) -> Option<Result<Form, OutlineFault>> {
    let (make, version): (fn(u64) -> Form, _) = match (key, event) {
        ("daping_outline", JsonEvent::Number(version)) => (Form::Compact, version),
        ("daping_tiles", JsonEvent::Number(version)) => (Form::Tiles, version),
        ("type", JsonEvent::String(form)) => return Some(Ok(Form::Typed(form.to_string()))),
        _ => return None,
    };
    Some(version.parse().map(make).map_err(|_| OutlineFault::UnknownForm))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Result<Form, OutlineFault>) {
        assert_eq!(of(text.as_bytes()), expect, "{text}");
    }

    #[test]
    fn the_first_telling_key_is_the_form_and_nothing_behind_it_is_read() {
        check(r#"{"daping_outline": 1, "#, Ok(Form::Compact(1)));
        check(r#"{"name": {"type": 2}, "daping_tiles": 7}"#, Ok(Form::Tiles(7)));
        check(r#"{"bbox": [1, 2], "type": "Topology", ..."#, Ok(Form::Typed("Topology".into())));
    }

    #[test]
    fn what_is_no_object_or_says_nothing_is_no_form_and_what_breaks_off_is_malformed() {
        for text in ["[]", "7", "{}", r#"{"a": 1}"#, r#"{"type": 7}"#] {
            check(text, Err(OutlineFault::UnknownForm));
        }
        check(r#"{"a": "#, Err(OutlineFault::Malformed { at: 6 }));
        check("", Err(OutlineFault::Malformed { at: 0 }));
    }
}
