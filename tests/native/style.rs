//! style/ and the house agree: one list of fonts, and every rule for what a reader's system asks.

use std::fs;

use daping::look::FAMILY;
use daping::look::theme::{THEMES, Theme};

fn css(name: &str) -> String {
    let text = fs::read_to_string(format!("style/{name}.css")).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn pages_and_canvases_are_written_in_the_same_fonts() {
    assert!(css("base").contains(&format!("font-family: {FAMILY};")), "{FAMILY}");
    // Characters that the first font lacks are looked for in the next ones, after the plain ones.
    let after = FAMILY.split_once("sans-serif, ").unwrap().1;
    assert!(after.contains("SimSun-ExtB") && after.contains("HanaMinB"));
    assert!(css("base").contains("font-variant-numeric: tabular-nums"));
}

#[test]
fn light_themes_have_light_scroll_bars() {
    let light = css("base");
    let light = light.split_once("{ color-scheme: light; }").unwrap().0;
    let light = light.rsplit('}').next().unwrap();
    for name in THEMES {
        let theme = Theme::named(name).unwrap();
        assert_eq!(light.contains(&format!("\"{name}\"")), !theme.dark, "{name}");
    }
}

#[test]
fn what_the_readers_system_asks_for_is_answered() {
    let media = css("media");
    for query in ["(prefers-reduced-motion: reduce)", "(forced-colors: active)"] {
        assert!(media.contains(&format!("@media {query} {{")), "{query}");
    }
    // On paper no role of a dark theme is left that puts ink or light words where nothing is said.
    let paper = css("paper");
    let paper = paper.split_once("@media print {").expect("the rules for paper").1;
    let kept = ["series", "ramp", "land", "hatch", "on-fill"];
    for (role, _) in Theme::default().properties() {
        let replaced = paper.contains(&format!("--{role}: "));
        let kept = kept.iter().any(|own| role.starts_with(own));
        assert!(replaced != kept, "{role}");
    }
}

#[test]
fn a_thumb_finds_what_it_touches() {
    let forms = css("forms");
    let touched = forms.split_once(":is(button, ").unwrap().1;
    let rule = touched.split_once('{').unwrap().1;
    assert!(rule.trim_start().starts_with("min-width: 44px; min-height: 44px;"));
}

/// Pictures of the page take its rules as the browser writes them, and it writes nothing for a shorthand
/// with a custom property of which a later line says a part.
#[test]
fn no_shorthand_with_a_property_is_said_over_in_part() {
    const SHORTHANDS: [&str; 6] = ["border", "background", "padding", "margin", "font", "inset"];
    let mut found = Vec::new();
    for entry in fs::read_dir("style").unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for rule in text.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
            let lines: Vec<&str> = rule.split(';').map(str::trim).collect();
            for (at, line) in lines.iter().enumerate() {
                let Some((name, value)) = line.split_once(':') else { continue };
                let part = format!("{name}-");
                let later =
                    |other: &&&str| other.starts_with(&part) && !other.starts_with("border-radius");
                if SHORTHANDS.contains(&name) && value.contains("var(") {
                    found.extend(
                        lines[at..].iter().filter(later).map(|own| format!("{line}; {own}")),
                    );
                }
            }
        }
    }
    assert_eq!(found, [""; 0]);
}
