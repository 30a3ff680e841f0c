//! What stands in a map's place where no outline may be shown: its values as a ranked list.

use super::super::scene::{Mark, Reach, Told};
use super::super::{Draw, Scene, tips, view};
use super::fields::Fields;
use super::merge::Heap;
use super::options::{Merge, Options};
use crate::data::table::{Field, Table};
use crate::issue::notices;
use crate::look::{Anchor, Picture, Point, Shape, format, plot};

/// The height of a row in body text, and how much of it a bar takes.
const ROW: f64 = 1.5;
const BAR: f64 = 0.42;

/// A place with its value.
struct Item {
    label: String,
    value: f64,
}

/// Bars with names and values, the greatest first, as many as fit; and why it is no map.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let mut scene = Scene::plain(Picture::new(on.width, on.height));
    let fields = Fields::of(options, rows, false);
    let items = items(options, rows, &fields);
    let unit = fields.value.and_then(|field| field.unit.as_deref());
    // The notice stands over the last line of the picture.
    let row = (on.em * ROW).min(on.height);
    let fit = (((on.height - on.em) / row).floor().max(1.0) as usize).min(items.len());
    let shown = if fit < items.len() { fit.saturating_sub(1).max(1) } else { fit };
    let columns = Columns::of(items.get(..shown).unwrap_or_default(), unit, on);
    for (nth, item) in items.iter().take(shown).enumerate() {
        columns.write(&mut scene, item, (nth as f64 + 0.5) * row, unit, on);
        let (top, bottom) = (nth as f64 * row, (nth + 1) as f64 * row);
        let name = fields.value.map(|field| field.label.clone()).unwrap_or_default();
        let value = on.told(item.value, on.unit.or(unit));
        scene.marks.push(Mark {
            reach: Reach::Box { left: 0.0, top, right: on.width, bottom },
            at: Point::new(on.width / 2.0, (top + bottom) / 2.0),
            label: item.label.clone(),
            told: vec![Told { name, value, color: Some(on.theme.ramp[2]) }],
        });
    }
    let more = items.len() - shown;
    let y = (shown as f64 + 0.5) * row;
    if more > 0 && y + on.em * 0.4 < on.height {
        let words = notices::the_rest(more, on.lang);
        let words = plot::fit(&words, columns.size, on.width - on.em * 0.4, on.measure);
        let at = Point::new(on.em * 0.2, y);
        scene.picture.push(plot::text(words, at, columns.size, Anchor::Start, on.theme.muted));
    }
    scene.notice = tips::notice(&[Some(notices::not_licensed(on.lang).into())]);
    scene
}

/// One item for each place, the greatest first.
fn items(options: &Options, rows: &Table, fields: &Fields<'_>) -> Vec<Item> {
    let (Some(place), Some(value)) = (fields.place, fields.value) else { return Vec::new() };
    let merge = options.merge.unwrap_or(if value.unit.as_deref() == Some("%") {
        Merge::Mean
    } else {
        Merge::Sum
    });
    let mut places = view::Places::default();
    let mut heaps: Vec<Heap> = Vec::new();
    for row in 0..rows.rows() {
        let Some(name) = place.column.get(row).text() else { continue };
        let at = places.of(name.to_string(), row);
        heaps.resize(places.rows.len().max(heaps.len()), Heap::default());
        if let Some(heap) = heaps.get_mut(at) {
            heap.add(false, row, view::amount(value.column.get(row)), merge);
        }
    }
    let named = name_field(rows, place, value);
    let item = |(heap, row): (&Heap, &usize)| {
        let label = named.column.get(*row).text()?.to_string();
        Some(Item { label, value: heap.value(merge)? })
    };
    let all: Vec<Item> = heaps.iter().zip(&places.rows).filter_map(item).collect();
    let keys: Vec<f64> = all.iter().map(|item| -item.value).collect();
    let mut all: Vec<Option<Item>> = all.into_iter().map(Some).collect();
    view::ascending(&keys).into_iter().filter_map(|at| all.get_mut(at)?.take()).collect()
}

/// The field that names places: where they are codes, another text of the rows.
fn name_field<'a>(rows: &'a Table, place: &'a Field, value: &Field) -> &'a Field {
    let is_code = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let coded = place.column.get(0).text().is_some_and(is_code);
    let is_name = |field: &&Field| {
        let text = field.column.get(0).text();
        field.name != place.name
            && field.name != value.name
            && text.is_some_and(|text| !is_code(text))
    };
    rows.fields().iter().find(is_name).filter(|_| coded).unwrap_or(place)
}

/// Where names, bars and values stand.
struct Columns {
    size: f64,
    name: f64,
    value: f64,
    greatest: f64,
}

impl Columns {
    fn of(items: &[Item], unit: Option<&str>, on: &Draw<'_>) -> Columns {
        let size = (on.em * 0.8).min(on.width / 7.0);
        let wide = |words: &str| on.measure.width(words, size, false);
        let name = items.iter().map(|item| wide(&item.label)).fold(0.0, f64::max);
        let value = items.iter().map(|item| wide(&say(item, unit, on))).fold(0.0, f64::max);
        let greatest = items.iter().map(|item| item.value).fold(0.0, f64::max);
        Columns { size, name: name.min(on.width * 0.4), value: value.min(on.width * 0.5), greatest }
    }

    fn write(&self, scene: &mut Scene, item: &Item, y: f64, unit: Option<&str>, on: &Draw<'_>) {
        let (size, edge) = (self.size, on.em * 0.2);
        let mut words = |words: &str, x: f64, anchor: Anchor, room: f64, color| {
            let words = plot::fit(words, size, room, on.measure);
            if !words.is_empty() {
                scene.picture.push(plot::text(words, Point::new(x, y), size, anchor, color));
            }
        };
        let name_room = self.name.min(on.width - self.value - edge * 4.0);
        words(&item.label, edge, Anchor::Start, name_room, on.theme.text);
        words(&say(item, unit, on), on.width - edge, Anchor::End, self.value, on.theme.text);
        let (left, right) =
            (edge + self.name + size * 0.7, on.width - edge - self.value - size * 0.7);
        if right - left < size {
            return;
        }
        let height = on.em * ROW * BAR;
        let at = Point::new(left, y - height / 2.0);
        let mut bar =
            |width: f64, fill| scene.picture.push(Shape::Rect { at, width, height, fill });
        bar(right - left, on.theme.grid);
        let share =
            if self.greatest > 0.0 { (item.value / self.greatest).clamp(0.0, 1.0) } else { 0.0 };
        if share > 0.0 {
            bar((right - left) * share, on.theme.ramp[2]);
        }
    }
}

fn say(item: &Item, unit: Option<&str>, on: &Draw<'_>) -> String {
    format::number(item.value, on.format, on.unit.or(unit), on.lang).line()
}
