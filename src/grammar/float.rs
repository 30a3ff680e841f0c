//! The one reader of decimal numbers, correctly rounded.

use lexical_parse_float::FromLexical;

/// As `str::parse` reads it: sign, digits, point, exponent, `inf` and `nan`; `None` for anything else.
pub fn float(text: &str) -> Option<f64> {
    f64::from_lexical(text.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::float;

    #[test]
    fn it_reads_what_the_standard_library_reads() {
        for text in [
            "0",
            "-0",
            "+1",
            "1.5",
            ".5",
            "5.",
            "1e3",
            "1E-3",
            "-2.5e+2",
            "1e400",
            "1e-400",
            "9007199254740993",
            "0.1",
            "48.81",
            "2.2250738585072011e-308",
            "5e-324",
            "1.7976931348623157e308",
            "inf",
            "-inf",
            "123456789012345678901234567890",
            "0.000000000000000000000000000000000001",
        ] {
            assert_eq!(float(text), text.parse().ok(), "{text}");
        }
        assert!(float("nan").is_some_and(f64::is_nan));
        for text in ["", " 1", "1 ", "1,5", "e5", ".", "+", "1e", "0x10", "1_000", "一"] {
            assert_eq!(float(text), None, "{text}");
            assert!(text.parse::<f64>().is_err(), "{text}");
        }
    }
}
