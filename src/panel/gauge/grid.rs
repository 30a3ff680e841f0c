//! Where dials stand: one size in rows and columns, so that arcs, figures and labels share their
//! lines.

use super::{Dial, SMALL_UNIT, Style, UNIT};
use crate::look::{Point, Said};
use crate::panel::Draw;
use crate::panel::frame::small;

/// No wall has more gauges.
pub(super) const MOST: usize = 48;
/// A line of words in their own sizes.
pub(super) const LINE: f64 = 1.4;

/// The form of a dial, in its radii.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Form {
    /// From the top to what stands under it.
    pub tall: f64,
    /// The widest and the highest figure.
    figure: (f64, f64),
    /// How far the figure's middle lies over the dial's.
    pub lift: f64,
}

impl Form {
    pub fn of(style: Style) -> Form {
        match style {
            Style::Half => Form { tall: 1.1, figure: (1.22, 0.44), lift: 0.2 },
            Style::Liquid => Form { tall: 2.06, figure: (1.4, 0.5), lift: 0.0 },
            // The arc's foot is open.
            Style::Ring | Style::Bullet => Form { tall: 1.72, figure: (1.34, 0.56), lift: 0.0 },
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Grid {
    pub form: Form,
    columns: usize,
    pub shown: usize,
    pub cell: (f64, f64),
    pub radius: f64,
    /// The size of the figures, the same for all, and their unit's share of it.
    pub figure: f64,
    pub unit: f64,
    /// What the gauges have of the picture's height.
    pub height: f64,
    /// Lines of words under the arcs: label, date and target.
    pub lines: usize,
}

/// What all dials have in common before they are placed.
#[derive(Clone, Copy)]
struct Wish {
    form: Form,
    /// Lines of words, if there is room.
    lines: usize,
    height: f64,
}

impl Grid {
    /// The columns that make the arcs largest, with as many gauges as are at least four ems
    /// across.
    pub fn of(style: Style, dials: &[Dial], on: &Draw<'_>) -> Grid {
        let lines = 1 + usize::from(dials.iter().any(|dial| !dial.note.is_empty()));
        let wish = Wish { form: Form::of(style), lines, height: on.height };
        let count = dials.len().min(MOST);
        let mut grid = Grid::largest(count, wish, on);
        // A line says how many are not shown, unless the picture is tiny.
        let line = if on.height > on.em * 6.0 { small(on) * LINE } else { 0.0 };
        let wish = Wish { height: on.height - line, ..wish };
        // Where the height is what is short, fewer gauges would be no larger.
        let alone = Grid::largest(1, wish, on).radius;
        let enough = (on.em * 2.2).min(alone * 0.99);
        for fewer in (1..count).rev() {
            if grid.radius >= enough {
                break;
            }
            grid = Grid::largest(fewer, wish, on);
        }
        grid.figure = grid.figure_size(dials, on);
        if grid.figure * UNIT < small(on) * 0.75 {
            grid.unit = SMALL_UNIT;
            grid.figure = grid.figure_size(dials, on);
        }
        grid
    }

    fn largest(count: usize, wish: Wish, on: &Draw<'_>) -> Grid {
        let by_columns = (1..=count).map(|columns| Grid::with((columns, count), wish, on));
        let radius = |grid: &Grid| grid.radius;
        let best = by_columns.max_by(|a, b| radius(a).total_cmp(&radius(b)));
        best.unwrap_or_else(|| Grid::with((1, 1), wish, on))
    }

    /// Lines of words give way to the arc where both have no room.
    fn with((columns, shown): (usize, usize), wish: Wish, on: &Draw<'_>) -> Grid {
        let size = small(on);
        let (form, height) = (wish.form, wish.height);
        let cell = (on.width / columns as f64, height / shown.div_ceil(columns) as f64);
        let side = (cell.0 / 2.0 - size * 0.7).max(1.0);
        let radius = |lines: usize| {
            let words = lines as f64 * size * LINE;
            side.min((cell.1 - words - size * 0.4) / form.tall).max(1.0)
        };
        // A figure without its label says nothing, so the date gives way long before it.
        let least = |lines: usize| size * if lines > 1 { 2.2 } else { 1.4 };
        let lines = (0..=wish.lines).rev().find(|lines| radius(*lines) > least(*lines));
        let lines = lines.unwrap_or(0);
        Grid {
            form,
            columns,
            shown,
            cell,
            radius: radius(lines),
            figure: 0.0,
            unit: UNIT,
            height,
            lines,
        }
    }

    /// All figures are as large as lets the widest of them stand inside its arc.
    fn figure_size(&self, dials: &[Dial], on: &Draw<'_>) -> f64 {
        let widest = dials.iter().take(self.shown).map(|dial| span(&dial.said, self.unit, on));
        let widest = widest.fold(0.1, f64::max);
        let (wide, high) = self.form.figure;
        (self.radius * wide / widest).min(self.radius * high)
    }

    /// The middle of a gauge's arc; a last row that is not full stands in the middle.
    pub fn middle(&self, at: usize, on: &Draw<'_>) -> Point {
        let (width, height) = self.cell;
        let (row, column) = (at / self.columns, at % self.columns);
        let in_row = (self.shown - row * self.columns).min(self.columns);
        let indent = (self.columns - in_row) as f64 * width / 2.0;
        let used = self.radius * self.form.tall + self.lines as f64 * small(on) * LINE;
        let top = ((height - used) / 2.0).max(0.0) + self.radius;
        Point::new(indent + (column as f64 + 0.5) * width, row as f64 * height + top)
    }
}

/// The width of a figure of size one with its smaller parts.
pub(super) fn span(said: &Said, unit: f64, on: &Draw<'_>) -> f64 {
    let part = |words: &str, size, bold| on.measure.width(words, size, bold);
    part(&said.number, 1.0, true) + part(&said.before, unit, false) + part(&said.after, unit, false)
}
