//! Boundaries on the grid of a sheet, and as the text of an SVG path.
//!
//! Points are put on a grid of quarter pixels. What falls onto the point before, and what lies on the
//! straight line between its neighbours, is left out. A border of two regions is the same points in
//! both, whichever way each goes round: what is dropped depends on a point's own neighbours alone,
//! never on where a ring begins. A quarter of a pixel moves no point by more than an eighth: under half
//! a device pixel up to a ratio of 4.

use super::Xy;

/// Steps of the grid in a CSS pixel.
const STEPS: f64 = 4.0;

/// A place on the grid.
pub(super) type Step = (i32, i32);

/// Puts a ring on the grid: its corners alone. An islet smaller than the grid becomes one place.
pub(super) fn walk(ring: &mut Vec<Step>, pixels: impl Iterator<Item = Xy>) {
    ring.clear();
    // WebAssembly has an instruction for `floor` and none for `round`.
    let step = |pixel: f64| (pixel * STEPS + 0.5).floor() as i32;
    for xy in pixels {
        corner(ring, (step(xy.x), step(xy.y)));
    }
    close(ring);
}

/// Appends a place; the one before goes if it is no corner.
fn corner(ring: &mut Vec<Step>, next: Step) {
    match ring.as_slice() {
        [.., last] if *last == next => return,
        [.., before, last] if is_straight(*before, *last, next) => {
            ring.pop();
        }
        _ => (),
    }
    ring.push(next);
}

/// The ring's end meets its beginning by the same rule.
fn close(ring: &mut Vec<Step>) {
    while let [first, .., last] = ring.as_slice()
        && first == last
    {
        ring.pop();
    }
    while let [first, .., before, last] = ring.as_slice()
        && is_straight(*before, *last, *first)
    {
        ring.pop();
    }
    if let [first, second, .., last] = ring.as_slice()
        && is_straight(*last, *first, *second)
    {
        ring.remove(0);
    }
}

/// From `a` over `b` straight on to `c`; a turn back is a corner.
fn is_straight(a: Step, b: Step, c: Step) -> bool {
    let (ax, ay) = (i64::from(b.0) - i64::from(a.0), i64::from(b.1) - i64::from(a.1));
    let (bx, by) = (i64::from(c.0) - i64::from(b.0), i64::from(c.1) - i64::from(b.1));
    ax * by == ay * bx && ax * bx + ay * by > 0
}

pub(super) fn pixels((x, y): Step) -> Xy {
    Xy { x: f64::from(x) / STEPS, y: f64::from(y) / STEPS }
}

/// Appends `M…l…z`, in pixels of at most two decimals, to be filled by the even-odd rule. One of a single place is a line of one step, so that its border shows it.
pub(super) fn push_ring(out: &mut String, ring: &[Step]) {
    let Some((first, rest)) = ring.split_first() else { return };
    out.push('M');
    push_step(out, *first, true);
    let mut last = *first;
    for (at, next) in rest.iter().enumerate() {
        if at == 0 {
            out.push('l');
        }
        push_step(out, (next.0.wrapping_sub(last.0), next.1.wrapping_sub(last.1)), at == 0);
        last = *next;
    }
    out.push_str(if rest.is_empty() { "h.25z" } else { "z" });
}

fn push_step(out: &mut String, (x, y): Step, first: bool) {
    if !first && x >= 0 {
        out.push(' ');
    }
    push_quarters(out, x);
    if y >= 0 {
        out.push(' ');
    }
    push_quarters(out, y);
}

/// A map of all counties has hundreds of thousands of them: no division but by ten.
fn push_quarters(out: &mut String, quarters: i32) {
    if quarters < 0 {
        out.push('-');
    }
    let (whole, rest) = (quarters.unsigned_abs() >> 2, quarters.unsigned_abs() & 3);
    if whole > 0 || rest == 0 {
        push_whole(out, whole);
    }
    out.push_str(match rest {
        0 => "",
        1 => ".25",
        2 => ".5",
        _ => ".75",
    });
}

/// Appends `x,y` with at most one decimal.
pub(super) fn push_xy(out: &mut String, xy: Xy) {
    push_tenths(out, (xy.x * 10.0).round() as i32);
    out.push(',');
    push_tenths(out, (xy.y * 10.0).round() as i32);
}

fn push_tenths(out: &mut String, tenths: i32) {
    if tenths < 0 {
        out.push('-');
    }
    push_whole(out, tenths.unsigned_abs() / 10);
    if tenths % 10 != 0 {
        out.push('.');
        push_whole(out, tenths.unsigned_abs() % 10);
    }
}

fn push_whole(out: &mut String, whole: u32) {
    if whole >= 10 {
        push_whole(out, whole / 10);
    }
    out.push(char::from(b'0' + (whole % 10) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(x: f64, y: f64, expect: &str) {
        let mut out = String::new();
        push_xy(&mut out, Xy { x, y });
        assert_eq!(out, expect);
    }

    #[test]
    fn numbers_have_at_most_one_decimal_and_no_negative_zero() {
        check(12.0, 3.25, "12,3.3");
        check(-0.04, -0.3, "0,-0.3");
        check(-12.34, 1e4, "-12.3,10000");
        check(f64::NAN, 0.96, "0,1");
    }

    fn walked(points: &[(f64, f64)]) -> (Vec<Step>, String) {
        let (mut ring, mut out) = (Vec::new(), String::new());
        walk(&mut ring, points.iter().map(|&(x, y)| Xy { x, y }));
        push_ring(&mut out, &ring);
        (ring, out)
    }

    #[test]
    fn corners_stay_wherever_the_ring_begins() {
        let square =
            [(0.0, 0.0), (1.0, 0.1), (2.0, 0.0), (2.0, 1.0), (2.0, 2.0), (0.0, 2.0), (0.0, 1.0)];
        for begin in 0..square.len() {
            let mut turned = square.to_vec();
            turned.rotate_left(begin);
            let mut corners = walked(&turned).0;
            corners.sort_unstable();
            assert_eq!(corners, [(0, 0), (0, 8), (8, 0), (8, 8)], "from {begin}");
        }
        assert_eq!(walked(&square).1, "M0 0l2 0 0 2-2 0z");
    }

    #[test]
    fn what_is_finer_than_the_grid_is_still_drawn() {
        assert_eq!(walked(&[(1.0, 1.0), (1.1, 1.0), (1.1, 1.1)]).1, "M1 1h.25z");
        assert_eq!(walked(&[(1.0, 1.0), (3.5, 0.3)]).1, "M1 1l2.5-.75z");
        assert_eq!(walked(&[]).1, "");
    }
}
