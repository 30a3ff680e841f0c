//! What every picture keeps at any size with any data: nothing leaves it, no words cover others.

use daping::look::picture::FixedMeasure;
use daping::look::{Anchor, Measure, Picture, Point, Shape, Text};

/// The corners of the box that a shape covers.
fn corners(shape: &Shape) -> Vec<Point> {
    let around = |at: Point, x: f64, y: f64| {
        vec![Point::new(at.x - x, at.y - y), Point::new(at.x + x, at.y + y)]
    };
    match shape {
        Shape::Rect { at, width, height, .. } => {
            assert!(*width >= 0.0 && *height >= 0.0, "{shape:?}");
            vec![*at, Point::new(at.x + width, at.y + height)]
        }
        Shape::Line { points, .. } | Shape::Area { points, .. } => points.clone(),
        Shape::Circle { at, radius, .. } | Shape::Glow { at, radius, .. } => {
            around(*at, *radius, *radius)
        }
        Shape::Sector { at, outer, from, to, .. } => {
            assert!(from <= to, "{shape:?}");
            // Points of the arc itself: a gauge's foot is open.
            let on = |part: i32| from + (to - from) * f64::from(part) / 64.0;
            let rim =
                |angle: f64| Point::new(at.x + outer * angle.sin(), at.y - outer * angle.cos());
            (0..=64).map(|part| rim(on(part))).collect()
        }
        Shape::Path { .. } | Shape::Regions { .. } => Vec::new(),
        Shape::Text(text) => words_box(text).to_vec(),
    }
}

pub fn words_box(text: &Text) -> [Point; 2] {
    let width = FixedMeasure.width(&text.text, text.size, text.bold);
    let left = match text.anchor {
        Anchor::Start => text.at.x,
        Anchor::Middle => text.at.x - width / 2.0,
        Anchor::End => text.at.x - width,
    };
    // The ink of a line is lower than its type size.
    let half = text.size * 0.42;
    [Point::new(left, text.at.y - half), Point::new(left + width, text.at.y + half)]
}

/// How far a shape may stand out: half a line's width.
const SLACK: f64 = 1.6;

pub fn stays_inside(picture: &Picture) {
    for shape in &picture.shapes {
        for point in corners(shape) {
            let inside = point.x >= -SLACK
                && point.y >= -SLACK
                && point.x <= picture.width + SLACK
                && point.y <= picture.height + SLACK;
            assert!(inside, "{}x{}: {point:?} of {shape:?}", picture.width, picture.height);
        }
    }
}

pub fn words_keep_apart(picture: &Picture) {
    let boxes: Vec<_> = picture
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Text(text) if !text.text.is_empty() => Some((words_box(text), &text.text)),
            _ => None,
        })
        .collect();
    for (at, ([a, b], words)) in boxes.iter().enumerate() {
        for ([c, d], others) in boxes.iter().skip(at + 1) {
            let apart =
                b.x <= c.x + 0.5 || d.x <= a.x + 0.5 || b.y <= c.y + 0.5 || d.y <= a.y + 0.5;
            assert!(apart, "{words} over {others} at {}x{}", picture.width, picture.height);
        }
    }
}
