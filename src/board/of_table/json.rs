//! JSON as a person would write it: keys in the order that they are given in, short values on one line.

/// A value that is to be written.
pub enum Json {
    /// As it stands: a number, a word of JSON.
    Plain(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

pub fn text(text: impl Into<String>) -> Json {
    Json::Text(text.into())
}

pub fn list(values: impl IntoIterator<Item = Json>) -> Json {
    Json::List(values.into_iter().collect())
}

pub fn object(keys: impl IntoIterator<Item = (&'static str, Json)>) -> Json {
    Json::Object(keys.into_iter().map(|(key, value)| (key.to_string(), value)).collect())
}

/// The longest line, in characters.
const WIDTH: usize = 96;

impl Json {
    pub fn write(&self) -> String {
        self.indented(0, 0)
    }

    /// `before` counts the characters of the key that stands on the line.
    fn indented(&self, depth: usize, before: usize) -> String {
        let short = self.short();
        if depth > 1 && depth * 2 + before + short.chars().count() <= WIDTH {
            return short;
        }
        let (begin, end, lines) = match self {
            Json::Plain(_) | Json::Text(_) => return short,
            Json::List(all) => {
                let lines = all.iter().map(|own| own.indented(depth + 1, 0)).collect();
                ('[', ']', lines)
            }
            Json::Object(all) => ('{', '}', all.iter().map(|own| entry(own, depth)).collect()),
        };
        let lines: Vec<String> = lines;
        let pad = "  ".repeat(depth + 1);
        let body = lines.join(&format!(",\n{pad}"));
        format!("{begin}\n{pad}{body}\n{}{end}", "  ".repeat(depth))
    }

    fn short(&self) -> String {
        match self {
            Json::Plain(plain) => plain.clone(),
            Json::Text(text) => quoted(text),
            Json::List(all) => {
                let all: Vec<String> = all.iter().map(Json::short).collect();
                format!("[{}]", all.join(", "))
            }
            Json::Object(all) => {
                let all = all.iter().map(|(key, own)| format!("{}: {}", quoted(key), own.short()));
                format!("{{ {} }}", all.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn entry((key, value): &(String, Json), depth: usize) -> String {
    let key = quoted(key);
    let value = value.indented(depth + 1, key.chars().count() + 2);
    format!("{key}: {value}")
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_broken_and_short_ones_are_not() {
        let inner = object([("a", Json::Plain("1".into())), ("b", text("x\"\n"))]);
        let outer = object([("name", object([("short", inner), ("list", list([text("y")]))]))]);
        let expected = "{\n  \"name\": {\n    \"short\": { \"a\": 1, \"b\": \"x\\\"\\n\" },\n    \
                        \"list\": [\"y\"]\n  }\n}";
        assert_eq!(outer.write(), expected);
        let long = object([("k", list((0..9).map(|_| text("word word word"))))]);
        assert!(long.write().lines().all(|line| line.chars().count() <= WIDTH));
    }
}
