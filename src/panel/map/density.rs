//! How densely places lie: a grid of sums, smoothed, and drawn as areas of equal density.

use std::fmt::Write;

use super::super::Draw;
use super::classes::Classes;
use super::spots::Spot;
use crate::look::{Picture, Point, Shape};

/// The grid has at most so many columns and rows.
const COLUMNS: usize = 160;
const ROWS: usize = 90;
/// How far a place reaches, in body text.
const REACH: f64 = 0.8;
/// And at most this share of the panel's shorter side.
const MOST_REACH: f64 = 0.035;
/// From which shares of the greatest density on the areas begin.
const LEVELS: [f64; 6] = [0.06, 0.14, 0.26, 0.42, 0.62, 0.82];

/// Sums over the picture.
pub struct Grid {
    columns: usize,
    rows: usize,
    /// The side of a cell in CSS pixels.
    cell: f64,
    sums: Vec<f64>,
    /// The greatest of the smoothed sums.
    greatest: f64,
}

/// Draws the density of `spots` and gives it.
pub fn draw(picture: &mut Picture, spots: &[Spot], classes: &Classes, on: &Draw<'_>) -> Grid {
    let mut grid = Grid::over(on.width, on.height);
    for spot in spots {
        grid.add(Point::new(spot.at.x, spot.at.y), spot.weight);
    }
    let reach = (on.em * REACH).min(on.width.min(on.height) * MOST_REACH);
    grid.smooth(reach / grid.cell);
    let greatest = grid.greatest;
    if greatest <= 0.0 {
        return grid;
    }
    for (nth, level) in LEVELS.into_iter().enumerate() {
        let share = nth as f64 / (LEVELS.len() - 1) as f64;
        let alpha = 0.3 + 0.55 * share;
        let fill = Some(classes.at(share, on.theme).fade(alpha));
        let d = grid.contours(level * greatest);
        picture.push(Shape::Path { d, fill, stroke: None, hatch: None });
    }
    grid
}

impl Grid {
    /// Cells are square; a border of empty ones closes every contour.
    fn over(width: f64, height: f64) -> Grid {
        let cell = (width / (COLUMNS - 3) as f64).max(height / (ROWS - 3) as f64).max(2.0);
        let count = |side: f64, most: usize| ((side / cell).ceil() as usize + 3).min(most);
        let (columns, rows) = (count(width, COLUMNS), count(height, ROWS));
        Grid { columns, rows, cell, sums: vec![0.0; columns * rows], greatest: 0.0 }
    }

    /// Adds a weight to the four nodes around a place, by their nearness.
    fn add(&mut self, at: Point, weight: f64) {
        let (x, y) = (at.x / self.cell + 1.0, at.y / self.cell + 1.0);
        let (left, top) = (x.floor(), y.floor());
        for (dx, dy) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
            let share = (1.0 - (x - left - dx).abs()) * (1.0 - (y - top - dy).abs());
            let (column, row) = ((left + dx) as usize, (top + dy) as usize);
            if column + 1 < self.columns
                && row + 1 < self.rows
                && let Some(sum) = self.sums.get_mut(row * self.columns + column)
            {
                *sum += weight * share;
            }
        }
    }

    /// A Gauss curve of so many cells, first along the rows, then along the columns.
    fn smooth(&mut self, sigma: f64) {
        let sigma = sigma.clamp(0.8, 12.0);
        let reach = (sigma * 2.6).ceil() as usize;
        let kernel: Vec<f64> =
            (0..=reach).map(|at| (-0.5 * (at as f64 / sigma).powi(2)).exp()).collect();
        let total = kernel.iter().sum::<f64>() * 2.0 - 1.0;
        let kernel: Vec<f64> = kernel.into_iter().map(|own| own / total).collect();
        let (columns, rows) = (self.columns, self.rows);
        self.sums = spread(&self.sums, &kernel, (columns, 1), (rows, columns));
        self.sums = spread(&self.sums, &kernel, (rows, columns), (columns, 1));
        // What reached the border is cut, so that contours close inside.
        for (at, sum) in self.sums.iter_mut().enumerate() {
            let (column, row) = (at % columns, at / columns);
            if column == 0 || row == 0 || column + 1 == columns || row + 1 == rows {
                *sum = 0.0;
            }
        }
        self.greatest = self.sums.iter().copied().fold(0.0, f64::max);
    }

    /// The density at a place as a share of the greatest.
    pub fn share(&self, at: Point) -> f64 {
        let cell = |at: f64| (at / self.cell + 1.0).round().max(0.0) as usize;
        if self.greatest > 0.0 { self.at(cell(at.x), cell(at.y)) / self.greatest } else { 0.0 }
    }

    fn at(&self, column: usize, row: usize) -> f64 {
        self.sums.get(row * self.columns + column).copied().unwrap_or(0.0)
    }

    /// The boundary of where sums are at least `level`, as closed rings of an SVG path (marching
    /// squares). Each edge of the grid is crossed by one ring at most, which leaves it into one cell.
    fn contours(&self, level: f64) -> String {
        let none = usize::MAX;
        let mut next = vec![none; self.columns * self.rows * 2];
        for row in 0..self.rows - 1 {
            for column in 0..self.columns - 1 {
                self.link(&mut next, (column, row), level);
            }
        }
        let mut d = String::new();
        for start in 0..next.len() {
            let (mut edge, mut begins) = (start, 'M');
            while let Some(to) = next.get_mut(edge).filter(|to| **to != none) {
                let then = std::mem::replace(to, none);
                let at = self.crossing(edge, level);
                // Writing to a String cannot fail.
                let _ = write!(d, "{begins}{:.1},{:.1}", at.x, at.y);
                (edge, begins) = (then, 'L');
            }
            if begins == 'L' {
                d.push('Z');
            }
        }
        d
    }

    /// Links the edges of one cell that the level crosses, the dense side always on the same hand.
    /// Edges: twice the number of a node, for the one to its right, and one more for the one below.
    fn link(&self, next: &mut [usize], (column, row): (usize, usize), level: f64) {
        let node = row * self.columns + column;
        let (top, left) = (node * 2, node * 2 + 1);
        let (bottom, right) = ((node + self.columns) * 2, (node + 1) * 2 + 1);
        let corners = [
            self.at(column, row),
            self.at(column + 1, row),
            self.at(column + 1, row + 1),
            self.at(column, row + 1),
        ];
        let dense = corners.map(|sum| sum >= level);
        let number = dense.iter().rev().fold(0, |number, is| number * 2 + usize::from(*is));
        let links: &[(usize, usize)] = match number {
            1 => &[(left, top)],
            2 => &[(top, right)],
            3 => &[(left, right)],
            4 => &[(right, bottom)],
            5 => &[(left, top), (right, bottom)],
            6 => &[(top, bottom)],
            7 => &[(left, bottom)],
            8 => &[(bottom, left)],
            9 => &[(bottom, top)],
            10 => &[(top, right), (bottom, left)],
            11 => &[(bottom, right)],
            12 => &[(right, left)],
            13 => &[(right, top)],
            14 => &[(top, left)],
            _ => &[],
        };
        for (from, to) in links {
            if let Some(slot) = next.get_mut(*from) {
                *slot = *to;
            }
        }
    }

    /// Where an edge reaches the level, in CSS pixels.
    fn crossing(&self, edge: usize, level: f64) -> Point {
        let (node, down) = (edge / 2, edge % 2);
        let (column, row) = (node % self.columns, node / self.columns);
        let (here, there) = (self.at(column, row), self.at(column + 1 - down, row + down));
        let share =
            if there == here { 0.5 } else { ((level - here) / (there - here)).clamp(0.0, 1.0) };
        let (dx, dy) = if down == 1 { (0.0, share) } else { (share, 0.0) };
        Point::new((column as f64 - 1.0 + dx) * self.cell, (row as f64 - 1.0 + dy) * self.cell)
    }
}

/// Spreads sums along lines of `length` nodes that are `stride` apart; there are `lines` of them,
/// whose first nodes are `step` apart.
fn spread(
    sums: &[f64],
    kernel: &[f64],
    (length, stride): (usize, usize),
    (lines, step): (usize, usize),
) -> Vec<f64> {
    let mut out = vec![0.0; sums.len()];
    for line in 0..lines {
        for at in 0..length {
            let sum = sums.get(line * step + at * stride).copied().unwrap_or(0.0);
            if sum == 0.0 {
                continue;
            }
            for (off, share) in kernel.iter().enumerate() {
                for to in [at.checked_sub(off), Some(at + off).filter(|_| off > 0)] {
                    let to = to.filter(|to| *to < length).map(|to| line * step + to * stride);
                    if let Some(slot) = to.and_then(|to| out.get_mut(to)) {
                        *slot += sum * share;
                    }
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(places: &[(f64, f64)]) -> Grid {
        let mut grid = Grid::over(320.0, 180.0);
        places.iter().for_each(|(x, y)| grid.add(Point::new(*x, *y), 1.0));
        grid
    }

    #[test]
    fn a_grid_is_bounded_and_keeps_what_it_is_given() {
        for (width, height) in [(0.0, 0.0), (80.0, 60.0), (3840.0, 2160.0), (100.0, 4000.0)] {
            let grid = Grid::over(width, height);
            assert!(grid.columns <= COLUMNS && grid.rows <= ROWS, "{width} {height}");
        }
        let mut grid = with(&[(100.0, 90.0), (200.5, 91.3)]);
        assert!((grid.sums.iter().sum::<f64>() - 2.0).abs() < 1e-9);
        grid.smooth(3.0);
        assert!((grid.sums.iter().sum::<f64>() - 2.0).abs() < 1e-9);
    }

    #[test]
    fn two_heaps_have_two_contours_and_all_close() {
        let mut grid = with(&[(60.0, 90.0), (260.0, 90.0)]);
        grid.smooth(3.0);
        let greatest = grid.greatest;
        let d = grid.contours(greatest * 0.5);
        assert_eq!(d.matches('M').count(), 2);
        assert_eq!(d.matches('Z').count(), 2);
        assert_eq!(grid.contours(greatest * 2.0), "");
    }

    #[test]
    fn a_contour_runs_around_its_heap() {
        let mut grid = with(&[(160.0, 90.0)]);
        grid.smooth(4.0);
        let greatest = grid.greatest;
        let d = grid.contours(greatest * (-0.5_f64).exp());
        // Where a Gauss curve falls to e^-1/2 it is one sigma from its middle.
        let points =
            d.trim_matches(['M', 'Z']).split('L').filter_map(|point| point.split_once(','));
        let far: Vec<f64> = points
            .map(|(x, y)| {
                (x.parse::<f64>().unwrap() - 160.0).hypot(y.parse::<f64>().unwrap() - 90.0)
            })
            .collect();
        let sigma = 4.0 * grid.cell;
        assert!(
            far.len() > 8 && far.iter().all(|far| (far - sigma).abs() < sigma * 0.15),
            "{far:?}"
        );
    }
}
