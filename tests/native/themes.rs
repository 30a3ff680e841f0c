//! The themes' promises, measured: words stand out from everything below them, series can be told
//! apart by readers with any kind of colour vision, ramps climb in even steps.
//!
//! Luminance and OKLab are computed here a second time, from their own definitions, so that the
//! house's own contrast function has something to agree with.

use daping::look::theme::{Color, ROLES, THEMES, Theme};

fn themes() -> Vec<Theme> {
    THEMES.iter().map(|name| Theme::named(name).expect("a listed theme exists")).collect()
}

/// Linear red, green and blue, 0 to 1.
fn linear(color: Color) -> [f64; 3] {
    let [red, green, blue, alpha] = color.channels();
    assert_eq!(alpha, 255, "{} is opaque", color.css());
    [red, green, blue].map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    })
}

fn times(matrix: [[f64; 3]; 3], [x, y, z]: [f64; 3]) -> [f64; 3] {
    matrix.map(|[a, b, c]| a * x + b * y + c * z)
}

/// Lightness 0 to 1, green–red, blue–yellow, of linear light.
fn oklab(light: [f64; 3]) -> [f64; 3] {
    let cones = times(
        [
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        light,
    );
    times(
        [
            [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
        ],
        cones.map(f64::cbrt),
    )
}

/// Machado, Oliveira and Fernandes 2009, severity 1, on linear light.
const VISIONS: [(&str, [[f64; 3]; 3]); 4] = [
    ("full", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ),
];

/// How far two colours are for a reader: the distance in OKLab, where about 0.02 is the least that
/// can be seen side by side.
fn apart(a: Color, b: Color, vision: [[f64; 3]; 3]) -> f64 {
    let seen = |color| oklab(times(vision, linear(color)).map(|light| light.clamp(0.0, 1.0)));
    let ([l, a, b], [m, c, d]) = (seen(a), seen(b));
    ((l - m).powi(2) + (a - c).powi(2) + (b - d).powi(2)).sqrt()
}

#[track_caller]
fn stands_out(theme: &Theme, what: &str, color: Color, least: f64) {
    for (below, face) in theme.faces() {
        let ratio = color.contrast(face);
        assert!(ratio >= least, "{}: {what} on {below:?} has {ratio:.2} : 1", theme.name);
    }
}

#[test]
fn words_and_marks_stand_out_from_every_face() {
    for theme in themes() {
        // WCAG 2: AAA for what is read, AA for what is read beside it, 3 : 1 for marks.
        stands_out(&theme, "text", theme.text, 7.0);
        stands_out(&theme, "muted", theme.muted, 4.5);
        stands_out(&theme, "accent", theme.accent, 3.0);
        // The words of states are written in these.
        for (what, color) in [("good", theme.good), ("late", theme.late), ("failed", theme.failed)]
        {
            stands_out(&theme, what, color, 4.5);
        }
        for (at, color) in theme.series.into_iter().enumerate() {
            let [below, bottom] = theme.ground;
            for face in [below, bottom, theme.panel.over(below), theme.panel.over(bottom)] {
                assert!(color.contrast(face) >= 3.0, "{} series-{}", theme.name, at + 1);
            }
        }
        assert_eq!(theme.illegible(), []);
    }
}

#[test]
fn a_failed_panel_is_dimmed_and_can_be_read() {
    let css = std::fs::read_to_string("style/base.css").unwrap();
    let rule = css.split_once("[data-state=\"failed\"] > .body {").unwrap().1;
    let opacity = rule.split_once("opacity: ").unwrap().1.split_once(';').unwrap().0;
    let opacity: f64 = opacity.parse().unwrap();
    for theme in themes() {
        for ground in theme.ground {
            let face = theme.panel.over(ground);
            let ratio = theme.muted.fade(opacity).contrast(face);
            assert!(ratio >= 4.5, "{}: {ratio:.2} : 1", theme.name);
        }
    }
}

#[test]
fn the_theme_for_contrast_has_more_than_all_others() {
    let theme = Theme::named("contrast").unwrap();
    for (what, color) in [("text", theme.text), ("muted", theme.muted)] {
        stands_out(&theme, what, color, 10.0);
    }
    for (what, color) in
        [("accent", theme.accent), ("hairline", theme.hairline), ("failed", theme.failed)]
    {
        stands_out(&theme, what, color, 7.0);
    }
    assert_eq!(theme.ground, [Color(0xff); 2]);
    for color in theme.series {
        assert!(color.contrast(theme.ground[0]) >= 7.0, "{}", color.css());
    }
}

#[test]
fn paper_takes_no_ink_where_nothing_is_said() {
    let theme = Theme::named("print").unwrap();
    let white = Color(0xffff_ffff);
    for face in [theme.ground[0], theme.ground[1], theme.panel.over(white), theme.light.over(white)]
    {
        assert_eq!(face, white);
    }
    assert_eq!((theme.text, theme.land), (Color(0xff), white));
    // Hatching is seen on white land, and a printer without colours loses no step of the ramp.
    assert!(theme.hatch.contrast(white) >= 3.0);
    assert!(theme.ramp.iter().all(|step| step.channels()[0] == step.channels()[2]));
}

#[test]
fn words_on_filled_marks_are_legible() {
    for theme in themes() {
        for fill in theme.series.into_iter().chain(theme.ramp).chain([theme.accent, theme.land]) {
            let ratio = theme.on(fill).contrast(fill);
            assert!(ratio >= 4.5, "{}: {ratio:.2} : 1 on {}", theme.name, fill.css());
        }
    }
}

#[test]
fn series_stay_apart_for_every_reader() {
    // A neighbour in a chart is five times the least that can be seen (0.02): lines are thin, walls
    // are far and projectors pale. Any other two, which seldom touch, are three times that.
    const NEIGHBOURS: f64 = 0.10;
    const OTHERS: f64 = 0.06;
    for theme in themes() {
        for (vision, matrix) in VISIONS {
            for (at, one) in theme.series.into_iter().enumerate() {
                for (to, other) in theme.series.into_iter().enumerate().skip(at + 1) {
                    // The last stands beside the first in a ring.
                    let beside = to == at + 1 || (at == 0 && to == theme.series.len() - 1);
                    let floor = if beside { NEIGHBOURS } else { OTHERS };
                    let far = apart(one, other, matrix);
                    let who = format!("{} {vision}: series {} and {}", theme.name, at + 1, to + 1);
                    assert!(far >= floor, "{who} are {far:.3} apart");
                }
            }
        }
    }
}

#[test]
fn the_measure_sees_what_colour_blind_readers_confuse() {
    let (red, green) = (Color(0xb040_00ff), Color(0x4a78_00ff));
    let [full, _, deuteranopia, tritanopia] = VISIONS.map(|(_, matrix)| apart(red, green, matrix));
    assert!(deuteranopia < 0.5 * full && deuteranopia < 0.1, "{deuteranopia} of {full}");
    assert!(tritanopia > 0.1);
    // A known point: OKLab of white is lightness 1 without a hue.
    let [l, a, b] = oklab(linear(Color(0xffff_ffff)));
    assert!((l - 1.0).abs() < 1e-4 && a.abs() < 1e-4 && b.abs() < 1e-4);
}

#[test]
fn ramps_climb_in_even_steps_to_what_stands_out() {
    for theme in themes() {
        let lightness = theme.ramp.map(|step| oklab(linear(step))[0]);
        let whole = lightness[4] - lightness[0];
        for pair in lightness.windows(2) {
            let step = (pair[1] - pair[0]) / (whole / 4.0);
            assert!((0.93..=1.07).contains(&step), "{}: {step:.3} of {lightness:?}", theme.name);
        }
        // Steps that cannot be told apart are no steps; more is further from the ground.
        assert!(whole.abs() / 4.0 > 0.1, "{}: {whole}", theme.name);
        assert_eq!(whole > 0.0, theme.dark, "{}", theme.name);
        // Order holds for every reader, because only lightness carries it.
        for (vision, matrix) in VISIONS {
            let seen = theme.ramp.map(|step| {
                oklab(times(matrix, linear(step)).map(|light| light.clamp(0.0, 1.0)))[0]
            });
            let climbs = seen.windows(2).all(|pair| (pair[1] > pair[0]) == theme.dark);
            assert!(climbs, "{} {vision}: {seen:?}", theme.name);
        }
    }
}

#[test]
fn themes_are_dark_or_light_as_they_say() {
    for theme in themes() {
        let black = Color(0xff);
        let light = theme.ground[1].contrast(black) > theme.text.contrast(black);
        assert_eq!(theme.dark, !light, "{}", theme.name);
        assert_eq!(theme.scheme() == "dark", theme.dark);
    }
    assert_eq!(Theme::default().name, THEMES[0]);
    assert_eq!(Theme::named("nigth"), None);
}

#[test]
fn every_role_is_a_property_and_can_be_replaced() {
    let (theme, odd) = (Theme::default(), Color(0x0102_03ff));
    for role in ROLES {
        let with = theme.with(&[(role.to_string(), odd)]);
        let changed: Vec<&str> = with
            .properties()
            .into_iter()
            .zip(theme.properties())
            .filter(|(new, old)| new != old)
            .map(|((name, _), _)| name)
            .collect();
        // Shades follow the accent.
        let shades = if role == "accent" { changed.len() == 4 } else { changed.len() == 1 };
        assert!(shades && changed[0] == role, "{role}: {changed:?}");
    }
    for none in ["series-0", "series-7", "ramp-6", "series-", "accent-soft", "Text", ""] {
        assert_eq!(theme.with(&[(none.to_string(), odd)]), theme, "{none}");
    }
}

#[test]
fn words_that_nobody_can_read_are_found() {
    let theme = Theme::default().with(&[("muted".to_string(), Color(0x1d3b_73ff))]);
    let found = theme.illegible();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].role, "muted");
    assert!(found[0].contrast < 2.0 && found[0].contrast > 1.0);
}
