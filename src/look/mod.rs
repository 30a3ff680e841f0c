//! How things look: the theme (the only colours), number and date formats, text measuring, and the
//! picture, which is a drawing as plain data that canvas and SVG both understand.
//!
//! `look` knows no data, no panel and no browser. Text widths come in through [`Measure`].

pub mod format;
pub mod markup;
pub mod picture;
pub mod plot;
pub mod scale;
pub mod seams;
mod shift;
pub mod svg;
pub mod theme;

pub use format::{Format, Said};
pub use picture::{Anchor, Measure, Picture, Point, Shape, Stroke, Text};
pub use seams::Band;
pub use theme::{Color, Theme};
