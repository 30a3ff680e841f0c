//! Sheets of style without what nobody reads: comments and the room between words.
//!
//! Deliberately absent: any understanding of a rule. Minifiers that have one write for the newest
//! browsers unless they are told of others: they drop a rule that a later one of the same name
//! replaces (`height: 100vh` before `height: 100dvh`), which is what an older browser goes by, and turn
//! `max-width: 40rem` into `width <= 40rem`, which it does not read. Compressed, the sheets are as small so.

/// The sheet with one space at most between words and none beside braces, semicolons and commas;
/// what stands in quotes is left as it is.
pub fn squeeze(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' | '\'' => quoted(rest, first),
            _ => first.len_utf8(),
        };
        let (part, after) = rest.split_at(length);
        match first {
            '/' if length > 1 => {}
            _ if first.is_whitespace() => {
                if !out.ends_with(tight) && !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            _ => {
                if tight(first) && out.ends_with(' ') {
                    out.pop();
                }
                if first == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push_str(part);
            }
        }
        rest = after;
    }
    out.trim_end().to_string()
}

/// Whether no space beside it means anything.
fn tight(letter: char) -> bool {
    matches!(letter, '{' | '}' | ';' | ',')
}

/// How many bytes the text takes that begins with `quote`.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        if letter == quote && !escaped {
            return at + quote.len_utf8();
        }
        escaped = letter == '\\' && !escaped;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_room_go_and_every_rule_stays() {
        let sheet = "/* a { } */\nmain > p,\nmain + b {\n  height: 100vh;\n  height: 100dvh;\n}\n\n@media (max-width: 40rem) {\n  p {\n    width: calc(100% - 2em);\n  }\n}\n";
        let wanted = "main > p,main + b{height: 100vh;height: 100dvh}@media (max-width: 40rem){p{width: calc(100% - 2em)}}";
        assert_eq!(squeeze(sheet), wanted);
    }

    #[test]
    fn what_stands_in_quotes_is_left_alone() {
        let sheet = r#"p::before { content: " ;  /* no */ \" }"; quotes: '  {' "」"; }"#;
        let wanted = r#"p::before{content: " ;  /* no */ \" }";quotes: '  {' "」"}"#;
        assert_eq!(squeeze(sheet), wanted);
    }

    #[test]
    fn what_does_not_end_is_kept_to_its_end() {
        assert_eq!(squeeze("p { } /* on"), "p{}");
        assert_eq!(squeeze("p { content: \"on"), "p{content: \"on");
        assert_eq!(squeeze(""), "");
    }
}
