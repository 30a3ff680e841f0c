//! Texts that RFC 8259 leaves to the reader: whatever is said of them, nothing breaks.

use super::Case;

pub const EITHER: &[Case] = &[
    // Numbers beyond what a machine counts by.
    ("a fraction with a huge negative exponent", b"[123.456e-789]"),
    (
        "an exponent of many digits",
        b"[0.4e00669999999999999999999999999999999999999999999999999999999999999999999969999999006]",
    ),
    ("a negative integer with a huge exponent", b"[-1e+9999]"),
    ("a fraction with a huge exponent", b"[1.5e+9999]"),
    ("a negative overflow", b"[-123123e100000]"),
    ("a positive overflow", b"[123123e100000]"),
    ("an underflow", b"[123e-10000000]"),
    ("a negative integer of 31 digits", b"[-1231231231231231231231231231231]"),
    ("a positive integer of 30 digits", b"[100000000000000000000000000000]"),
    ("a negative integer of 48 digits", b"[-237462374673276894279832749832423479823246327846]"),
    // Surrogates that are no pair.
    ("a second surrogate alone in a key", br#"{"\uDFAA":0}"#),
    ("a first surrogate alone", br#"["\uDADA"]"#),
    ("a first surrogate before another escape", br#"["\uD888\u1234"]"#),
    ("a first surrogate before a line end", br#"["\uD800\n"]"#),
    ("a first surrogate before a letter", br#"["\uDd1ea"]"#),
    ("two first surrogates before a line end", br#"["\uD800\uD800\n"]"#),
    ("a lonely surrogate", br#"["\ud800"]"#),
    ("a lonely surrogate before letters", br#"["\ud800abc"]"#),
    ("a pair of surrogates turned round", br#"["\uDd1e\uD834"]"#),
    ("a lonely second surrogate", br#"["\uDFAA"]"#),
    // Bytes that are no UTF-8.
    ("UTF-16 with its mark", b"\xFF\xFE[\0\"\0\xE9\0\"\0]\0"),
    ("a surrogate in letters of another script", b"[\"\xE6\x97\xA5\xD1\x88\xFA\"]"),
    ("a surrogate written as UTF-8", b"[\"\xED\xA0\x80\"]"),
    ("a byte 0xFF in a text", b"[\"\xFF\"]"),
    ("a letter of Latin-1", b"[\"\xE9\"]"),
    ("a continuation byte alone", b"[\"\x81\"]"),
    ("a character beyond Unicode", b"[\"\xF4\xBF\xBF\xBF\"]"),
    ("an overlong slash of two bytes", b"[\"\xC0\xAF\"]"),
    ("an overlong character of six bytes", b"[\"\xFC\x83\xBF\xBF\xBF\xBF\"]"),
    ("an overlong NUL of six bytes", b"[\"\xFC\x80\x80\x80\x80\x80\"]"),
    ("a character that breaks off", b"[\"\xE0\xFF\"]"),
    ("UTF-16 of big end first", b"\0[\0\"\0\xE9\0\"\0]"),
    ("UTF-16 of little end first", b"[\0\"\0\xE9\0\"\0]\0"),
    // Two more that a server in the field writes.
    ("a byte order mark before a list", b"\xEF\xBB\xBF[]"),
    ("a number of 1,000 digits' worth", b"[1e1000]"),
];
