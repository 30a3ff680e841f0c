//! Text -> nodes with places. json-event-parser, which reads the data and so is there anyway, judges
//! whether the text is JSON and not nested too deep; what it lets through, a short reader places.

use json_event_parser::{JsonEvent, JsonSyntaxError, LowLevelJsonParser};

use super::node::{Array, BooleanLit, NumberLit, Object, ObjectProp, StringLit, Value};
use crate::issue::{BoardFault, Issue, Place};

/// No honest board is nested deeper.
const MAX_DEPTH: usize = 128;

/// The root of a document. `document` is its name in places.
pub fn parse<'t>(document: &str, text: &'t str) -> Result<Value<'t>, Box<Issue>> {
    let whole = |fault| Box::new(Issue::board(Place::document(document), fault));
    if text.trim().is_empty() {
        return Err(whole(BoardFault::Empty));
    }
    if let Err(error) = judge(text.as_bytes()) {
        return Err(Box::new(not_json(document, text, &error)));
    }
    Reader { text, at: 0 }.value().ok_or_else(|| whole(BoardFault::Empty))
}

/// The root of a text that has no name; `Err` is the byte where it is no JSON.
pub fn nodes(text: &str) -> Result<Value<'_>, usize> {
    judge(text.as_bytes()).map_err(|error| offset(text, &error))?;
    Reader { text, at: 0 }.value().ok_or(text.len())
}

fn judge(text: &[u8]) -> Result<(), JsonSyntaxError> {
    let mut parser = LowLevelJsonParser::new().with_max_stack_size(MAX_DEPTH);
    let mut rest = text;
    loop {
        let step = parser.parse_next(rest, true);
        rest = rest.get(step.consumed_bytes..).unwrap_or_default();
        match step.event {
            Some(Ok(JsonEvent::Eof)) | None => return Ok(()),
            Some(Ok(_)) => {}
            Some(Err(error)) => return Err(error),
        }
    }
}

fn offset(text: &str, error: &JsonSyntaxError) -> usize {
    usize::try_from(error.location().start.offset).unwrap_or(usize::MAX).min(text.len())
}

/// The parser counts columns in bytes; readers count characters.
fn not_json(document: &str, text: &str, error: &JsonSyntaxError) -> Issue {
    let before = text.get(..offset(text, error)).unwrap_or(text);
    let (line, column) = (before.matches('\n').count() + 1, before.rsplit('\n').next());
    let column = column.map_or(0, |line| line.chars().count()) + 1;
    let place = Place::line(document, line as u32, column as u32);
    Issue::board(place, BoardFault::NotJson { reason: error.message().to_string() })
}

/// Walks over a text that is JSON. `None` is for texts that are not: there are none here.
struct Reader<'t> {
    text: &'t str,
    /// Byte offset.
    at: usize,
}

impl<'t> Reader<'t> {
    fn value(&mut self) -> Option<Value<'t>> {
        let first = self.next()?;
        let at = self.at;
        Some(match first {
            b'{' => {
                let mut properties = Vec::new();
                while self.more(b'}')? {
                    let name = self.string()?;
                    self.pass(b':')?;
                    properties.push(ObjectProp { name, value: self.value()? });
                }
                Value::Object(Object { properties, at })
            }
            b'[' => {
                let mut elements = Vec::new();
                while self.more(b']')? {
                    elements.push(self.value()?);
                }
                Value::Array(Array { elements, at })
            }
            b'"' => Value::StringLit(self.string()?),
            _ => match self.word()? {
                "null" => Value::NullKeyword(at),
                "true" => Value::BooleanLit(BooleanLit { value: true, at }),
                "false" => Value::BooleanLit(BooleanLit { value: false, at }),
                value => Value::NumberLit(NumberLit { value, at }),
            },
        })
    }

    /// The next byte that is no white space; it is not passed.
    fn next(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blank = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
        self.at += blank;
        rest.get(blank).copied()
    }

    fn pass(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then(|| self.at += 1)
    }

    /// Whether an object or list goes on. Passes what opens it or parts its entries, and its end.
    fn more(&mut self, end: u8) -> Option<bool> {
        if self.next()? != end {
            self.at += 1;
        }
        let ends = self.next()? == end;
        self.at += usize::from(ends);
        Some(!ends)
    }

    fn word(&mut self) -> Option<&'t str> {
        let rest = self.text.get(self.at..)?;
        let end = rest.find([',', '}', ']', ' ', '\t', '\n', '\r']).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).filter(|word| !word.is_empty())
    }

    fn string(&mut self) -> Option<StringLit<'t>> {
        self.next()?;
        let at = self.at;
        let rest = self.text.get(at..)?;
        let mut escaped = false;
        let inside = rest.bytes().skip(1).position(|byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        })?;
        self.at += inside + 2;
        let plain = rest.get(1..=inside)?;
        if !plain.contains('\\') {
            return Some(StringLit { value: plain.into(), at });
        }
        let quoted = rest.get(..inside + 2)?.as_bytes();
        match LowLevelJsonParser::new().parse_next(quoted, true).event {
            Some(Ok(JsonEvent::String(text))) => {
                Some(StringLit { value: text.into_owned().into(), at })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::{Findings, Read, node};

    /// What serde_json reads from the same text.
    fn agrees(text: &str) {
        let root = parse("b", text).expect("JSON");
        let own = serde_json::Value::read(&root, &mut Findings::new("b", text));
        assert_eq!(own, serde_json::from_str(text).ok(), "{text}");
    }

    #[test]
    fn nodes_hold_what_the_judge_reads() {
        for text in [
            "null",
            " [ ] ",
            "{}",
            "[[],{},[{}],\"\"]",
            r#"{"a":1,"b":[true,false,null,-0.5e3,12345678901],"":{"x":"y"}}"#,
            "{ \"a\\\"b\" : \"\\\\\" ,\r\n\t\"人\\u4eba\\n\":\"\\ud83d\\ude00\\\\\\\"\" }",
            "[\"]\", \"}\", \"[,\", \"\\\\\\\\\", \"a\\\\\"]",
        ] {
            agrees(text);
        }
    }

    #[test]
    fn places_are_where_values_begin() {
        let text = "{ \"标题\" : [ 1,\n \"x\", null ] }";
        let root = parse("b", text).expect("JSON");
        let object = root.as_object().expect("an object");
        let list = node::get(object, "标题").and_then(Value::as_array).expect("a list");
        let starts = |at: usize, word: &str| text.get(at..).is_some_and(|t| t.starts_with(word));
        assert!(object.properties.iter().all(|own| starts(own.start(), "\"标题\"")));
        assert!(starts(list.start(), "[ 1"));
        let words: Vec<bool> = list
            .elements
            .iter()
            .zip(["1,", "\"x\"", "null"])
            .map(|(own, word)| starts(own.start(), word))
            .collect();
        assert_eq!(words, [true; 3]);
    }

    #[test]
    fn what_is_no_json_is_refused_before() {
        for text in ["", "{", "[1,]", "{\"a\":1,}", "nul", "1 2", "{a:1}", "[1]//", "\"\\ud800\""] {
            assert!(parse("b", text).is_err(), "{text}");
        }
    }
}
