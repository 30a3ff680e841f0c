//! Text from outside, made harmless to show: no control, bidi or zero-width characters.
//!
//! Nearly all texts are harmless as they come, and are given back as they are.

use std::borrow::Cow;

/// Takes invisible characters out and trims; true where any was found. Line ends and tabs become
/// spaces and are no finding: spreadsheets write them honestly.
pub fn clean(text: &str) -> (String, bool) {
    let (text, hidden) = cleaned(text);
    (text.into_owned(), hidden)
}

/// The same.
pub fn cleaned(text: &str) -> (Cow<'_, str>, bool) {
    if !text.bytes().any(may_hide) || !text.chars().any(is_hidden) {
        return (text.trim().into(), false);
    }
    let mut hidden = false;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => kept.push(' '),
            c if is_hidden(c) => hidden = true,
            c => kept.push(c),
        }
    }
    (kept.trim().to_string().into(), hidden)
}

/// Whether a hidden character can begin with this byte.
fn may_hide(byte: u8) -> bool {
    matches!(byte, 0..0x20 | 0x7F | 0xC2 | 0xD8 | 0xE1 | 0xE2 | 0xEF | 0xF3)
}

/// Characters that a reader cannot see but that change what is read or compared.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

/// Full-width ASCII and the ideographic space become plain ASCII.
pub fn narrow(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| matches!(byte, 0xC2 | 0xE2 | 0xE3 | 0xEF)) {
        return text.into();
    }
    let one = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    };
    text.chars().map(one).collect()
}

/// At most `limit` characters and an ellipsis; `None` where the text is no longer.
pub fn cut(text: &str, limit: usize) -> Option<String> {
    if text.len() <= limit {
        return None;
    }
    let (at, _) = text.char_indices().nth(limit)?;
    Some(format!("{}…", text.get(..at)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_go_and_line_ends_become_spaces() {
        assert_eq!(clean("\u{202E}a\u{200B}b\u{0}"), ("ab".into(), true));
        assert_eq!(clean(" a\nb "), ("a b".into(), false));
    }

    #[test]
    fn what_is_hidden_or_wide_is_known_by_its_first_byte() {
        for c in '\0'..=char::MAX {
            let mut bytes = [0; 4];
            let text: &str = c.encode_utf8(&mut bytes);
            assert!(!is_hidden(c) || text.bytes().any(may_hide), "{c:?}");
            let one = format!("a{c}");
            let other: String = narrow(&format!("{one}\u{A0}")).chars().take(2).collect();
            assert_eq!(narrow(&one), other);
        }
    }

    #[test]
    fn texts_are_cut_by_characters_not_bytes() {
        assert_eq!(cut("云阳镇", 2), Some("云阳…".into()));
        assert_eq!(cut("云阳", 2), None);
        assert_eq!(narrow("１３８－ＡＢ"), "138-AB");
    }
}
