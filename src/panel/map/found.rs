//! Which rows speak of which region, what they come to together, and what a tip tells of it.

use std::rc::Rc;

use super::super::options::FieldName;
use super::super::scene::{MOST_UNMATCHED, Mark, Reach, Told, Unmatched};
use super::super::{Draw, view};
use super::fields::Fields;
use super::merge::Heap;
use super::options::{ClassesBy, Merge, Options};
use crate::data::table::{Field, Table, Value};
use crate::geo::{Found, Outline, Projection, Region, Sheet, hidden};
use crate::issue::{notices, words};
use crate::look::{Color, Point, format};

/// A named class beyond these is one of the others.
pub const MOST_NAMES: usize = 6;

/// Each region's value, and what found no region.
pub struct Joined<'a> {
    /// By the outline's order; of named classes, which of `names` it is.
    pub values: Vec<Option<f64>>,
    /// The last row of each region.
    pub rows: Vec<Option<usize>>,
    /// The field that counts.
    pub field: Option<&'a Field>,
    pub joined: usize,
    pub unmatched: Unmatched,
    /// How many rows each region has.
    pub counts: Vec<usize>,
    pub merge: Merge,
    /// The names of named classes; empty where values are numbers.
    pub names: Vec<String>,
}

/// Joins rows to regions by code or name; of several rows for one region the sum counts.
pub fn join<'a>(
    rows: &'a Table,
    place: Option<&FieldName>,
    value: Option<&FieldName>,
    outline: &Outline,
) -> Joined<'a> {
    let own = Options { place: place.cloned(), value: value.cloned(), ..Options::default() };
    join_fields(&own, rows, Fields::of(&own, rows, false), outline, None)
}

/// The same with all that a map's options say. Within an entered region (`inside`, its code) rows of
/// other regions are not lost.
pub fn join_fields<'a>(
    options: &Options,
    rows: &Table,
    fields: Fields<'a>,
    outline: &Outline,
    inside: Option<&str>,
) -> Joined<'a> {
    let named = options.classes == ClassesBy::Named && options.breaks.is_empty();
    let field = fields.value;
    let names = if named { names(options, field) } else { Vec::new() };
    let merge = options.merge.unwrap_or_else(|| usual(field, named));
    let amount = |row: usize| {
        let cell = field?.column.get(row);
        if named { class_of(cell, &names) } else { view::amount(cell) }
    };
    let mut heaps = vec![Heap::default(); outline.regions.len()];
    let mut unmatched = Unmatched::default();
    for row in 0..rows.rows() {
        let Some(name) = fields.place.and_then(|place| place.column.get(row).text()) else {
            continue;
        };
        unseen(&mut unmatched, name);
        match outline.join().locate(name) {
            Some(found) => {
                if let Some(heap) = heaps.get_mut(found.region()) {
                    heap.add(matches!(found, Found::Own(_)), row, amount(row), merge);
                }
            }
            None if inside.is_some_and(|code| !lies_in(name, code)) => {}
            None => lose(&mut unmatched, name),
        }
    }
    bare(&mut unmatched, &heaps, outline);
    let values: Vec<Option<f64>> = heaps.iter().map(|heap| heap.value(merge)).collect();
    Joined {
        joined: values.iter().flatten().count(),
        rows: heaps.iter().map(Heap::row).collect(),
        counts: heaps.iter().map(|heap| heap.rows).collect(),
        values,
        field,
        unmatched,
        merge,
        names,
    }
}

/// Rows with places of their own: each is one value by itself.
pub fn of_rows<'a>(options: &Options, rows: &Table, fields: Fields<'a>) -> Joined<'a> {
    let named = options.classes == ClassesBy::Named && options.breaks.is_empty();
    let field = fields.value;
    let names = if named { names(options, field) } else { Vec::new() };
    let amount = |row: usize| {
        let cell = field?.column.get(row);
        if named { class_of(cell, &names) } else { view::amount(cell) }
    };
    let values: Vec<Option<f64>> = (0..rows.rows()).map(amount).collect();
    Joined {
        joined: values.iter().flatten().count(),
        rows: (0..rows.rows()).map(Some).collect(),
        counts: vec![1; rows.rows()],
        unmatched: Unmatched::default(),
        merge: Merge::Last,
        values,
        field,
        names,
    }
}

/// Shares have no sum; of names the last counts.
fn usual(field: Option<&Field>, named: bool) -> Merge {
    let is_share = |field: &Field| {
        let printed = field.column.get(0).text();
        field.unit.as_deref() == Some("%") || printed.is_some_and(|text| text.contains('%'))
    };
    match named {
        true => Merge::Last,
        false if field.is_some_and(is_share) => Merge::Mean,
        false => Merge::Sum,
    }
}

/// The texts of a field in the options' order, then as they come.
fn names(options: &Options, field: Option<&Field>) -> Vec<String> {
    let mut names: Vec<String> = options.names.iter().take(MOST_NAMES).cloned().collect();
    let Some(field) = field else { return names };
    for row in 0..field.column.len() {
        if names.len() > MOST_NAMES {
            break;
        }
        let name = text_of(field.column.get(row));
        if let Some(name) = name.filter(|name| !names.contains(name)) {
            names.push(name);
        }
    }
    names
}

fn text_of(cell: Value<'_>) -> Option<String> {
    let said = view::said(cell, 0, crate::issue::Lang::Zh);
    (!cell.is_missing() && !said.trim().is_empty()).then_some(said)
}

/// Which of the names a cell is; one that is not among them is one of the others.
fn class_of(cell: Value<'_>, names: &[String]) -> Option<f64> {
    let name = text_of(cell)?;
    let at = names.iter().position(|own| *own == name).unwrap_or(MOST_NAMES);
    Some(at.min(MOST_NAMES) as f64)
}

fn lose(unmatched: &mut Unmatched, name: &str) {
    unmatched.lost += 1;
    if unmatched.rows.len() < MOST_UNMATCHED && !unmatched.rows.iter().any(|own| own == name) {
        unmatched.rows.push(name.to_string());
    }
}

/// Names a place with characters that nobody sees: they are why it is lost, or will be elsewhere.
fn unseen(unmatched: &mut Unmatched, name: &str) {
    if name.is_ascii() || unmatched.hidden.len() >= MOST_UNMATCHED {
        return;
    }
    let characters = hidden(name);
    if !characters.is_empty() {
        let said = format!("{name} ({})", characters.join(", "));
        if !unmatched.hidden.contains(&said) {
            unmatched.hidden.push(said);
        }
    }
}

/// The regions that no row speaks of.
fn bare(unmatched: &mut Unmatched, heaps: &[Heap], outline: &Outline) {
    for (region, _) in outline.regions.iter().zip(heaps).filter(|(_, heap)| heap.rows == 0) {
        unmatched.bare += 1;
        if unmatched.regions.len() < MOST_UNMATCHED {
            unmatched.regions.push(called(region).to_string());
        }
    }
}

/// A region without a name is called by its code.
pub fn called(region: &Region) -> &str {
    if region.name.is_empty() { &region.code } else { &region.name }
}

/// Whether a division code lies in that of an entered region, and is not its own. Of a name nobody
/// knows.
fn lies_in(place: &str, code: &str) -> bool {
    let stem = match code.len() {
        6 => code.trim_end_matches("0000").trim_end_matches("00"),
        _ => code,
    };
    place.len() > stem.len() && place.starts_with(stem) && place != code
}

impl Joined<'_> {
    pub fn unit(&self) -> Option<&str> {
        self.field.and_then(|field| field.unit.as_deref())
    }

    /// How a region's value is said in so many digits as `say` gives a number.
    fn said(
        &self,
        region: usize,
        say: impl FnOnce(f64) -> String,
        on: &Draw<'_>,
    ) -> Option<String> {
        let value = self.values.get(region).copied().flatten();
        let cell = self.rows.get(region).copied().flatten().zip(self.field);
        let cell = cell.map_or(Value::Missing, |(row, field)| field.column.get(row));
        let alone = self.counts.get(region).is_some_and(|count| *count == 1);
        if !self.names.is_empty() {
            let name = value.map(|value| self.names.get(value as usize).cloned());
            let other = || words::other(on.lang).to_string();
            return if alone { text_of(cell) } else { name.map(|name| name.unwrap_or_else(other)) };
        }
        match cell {
            // One that is no number is still told as it was printed.
            Value::Text(printed) if alone => {
                Some(format::figure(printed, None, on.unit.or(self.unit()), on.lang).line())
            }
            _ => value.map(say),
        }
    }

    /// A region's value as a label says it.
    pub fn short(&self, region: usize, on: &Draw<'_>) -> Option<String> {
        let say = |value| format::number(value, on.format, None, on.lang).line();
        self.said(region, say, on)
    }

    /// A region's line in a tip: the whole value, a published figure as it was printed.
    pub fn told(&self, region: usize, color: Option<Color>, on: &Draw<'_>) -> Told {
        match self.said(region, |value| on.told(value, on.unit.or(self.unit())), on) {
            None => Told { name: String::new(), value: words::no_data(on.lang).into(), color },
            Some(value) => {
                let name = self.field.map(|field| field.label.clone()).unwrap_or_default();
                Told { name, value, color }
            }
        }
    }

    /// A line that says how many rows are in a region's value; none where it is one.
    pub fn merged(&self, region: usize, on: &Draw<'_>) -> Option<Told> {
        let count = self.counts.get(region).copied().filter(|count| *count > 1)?;
        let how = match self.merge {
            Merge::Sum => words::sum_of(on.lang),
            Merge::Mean => words::mean_of(on.lang),
            Merge::Max => words::most_of(on.lang),
            Merge::Min => words::least_of(on.lang),
            Merge::Last => words::last_of(on.lang),
        };
        Some(Told {
            name: String::new(),
            value: notices::of_rows(how, count, on.lang),
            color: None,
        })
    }

    /// What a tip can be asked of a region.
    pub fn mark(
        &self,
        outline: &Outline,
        at_region: usize,
        color: Option<Color>,
        places: (&Projection, &Rc<Sheet>),
        on: &Draw<'_>,
    ) -> Option<Mark> {
        let mut mark = bare_mark(outline, at_region, places)?;
        mark.told = vec![self.told(at_region, color, on)];
        mark.told.extend(self.merged(at_region, on));
        Some(mark)
    }
}

/// A region that can be pointed at, with nothing told of it.
pub fn bare_mark(
    outline: &Outline,
    at_region: usize,
    (projection, sheet): (&Projection, &Rc<Sheet>),
) -> Option<Mark> {
    let region = outline.regions.get(at_region)?;
    let rings = sheet.rings.get(at_region)?;
    let label = projection.to_xy(region.label);
    let at = Point::new(label.x, label.y);
    let reach = match rings.is_empty() {
        // Too small for a shape of its own, it is still there.
        true => Reach::Disc { at, radius: 2.0 },
        false => Reach::Region { sheet: Rc::clone(sheet), region: at_region, by: (0.0, 0.0) },
    };
    let label = called(region).to_string();
    Some(Mark { reach, at, label, told: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::lies_in;

    #[test]
    fn rows_of_other_regions_are_not_lost_within_one() {
        for (place, code, expect) in [
            ("411399", "411300", true),
            ("410100", "411300", false),
            ("411300", "411300", false),
            ("411399", "410000", true),
            ("411321102", "411321", true),
            ("411322102", "411321", false),
            ("火星", "410000", false),
        ] {
            assert_eq!(lies_in(place, code), expect, "{place} in {code}");
        }
    }
}
