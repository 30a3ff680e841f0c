//! The line behind a big number.

use crate::look::markup::{Element, el};

/// The line's own room, in its own units; the page stretches it.
const WIDTH: f64 = 100.0;
const HEIGHT: f64 = 24.0;
/// A line as wide as a panel shows no more points than these.
const MOST: usize = 120;

/// The values as a line with a dot at its last; missing ones are gaps. `None` without two values.
pub fn line(values: &[Option<f64>]) -> Option<Element> {
    let values = thinned(values);
    let present = || values.iter().flatten().copied();
    let (least, most) = (present().fold(f64::MAX, f64::min), present().fold(f64::MIN, f64::max));
    if present().count() < 2 {
        return None;
    }
    let step = WIDTH / (values.len() - 1) as f64;
    let span = most - least;
    // Equal values lie in the middle.
    let y = |value: f64| if span > 0.0 { (most - value) / span } else { 0.5 };
    let y = |value: f64| HEIGHT * (0.08 + 0.84 * y(value));
    let mut path = String::new();
    let mut dot = String::new();
    let mut gap = true;
    for (at, value) in values.iter().enumerate() {
        let Some(value) = value else {
            gap = true;
            continue;
        };
        let place = format!("{:.1} {:.1}", at as f64 * step, y(*value));
        path.push_str(&format!("{}{place}", if gap { "M" } else { "L" }));
        dot = format!("M{place}h0");
        gap = false;
    }
    Some(
        el("svg")
            .class("spark")
            .attr("viewBox", format!("0 0 {WIDTH} {HEIGHT}"))
            .attr("preserveAspectRatio", "none")
            .attr("aria-hidden", "true")
            .child(el("path").class("line").attr("d", path))
            .child(el("path").class("dot").attr("d", dot)),
    )
}

/// Of each stretch its value that is farthest from its first, so that no peak is lost; the last
/// value stays last.
fn thinned(values: &[Option<f64>]) -> Vec<Option<f64>> {
    let stretch = values.len().div_ceil(MOST).max(1);
    if stretch == 1 {
        return values.to_vec();
    }
    let farthest = |part: &[Option<f64>]| {
        let first = part.iter().flatten().next().copied()?;
        let far = |best: f64, value: &f64| match (value - first).abs() > (best - first).abs() {
            true => *value,
            false => best,
        };
        Some(part.iter().flatten().fold(first, far))
    };
    let mut thin: Vec<_> = values.chunks(stretch).map(farthest).collect();
    thin.push(values.last().copied().flatten());
    thin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[Option<f64>], expected: &str) {
        let line = line(values).expect("a line");
        let crate::look::markup::Markup::Element(path) = &line.children[0] else { panic!() };
        assert_eq!(path.attributes[1].1, expected);
    }

    #[test]
    fn missing_values_are_gaps_and_equal_ones_lie_in_the_middle() {
        check(&[Some(1.0), Some(1.0)], "M0.0 12.0L100.0 12.0");
        check(&[Some(0.0), None, Some(1.0)], "M0.0 22.1M100.0 1.9");
        assert_eq!(line(&[Some(1.0), None]), None);
    }

    #[test]
    fn a_long_series_keeps_its_peak_and_its_end() {
        let mut values = vec![Some(1.0); 100_000];
        values[54_321] = Some(9.0);
        values[99_999] = Some(3.0);
        let thin = thinned(&values);
        assert!(thin.len() <= MOST + 1);
        assert!(thin.contains(&Some(9.0)) && thin.last() == Some(&Some(3.0)));
    }
}
