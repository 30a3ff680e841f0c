//! Text from outside, made harmless to show: no control, bidi or zero-width characters.
//!
//! Nearly all texts are harmless as they come, and are given back as they are.

use std::borrow::Cow;

/// A text without what is invisible, and without space around it.
pub struct Clean<'t> {
    pub text: Cow<'t, str>,
    /// See [`is_plain`].
    pub is_plain: bool,
    /// Something invisible was found. Line ends and tabs become spaces and are no finding: spreadsheets write
    /// them honestly.
    pub hidden: bool,
}

/// Takes invisible characters out and trims; true where any was found, see [`Clean`].
pub fn clean(text: &str) -> (String, bool) {
    let Clean { text, hidden, .. } = cleaned(text);
    (text.into_owned(), hidden)
}

/// The same.
pub fn cleaned(text: &str) -> Clean<'_> {
    if is_plain(text) {
        let is_around = text.starts_with(' ') || text.ends_with(' ');
        let text = if is_around { text.trim() } else { text };
        return Clean { text: text.into(), is_plain: true, hidden: false };
    }
    if !text.chars().any(is_hidden) {
        return Clean { text: text.trim().into(), is_plain: false, hidden: false };
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
    Clean { text: kept.trim().to_string().into(), is_plain: false, hidden }
}

/// Whether a text has nothing but visible ASCII, spaces and the usual Han characters: nothing is hidden in it,
/// nothing is wide. Other texts may be harmless too. Looks at eight bytes at a time.
pub fn is_plain(text: &str) -> bool {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES << 7;
    let from = |seven: u64, least: u64| seven + ONES * (0x80 - least);
    let odd = |x: u64| {
        let seven = x & !HIGH;
        let control = !x & (!from(seven, 0x20) | from(seven, 0x7F));
        // Characters from U+4000 to U+9FFF begin with these, and are of three bytes.
        let begin = x & (x << 1);
        let other = begin & (!from(seven, 0x64) | from(seven, 0x6A));
        (control | other) & HIGH != 0
    };
    let (eights, rest) = text.as_bytes().as_chunks::<8>();
    // The last bytes once more, with those before them.
    let last = text.as_bytes().last_chunk::<8>().map(|last| u64::from_le_bytes(*last));
    let few = || rest.iter().rev().fold(ONES * 0x20, |all, byte| all << 8 | u64::from(*byte));
    !eights.iter().any(|eight| odd(u64::from_le_bytes(*eight))) && !odd(last.unwrap_or_else(few))
}

/// Whether a text is nothing but space.
pub fn is_blank(text: &str) -> bool {
    // No space begins with these.
    let begins = matches!(text.as_bytes().first(), Some(b'!'..=b'~' | 0xE4..=0xE9));
    !begins && text.trim().is_empty()
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
    fn plain_texts_are_what_they_seem() {
        for c in '\0'..=char::MAX {
            let [one, two] = [format!("{c}"), format!("云阳镇{c}老街")];
            let plain = matches!(c, ' '..='~' | '\u{4000}'..='\u{9FFF}');
            assert_eq!([is_plain(&one), is_plain(&two)], [plain; 2], "{c:?}");
            let changes = is_hidden(c) || narrow(&format!("{c}\u{A0}")) != format!("{c} ");
            assert!(!(plain && changes), "{c:?}");
            assert_eq!(is_blank(&one), one.trim().is_empty());
            if plain {
                assert_eq!(clean(&format!("{c}镇{c}")).0, format!("{c}镇{c}").trim());
            }
        }
    }

    #[test]
    fn texts_are_cut_by_characters_not_bytes() {
        assert_eq!(cut("云阳镇", 2), Some("云阳…".into()));
        assert_eq!(cut("云阳", 2), None);
        assert_eq!(narrow("１３８－ＡＢ"), "138-AB");
    }
}
