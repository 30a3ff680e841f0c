//! Cells of one size: their colours, their values where they fit, their marks, and the legend.

use super::{Draw, Scene, small};
use crate::data::table::{Field, Value};
use crate::look::{Anchor, Point, Shape, format, plot};
use crate::panel::scene::MOST_MARKS;
use crate::panel::{Mark, Reach, Told, map, view};

/// A cell by its left upper corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cell {
    pub at: Point,
    /// The row that it comes from; none is missing.
    pub row: Option<usize>,
}

/// The cells of a picture.
pub(super) struct Cells<'a> {
    pub all: Vec<Cell>,
    pub wide: f64,
    pub high: f64,
    pub value: &'a Field,
}

/// More cells carry no words.
const MOST_WORDS: usize = 1_500;

impl Cells<'_> {
    /// Paints them; `label` is what the tip of the cell at a place calls it.
    pub fn draw(&self, scene: &mut Scene, label: &dyn Fn(usize) -> String, on: &Draw<'_>) {
        let amount =
            |cell: &Cell| cell.row.and_then(|row| view::amount(self.value.column.get(row)));
        let values: Vec<Option<f64>> = self.all.iter().map(amount).collect();
        let bounds = map::quantiles(&values);
        self.faces(scene, &values, &bounds, on);
        self.words(scene, &values, &bounds, on);
        self.legend(scene, &values, &bounds, on);
        for (at, (cell, value)) in self.all.iter().zip(&values).enumerate().take(MOST_MARKS) {
            let color = value.map(|value| map::step(map::class(value, &bounds), &bounds, on));
            let (left, top) = (cell.at.x, cell.at.y);
            let (right, bottom) = (left + self.wide, top + self.high);
            scene.marks.push(Mark {
                reach: Reach::Box { left, top, right, bottom },
                at: Point::new((left + right) / 2.0, (top + bottom) / 2.0),
                label: label(at),
                told: vec![Told { name: String::new(), value: self.told(cell, on), color }],
            });
        }
    }

    fn unit<'a>(&'a self, on: &Draw<'a>) -> Option<&'a str> {
        on.unit.or(self.value.unit.as_deref())
    }

    fn told(&self, cell: &Cell, on: &Draw<'_>) -> String {
        match cell.row.map(|row| self.value.column.get(row)) {
            Some(Value::Number(value)) => on.told(value, self.value.unit.as_deref()),
            Some(Value::Text(printed)) => {
                format::figure(printed, None, self.unit(on), on.lang).line()
            }
            _ => format::NONE.into(),
        }
    }

    /// Small cells stand close, tiny ones without a gap.
    fn gap(&self) -> f64 {
        match self.wide.min(self.high) {
            side if side < 4.0 => 0.0,
            side if side < 12.0 => 1.0,
            _ => 2.0,
        }
    }

    /// Coloured cells one by one, all missing ones as one hatched path.
    fn faces(&self, scene: &mut Scene, values: &[Option<f64>], bounds: &[f64], on: &Draw<'_>) {
        let gap = self.gap();
        let (width, height) = ((self.wide - gap).max(0.5), (self.high - gap).max(0.5));
        let mut missing = String::new();
        for (cell, value) in self.all.iter().zip(values) {
            let at = Point::new(cell.at.x + gap / 2.0, cell.at.y + gap / 2.0);
            match value {
                Some(value) => {
                    let fill = map::step(map::class(*value, bounds), bounds, on);
                    scene.picture.push(Shape::Rect { at, width, height, fill });
                }
                None => {
                    missing +=
                        &format!("M{:.1} {:.1}h{width:.1}v{height:.1}h-{width:.1}Z", at.x, at.y);
                }
            }
        }
        if !missing.is_empty() {
            let (fill, hatch) = (Some(on.theme.land.fade(0.6)), Some(on.theme.hatch));
            scene.picture.push(Shape::Path { d: missing, fill, stroke: None, hatch });
        }
    }

    /// The values, where the widest of them fits into its cell.
    fn words(&self, scene: &mut Scene, values: &[Option<f64>], bounds: &[f64], on: &Draw<'_>) {
        let size = small(on).min(self.high * 0.62);
        if values.len() > MOST_WORDS || size < small(on) * 0.8 {
            return;
        }
        let say = |value: &f64| format::number(*value, on.format, None, on.lang).line();
        let said: Vec<Option<String>> = values.iter().map(|v| v.as_ref().map(say)).collect();
        let wide = |words: &String| on.measure.width(words, size, false);
        let room = self.wide - self.gap() - size * 0.4;
        if said.iter().flatten().map(wide).fold(0.0, f64::max) > room {
            return;
        }
        for ((cell, value), words) in self.all.iter().zip(values).zip(said) {
            let (Some(value), Some(words)) = (value, words) else { continue };
            let at = Point::new(cell.at.x + self.wide / 2.0, cell.at.y + self.high / 2.0);
            let fill = map::step(map::class(*value, bounds), bounds, on);
            let color = on.theme.on(fill);
            scene.picture.push(plot::text(words, at, size, Anchor::Middle, color));
        }
    }

    /// The classes in one line over the cells: each with its bound, or the ramp between its ends
    /// where that is too wide.
    fn legend(&self, scene: &mut Scene, values: &[Option<f64>], bounds: &[f64], on: &Draw<'_>) {
        let size = small(on);
        let said = map::said_classes((values, bounds), self.unit(on), on);
        if super::head(on) < size || said.is_empty() {
            return;
        }
        let side = size * 0.7;
        let wide = |words: &String| on.measure.width(words, size, false);
        let each = |words: &String| wide(words) + side + size * 1.2;
        let (room, right, y) = (on.width - size * 0.4, on.width - size * 0.2, size * 0.8);
        let swatch = |x: f64, class: usize| Shape::Rect {
            at: Point::new(x, y - side / 2.0),
            width: side,
            height: side,
            fill: map::step(class, bounds, on),
        };
        let words = |x: f64, words: &String| {
            plot::text(words.clone(), Point::new(x, y), size, Anchor::Start, on.theme.muted)
        };
        let whole = said.iter().map(each).sum::<f64>() - size * 0.9;
        if whole <= room {
            let mut x = right - whole;
            for (class, own) in said.iter().enumerate() {
                scene.picture.push(swatch(x, class));
                scene.picture.push(words(x + side + size * 0.3, own));
                x += each(own);
            }
            return;
        }
        let (Some(low), Some(high)) = (said.first(), said.last()) else { return };
        let ramp = side * said.len() as f64;
        let whole = wide(low) + wide(high) + ramp + size;
        if whole <= room {
            let begin = right - whole + wide(low) + size * 0.5;
            scene.picture.push(words(right - whole, low));
            for class in 0..said.len() {
                scene.picture.push(swatch(begin + side * class as f64, class));
            }
            scene.picture.push(words(right - wide(high), high));
        }
    }
}
