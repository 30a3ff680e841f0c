//! `image`: a picture of the wall's own host, or one written into the board.
//!
//! Deliberately absent: addresses of other hosts. The page's policy would refuse them, and a wall
//! tells nobody that it is looked at.

use super::options::{choice, options};
use super::{Draw, piece};
use crate::data::table::Table;
use crate::issue::words;
use crate::look::markup::{Element, el};

options! {
    /// Which picture, and how it fills its panel.
    pub struct Options {
        /// A relative path, or `data:image/…`.
        pub src: String,
        /// What it shows, for those who do not see it.
        pub alt: String,
        pub fit: Fit,
    }
}

choice! {
    /// How a picture of another shape stands in its panel.
    pub enum Fit {
        /// The whole picture.
        #[default]
        Contain = "contain",
        /// The whole panel; the picture loses its edges.
        Cover = "cover",
    }
}

/// The picture, or a sentence where its address is none that may be shown.
pub fn show(options: &Options, _rows: &Table, on: &Draw<'_>) -> Element {
    let root = el("div").class("image");
    let src = options.src.trim();
    if src.is_empty() {
        return root.child(piece::notice(words::no_image(on.lang)));
    }
    if !is_own(src) {
        return root.child(piece::notice(words::bad_image(on.lang)));
    }
    let fit = match options.fit {
        Fit::Contain => "contain",
        Fit::Cover => "cover",
    };
    let image = el("img").attr("src", src).attr("alt", options.alt.as_str());
    root.attr("data-fit", fit).child(image.attr("decoding", "async"))
}

/// Whether an address stays on the page's own host. Browsers drop control characters and read a
/// backslash as a slash, so neither may stand in it.
fn is_own(src: &str) -> bool {
    if src.chars().any(|c| c.is_control() || c == '\\') {
        return false;
    }
    let is_data = src.get(..11).is_some_and(|head| head.eq_ignore_ascii_case("data:image/"));
    let path = src.split(['/', '?', '#']).next().unwrap_or_default();
    is_data || (!path.contains(':') && !src.starts_with("//"))
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn only_own_addresses_are_shown() {
        for own in
            ["a.png", "img/标志.svg", "/logo.png", "a.png?t=12:00", "data:image/png;base64,AA"]
        {
            assert!(is_own(own), "{own}");
        }
        for other in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,<b>",
            "//example.org/a.png",
            "/\\example.org/a.png",
            "https://example.org/a.png",
            "file:///etc/passwd",
        ] {
            assert!(!is_own(other), "{other}");
        }
    }
}
