//! How things look: the theme (the only colours), number and date formats, text measuring, and the
//! picture, which is a drawing as plain data that canvas and SVG both understand.
//!
//! `look` knows no data, no panel and no browser. Text widths come in through [`Measure`].

pub mod dots;
pub mod format;
pub mod markup;
pub mod picture;
pub mod plot;
pub mod scale;
pub mod seams;
mod shift;
pub mod svg;
pub mod theme;

/// The fonts of pages and canvases: what systems have, none from the net. `style/base.css` has the
/// same list. After the plain ones stand those that alone have rare characters of names and places:
/// of Windows, macOS, UOS and Kylin, and those that offices install.
pub const FAMILY: &str = "\"PingFang SC\", \"Microsoft YaHei\", \"Noto Sans CJK SC\", \
     \"Noto Sans SC\", \"Source Han Sans SC\", sans-serif, \"SimSun-ExtB\", \"SimSun-ExtG\", \
     \"Songti SC\", \"FZSongS-Extended(SIP)\", \"Plangothic P1\", \"Plangothic P2\", \
     \"HanaMinA\", \"HanaMinB\"";

pub use format::{Format, Said};
pub use picture::{Anchor, Fill, Measure, Picture, Point, Shape, Stroke, Text, is_crowded};
pub use seams::Band;
pub use theme::{Color, Theme};
