//! Text from outside, made harmless to show: no control, bidi or zero-width characters.

/// Takes invisible characters out and trims; true where any was found. Line ends and tabs become
/// spaces and are no finding: spreadsheets write them honestly.
pub fn clean(text: &str) -> (String, bool) {
    if !text.chars().any(is_hidden) {
        return (text.trim().to_string(), false);
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
    (kept.trim().to_string(), hidden)
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
pub fn narrow(text: &str) -> String {
    let one = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    };
    text.chars().map(one).collect()
}

/// At most `limit` characters and an ellipsis; true where the text was cut.
pub fn cut(mut text: String, limit: usize) -> (String, bool) {
    let Some((at, _)) = text.char_indices().nth(limit) else {
        return (text, false);
    };
    text.truncate(at);
    text.push('…');
    (text, true)
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
    fn texts_are_cut_by_characters_not_bytes() {
        assert_eq!(cut("云阳镇".into(), 2), ("云阳…".into(), true));
        assert_eq!(cut("云阳".into(), 2), ("云阳".into(), false));
        assert_eq!(narrow("１３８－ＡＢ"), "138-AB");
    }
}
