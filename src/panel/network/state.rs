//! What a node's state looks like: never a colour alone.

use super::super::Draw;
use crate::issue::words;
use crate::look::{Color, Picture, Point, Shape, Stroke};

/// From the best to the worst: where rows differ about a node, the worst counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The rows have no states.
    #[default]
    Plain,
    Unknown,
    Good,
    Late,
    Failed,
}

impl State {
    pub fn color(self, on: &Draw<'_>) -> Color {
        match self {
            State::Plain => on.theme.accent,
            State::Unknown => on.theme.muted,
            State::Good => on.theme.good,
            State::Late => on.theme.late,
            State::Failed => on.theme.failed,
        }
    }

    /// ● is good and plain, ▲ late, ✕ failed, ○ unknown.
    pub fn symbol(self, picture: &mut Picture, at: Point, radius: f64, on: &Draw<'_>) {
        let color = self.color(on);
        let Point { x, y } = at;
        let bold = Stroke::new(color, (radius * 0.5).max(1.2));
        match self {
            State::Plain | State::Good => picture.push(Shape::Circle { at, radius, fill: color }),
            State::Late => {
                let side = radius * 1.05;
                let points = vec![
                    Point::new(x, y - radius * 1.2),
                    Point::new(x + side, y + radius * 0.8),
                    Point::new(x - side, y + radius * 0.8),
                ];
                picture.push(Shape::Area { points, fill: color });
            }
            State::Failed => {
                let arm = radius * 0.85;
                for down in [arm, -arm] {
                    let points = vec![Point::new(x - arm, y - down), Point::new(x + arm, y + down)];
                    picture.push(Shape::Line { points, stroke: bold.clone() });
                }
            }
            State::Unknown => {
                let r = radius * 0.8;
                let d = format!(
                    "M{:.1},{y:.1}a{r:.1},{r:.1} 0 1,0 {:.1},0a{r:.1},{r:.1} 0 1,0 {:.1},0Z",
                    x - r,
                    r * 2.0,
                    -r * 2.0
                );
                let stroke = Some(Stroke::new(color, (radius * 0.35).max(1.0)));
                picture.push(Shape::Path { d, fill: None, stroke, hatch: None });
            }
        }
    }

    /// How its links are drawn: trouble is seen along the line.
    pub fn stroke(self, width: f64, on: &Draw<'_>) -> Stroke {
        match self {
            State::Late => Stroke::new(on.theme.late.fade(0.6), width),
            State::Failed => Stroke {
                dash: Some((on.em * 0.3, on.em * 0.22)),
                ..Stroke::new(on.theme.failed.fade(0.75), width)
            },
            _ => Stroke::new(on.theme.muted.fade(0.3), width),
        }
    }
}

/// The data's own word for a state; that of the house where it has none.
pub fn spoken<'a>(state: State, word: &'a str, on: &Draw<'_>) -> &'a str {
    if state == State::Unknown && word.is_empty() { words::unknown(on.lang) } else { word }
}
