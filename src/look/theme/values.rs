//! The values of the themes' roles. Series derive from Okabe and Ito's colours: as they are where
//! they stand out from a dark ground, darkened for a light one, moved where two of them would be
//! one for a colour-blind reader; tests/native/themes.rs has the measures.

use super::{Color, Theme};

const fn solid(rgb: u32) -> Color {
    Color(rgb << 8 | 0xff)
}

/// Blue, orange, deep green, olive, magenta, maroon: for light grounds.
const DARK_SERIES: [u32; 6] = [0x0068b5, 0xc47500, 0x295150, 0x7d6613, 0xc0308c, 0x8f1f1f];

/// For halls: nothing shines but what is said.
pub fn night() -> Theme {
    Theme {
        name: "night",
        dark: true,
        ground: [solid(0x050d1f), solid(0x06163a)],
        light: solid(0x1a4fa0).fade(0.34),
        panel: solid(0xffffff).fade(0.035),
        hairline: solid(0x1d3b73),
        text: solid(0xd8e6ff),
        muted: solid(0x8fb3e8),
        accent: solid(0x38bdf8),
        good: solid(0x34d399),
        late: solid(0xfbbf24),
        failed: solid(0xfc7d90),
        grid: solid(0x8fb3e8).fade(0.12),
        on_fill: solid(0x050d1f),
        series: [0x56b4e9, 0xe69f00, 0x7ee5c9, 0xf0e442, 0xb784ae, 0xe57046].map(solid),
        ramp: [0x173c70, 0x02629c, 0x1b8abd, 0x49b3d8, 0x81daef].map(solid),
        land: solid(0x0d2450),
        hatch: solid(0x8fb3e8).fade(0.22),
    }
}

/// For bright rooms and desks.
pub fn day() -> Theme {
    Theme {
        name: "day",
        dark: false,
        ground: [solid(0xf3f6fb), solid(0xe6eefa)],
        light: solid(0xffffff).fade(0.7),
        panel: solid(0xffffff).fade(0.72),
        hairline: solid(0xb4c5de),
        text: solid(0x0a1830),
        muted: solid(0x3a4b64),
        accent: solid(0x0b63b0),
        good: solid(0x0a6b48),
        late: solid(0x8a5300),
        failed: solid(0xb3203f),
        grid: solid(0x43556f).fade(0.14),
        on_fill: solid(0xffffff),
        series: DARK_SERIES.map(solid),
        ramp: [0xb9deee, 0x70b8dd, 0x338fc7, 0x1263a6, 0x173a76].map(solid),
        land: solid(0xdbe4f0),
        hatch: solid(0x43556f).fade(0.28),
    }
}

/// For readers who see little: black, white, yellow, and lines that are lines.
pub fn contrast() -> Theme {
    Theme {
        name: "contrast",
        dark: true,
        ground: [solid(0x000000), solid(0x000000)],
        light: solid(0x000000).fade(0.0),
        panel: solid(0x000000).fade(0.0),
        hairline: solid(0xffffff),
        text: solid(0xffffff),
        muted: solid(0xe6e6e6),
        accent: solid(0xffe600),
        good: solid(0x7dffb0),
        late: solid(0xffb84d),
        failed: solid(0xff9a9a),
        grid: solid(0xffffff).fade(0.36),
        on_fill: solid(0x000000),
        series: [0xaddbf5, 0xe6c02c, 0x4dae7c, 0xdaf967, 0xc88ec4, 0xfb7600].map(solid),
        ramp: [0x583500, 0x885e00, 0xb38d00, 0xdbc139, 0xfff85e].map(solid),
        land: solid(0x1a1a1a),
        hatch: solid(0xffffff).fade(0.55),
    }
}

/// For paper: no ink where nothing is said, a ramp of greys.
pub fn print() -> Theme {
    Theme {
        name: "print",
        dark: false,
        ground: [solid(0xffffff), solid(0xffffff)],
        light: solid(0xffffff).fade(0.0),
        panel: solid(0xffffff).fade(0.0),
        hairline: solid(0x808080),
        text: solid(0x000000),
        muted: solid(0x404040),
        accent: solid(0x0b57a4),
        good: solid(0x14632f),
        late: solid(0x7a4a00),
        failed: solid(0xa11225),
        grid: solid(0x000000).fade(0.16),
        on_fill: solid(0xffffff),
        series: DARK_SERIES.map(solid),
        ramp: [0xe8e8e8, 0xb7b7b7, 0x898989, 0x5d5d5d, 0x353535].map(solid),
        land: solid(0xffffff),
        hatch: solid(0x000000).fade(0.5),
    }
}
