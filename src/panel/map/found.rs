//! Which row speaks of which region, in which class its value is, and what a tip tells of it.

use std::rc::Rc;

use super::super::options::FieldName;
use super::super::scene::{MOST_UNMATCHED, Mark, Reach, Told, Unmatched};
use super::super::{Draw, view};
use crate::data::table::{Field, Table, Value};
use crate::geo::{Outline, Projection, Sheet};
use crate::issue::words;
use crate::look::{Color, Point, format};

/// The classes of the theme's ramp.
const CLASSES: usize = 5;

/// Each region's value, and what found no region.
pub struct Joined<'a> {
    /// By the outline's order.
    pub values: Vec<Option<f64>>,
    /// The row of each region.
    pub rows: Vec<Option<usize>>,
    /// The field that counts.
    pub field: Option<&'a Field>,
    pub joined: usize,
    pub unmatched: Unmatched,
}

/// Joins rows to regions by code or name; of two rows for one region the later counts.
pub fn join<'a>(
    rows: &'a Table,
    place: Option<&FieldName>,
    value: Option<&FieldName>,
    outline: &Outline,
) -> Joined<'a> {
    let place = view::label_field(rows, place.map(|name| &**name), "place");
    let field = view::value_field(rows, value.map(|name| &**name), "value", place);
    let mut values = vec![None; outline.regions.len()];
    let mut own_rows = vec![None; outline.regions.len()];
    let mut unmatched = Unmatched::default();
    for row in 0..rows.rows() {
        let Some(name) = place.and_then(|place| place.column.get(row).text()) else { continue };
        let region = outline.join().find(name);
        match region.and_then(|at| Some((values.get_mut(at)?, own_rows.get_mut(at)?))) {
            Some((value, own_row)) => {
                *value = field.and_then(|field| view::amount(field.column.get(row)));
                *own_row = Some(row);
            }
            None => {
                unmatched.lost += 1;
                let known = unmatched.rows.iter().any(|own| own == name);
                if !known && unmatched.rows.len() < MOST_UNMATCHED {
                    unmatched.rows.push(name.to_string());
                }
            }
        }
    }
    let joined = values.iter().flatten().count();
    Joined { values, rows: own_rows, field, joined, unmatched }
}

impl Joined<'_> {
    pub fn unit(&self) -> Option<&str> {
        self.field.and_then(|field| field.unit.as_deref())
    }

    /// A region's line in a tip: the whole value, a published figure as it was printed.
    pub fn told(&self, region: usize, color: Option<Color>, on: &Draw<'_>) -> Told {
        let cell = self.rows.get(region).copied().flatten().zip(self.field);
        let cell = cell.map_or(Value::Missing, |(row, field)| field.column.get(row));
        let unit = on.unit.or(self.unit());
        let said = match (cell, self.values.get(region).copied().flatten()) {
            (Value::Text(printed), _) => format::figure(printed, None, unit, on.lang).line(),
            (_, Some(value)) => on.told(value, unit),
            _ => return Told { name: String::new(), value: words::no_data(on.lang).into(), color },
        };
        let name = self.field.map(|field| field.label.clone()).unwrap_or_default();
        Told { name, value: said, color }
    }

    /// What a tip can be asked of a region.
    pub fn mark(
        &self,
        outline: &Outline,
        at_region: usize,
        color: Option<Color>,
        (projection, sheet): (&Projection, &Rc<Sheet>),
        on: &Draw<'_>,
    ) -> Option<Mark> {
        let region = outline.regions.get(at_region)?;
        let plot = sheet.plots().get(at_region)?;
        let label = projection.to_xy(region.label);
        let at = Point::new(label.x, label.y);
        let reach = match plot.is_empty() {
            // Too small for a shape of its own, it is still there.
            true => Reach::Disc { at, radius: 2.0 },
            false => Reach::Region { sheet: Rc::clone(sheet), region: at_region, by: (0.0, 0.0) },
        };
        let name = if region.name.is_empty() { &region.code } else { &region.name };
        Some(Mark { reach, at, label: name.clone(), told: vec![self.told(at_region, color, on)] })
    }
}

/// The upper bounds of the lower classes: each class holds as many regions as the next.
pub fn quantiles(values: &[Option<f64>]) -> Vec<f64> {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let order = view::ascending(&known);
    let sorted: Vec<f64> = order.into_iter().filter_map(|at| known.get(at).copied()).collect();
    let bound =
        |class: usize| sorted.get((sorted.len() * class / CLASSES).saturating_sub(1)).copied();
    let mut bounds: Vec<f64> = (1..CLASSES).filter_map(bound).collect();
    bounds.dedup();
    bounds
}

/// Which class a value falls into.
pub fn class(value: f64, bounds: &[f64]) -> usize {
    bounds.iter().take_while(|bound| value > **bound).count()
}

#[cfg(test)]
mod tests {
    use super::{class, quantiles};

    #[test]
    fn each_class_holds_as_many_as_the_next() {
        let values: Vec<Option<f64>> = (1..=20).map(|n| Some(f64::from(n))).collect();
        let bounds = quantiles(&values);
        assert_eq!(bounds, [4.0, 8.0, 12.0, 16.0]);
        let mut counts = [0; 5];
        values.iter().flatten().for_each(|value| counts[class(*value, &bounds)] += 1);
        assert_eq!(counts, [4; 5]);
    }

    #[test]
    fn equal_values_are_one_class() {
        assert_eq!(quantiles(&[Some(3.0), None, Some(3.0)]).len(), 1);
        assert!(quantiles(&[None]).is_empty());
    }
}
