//! Characters that nobody sees: they come with text out of other programs, and make two names that
//! look alike different ones.

/// Those that turn up, and what Unicode calls them.
const NAMES: [(char, &str); 18] = [
    ('\u{00A0}', "NO-BREAK SPACE"),
    ('\u{00AD}', "SOFT HYPHEN"),
    ('\u{034F}', "COMBINING GRAPHEME JOINER"),
    ('\u{061C}', "ARABIC LETTER MARK"),
    ('\u{180E}', "MONGOLIAN VOWEL SEPARATOR"),
    ('\u{200B}', "ZERO WIDTH SPACE"),
    ('\u{200C}', "ZERO WIDTH NON-JOINER"),
    ('\u{200D}', "ZERO WIDTH JOINER"),
    ('\u{200E}', "LEFT-TO-RIGHT MARK"),
    ('\u{200F}', "RIGHT-TO-LEFT MARK"),
    ('\u{202A}', "LEFT-TO-RIGHT EMBEDDING"),
    ('\u{202B}', "RIGHT-TO-LEFT EMBEDDING"),
    ('\u{202C}', "POP DIRECTIONAL FORMATTING"),
    ('\u{202D}', "LEFT-TO-RIGHT OVERRIDE"),
    ('\u{202E}', "RIGHT-TO-LEFT OVERRIDE"),
    ('\u{202F}', "NARROW NO-BREAK SPACE"),
    ('\u{2060}', "WORD JOINER"),
    ('\u{FEFF}', "ZERO WIDTH NO-BREAK SPACE"),
];

/// The hidden characters of a place, each once, by number and name: `U+200B ZERO WIDTH SPACE`. One
/// of the rarer ones has its number alone. A plain or a wide space counts as seen.
pub fn hidden(place: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for c in place.chars().filter(|c| is_hidden(*c)) {
        let name = NAMES.iter().find(|(known, _)| *known == c).map_or("", |(_, name)| name);
        let said = format!("U+{:04X} {name}", u32::from(c));
        let said = said.trim_end().to_owned();
        if !found.contains(&said) {
            found.push(said);
        }
    }
    found
}

pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || NAMES.iter().any(|(known, _)| *known == c)
        || matches!(c, '\u{2061}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFF9}'..='\u{FFFC}')
        || matches!(c, '\u{E0000}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_named_once_each() {
        assert_eq!(hidden("南召县"), [""; 0]);
        assert_eq!(hidden(" 南\u{3000}召县"), [""; 0]);
        let place = "\u{FEFF}南\u{200B}召\u{200B}县\u{00A0}\u{E0041}";
        let names = [
            "U+FEFF ZERO WIDTH NO-BREAK SPACE",
            "U+200B ZERO WIDTH SPACE",
            "U+00A0 NO-BREAK SPACE",
            "U+E0041",
        ];
        assert_eq!(hidden(place), names);
    }
}
