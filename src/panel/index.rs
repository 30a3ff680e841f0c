//! `index`: tiles that open boards, each a link with a title, a note and a value.

use super::options::{FieldName, options};
use super::piece::Distinct;
use super::{Draw, Voice, piece, rank, view};
use crate::data::table::{Field, Table};
use crate::issue::notices;
use crate::look::markup::{Element, el};

options! {
    /// Which fields hold what; a row is a tile.
    pub struct Options {
        /// The name of the board that a tile opens, as the address writes it.
        pub board: Option<FieldName>,
        /// What the tile is called.
        pub label: Option<FieldName>,
        /// What the board shows, in a sentence.
        pub text: Option<FieldName>,
        /// A number or published figure of it.
        pub value: Option<FieldName>,
        /// 人, 家, %; the panel's `unit` where no field holds it.
        pub unit_field: Option<FieldName>,
        /// The heading that the tile stands under.
        pub group: Option<FieldName>,
    }
}

/// Tiles beyond these are counted.
const MOST: usize = 60;
/// No board's file has a longer name.
const MOST_NAME: usize = 60;
/// The least tile that can be read, in ems of the panel, and what it is on a page that grows.
const LEAST_WIDE: f64 = 7.5;
const LEAST_TALL: f64 = 2.4;
const WIDE: f64 = 13.0;
const MOST_ACROSS_A_PAGE: usize = 4;
/// A lower tile has its value beside its title.
const FLAT: f64 = 4.6;
/// Heights in ems: a heading with what surrounds it, a sentence below, the space between tiles.
const HEADING: f64 = 1.8;
const MORE: f64 = 1.5;
const GAP: f64 = 0.6;
/// Around a tile's words, and a line of them by its size.
const AROUND: f64 = 1.2;
const LEADING: f64 = 1.3;
/// How wide a handsome tile is by its height, and what an empty place of the grid counts against it.
const SHAPE: f64 = 1.9;
const EMPTY: f64 = 1.2;

/// The tiles in the order of the rows, those of one heading together.
pub fn show(options: &Options, rows: &Table, on: &Draw<'_>) -> Element {
    let root = el("div").class("index");
    if rows.rows() == 0 {
        return root;
    }
    let board = match piece::needed(rows, &options.board, "board") {
        Ok(board) => board,
        Err(name) => return root.child(piece::lacking(&[name], on)),
    };
    let Some(label) = label(options, rows, board) else {
        return root.child(piece::lacking(&["label".to_string()], on));
    };
    let extra = |named: &Option<FieldName>, role| view::extra_field(rows, named.as_deref(), role);
    let value = extra(&options.value, "value").map(|field| field.name.as_str());
    let items = value
        .map(|value| view::items(rows, Some(&label.name), Some(value), on.utc_offset, on.lang));
    let named = options.text.iter().chain(&options.value).chain(&options.unit_field);
    let absent = piece::absent(rows, named.chain(&options.group), on);
    let tiles = Tiles {
        board,
        label,
        note: extra(&options.text, "text"),
        items: items.unwrap_or_default(),
        unit: extra(&options.unit_field, "unit"),
        on,
    };
    let closed = (0..rows.rows()).filter(|row| tiles.opens(*row).is_none()).count();
    let notes = [absent, (closed > 0).then(|| piece::notice(notices::no_board(closed, on.lang)))];
    let groups = tiles.groups(extra(&options.group, "group"), rows.rows());
    let said = notes.iter().flatten().count() as f64 * MORE;
    let plan = Plan::of(&groups, said, on);
    let title = tiles.title(&plan, rows.rows());
    let mut keys = piece::Keys::default();
    let mut left = plan.shown;
    let mut group = |group: &Group| {
        let count = group.rows.len().min(left);
        left -= count;
        let shown = group.rows.get(..count).unwrap_or_default();
        (count > 0).then(|| tiles.group((&group.name, shown), (&plan, title), &mut keys))
    };
    let shown: Vec<Element> = groups.iter().filter_map(&mut group).collect();
    let root = match plan.tall {
        Some(tall) => root.style("--tall", format!("{}em", piece::share(tall))),
        None => root,
    };
    root.flag("data-flat", plan.flat())
        .style("--across", plan.across)
        .style("--title", piece::share(title))
        .style("--note", piece::share(note_size(title)))
        .all(shown)
        .maybe(piece::more(rows.rows() - plan.shown, on))
        .all(notes.into_iter().flatten())
}

/// The field of titles: never guessed to be the boards' names where there is another text.
fn label<'a>(options: &Options, rows: &'a Table, board: &'a Field) -> Option<&'a Field> {
    let named = options.label.as_deref();
    let other = |field: &&Field| field.name != board.name && !view::is_number(field);
    view::extra_field(rows, named, "label").or_else(|| match named {
        Some(_) => None,
        None => Some(rows.fields().iter().find(other).unwrap_or(board)),
    })
}

/// The size of notes below titles of this size.
fn note_size(title: f64) -> f64 {
    (title * 0.55).clamp(0.8, 1.1)
}

/// Whether the address takes it for a board's name: letters of any script, digits, - and _.
fn is_plain(name: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || c >= '\u{c0}' && c.is_alphabetic();
    let count = name.chars().count();
    (1..=MOST_NAME).contains(&count) && name.chars().all(|c| letter(c) || c == '-' || c == '_')
}

struct Group {
    /// Empty where tiles have no headings.
    name: String,
    rows: Vec<usize>,
}

/// How the tiles stand.
struct Plan {
    across: usize,
    shown: usize,
    /// What one tile has, in ems; the height is none where the page grows.
    wide: f64,
    tall: Option<f64>,
}

impl Plan {
    fn of(groups: &[Group], said: f64, on: &Draw<'_>) -> Plan {
        let counts: Vec<usize> = groups.iter().map(|group| group.rows.len()).collect();
        let all: usize = counts.iter().sum();
        let width = on.width / on.em;
        let tile = |across: usize| (width + GAP) / across as f64 - GAP;
        if on.height <= 0.0 {
            let across = ((width / WIDE) as usize).clamp(1, MOST_ACROSS_A_PAGE);
            return Plan { across, shown: all.min(MOST), wide: tile(across), tall: None };
        }
        let named = groups.iter().filter(|group| !group.name.is_empty()).count() as f64;
        let height = piece::ems(on) - said - named * HEADING;
        let most = ((width / LEAST_WIDE) as usize).clamp(1, all.max(1));
        let rows = |across: usize| counts.iter().map(|n| n.div_ceil(across)).sum::<usize>().max(1);
        let tall = |across: usize| (height + GAP) / rows(across) as f64 - GAP;
        let fits = |across: &usize| tall(*across) >= LEAST_TALL;
        let score = |across: usize| {
            let empty = (rows(across) * across).saturating_sub(all) as f64 / all.max(1) as f64;
            (tile(across) / tall(across) / SHAPE).ln().abs() + EMPTY * empty
        };
        let best = (1..=most).filter(fits).min_by(|a, b| score(*a).total_cmp(&score(*b)));
        if let Some(across) = best.filter(|_| all <= MOST) {
            return Plan { across, shown: all, wide: tile(across), tall: Some(tall(across)) };
        }
        let room = ((height - MORE + GAP) / (LEAST_TALL + GAP)).max(1.0) as usize;
        let mut shown = 0;
        let mut free = room;
        for count in counts {
            shown += count.min(free * most);
            free = free.saturating_sub(count.div_ceil(most));
        }
        Plan { across: most, shown: shown.min(MOST), wide: tile(most), tall: Some(LEAST_TALL) }
    }

    fn flat(&self) -> bool {
        self.tall.is_some_and(|tall| tall < FLAT)
    }
}

struct Tiles<'a> {
    board: &'a Field,
    label: &'a Field,
    note: Option<&'a Field>,
    /// One for each row, or none where there is no value.
    items: Vec<view::Item>,
    unit: Option<&'a Field>,
    on: &'a Draw<'a>,
}

impl Tiles<'_> {
    fn said(&self, field: &Field, row: usize) -> String {
        view::said(field.column.get(row), self.on.utc_offset, self.on.lang)
    }

    fn opens(&self, row: usize) -> Option<&str> {
        self.board.column.get(row).text().filter(|name| is_plain(name))
    }

    fn groups(&self, field: Option<&Field>, rows: usize) -> Vec<Group> {
        let mut names = Distinct::default();
        let mut groups: Vec<Group> = Vec::new();
        for row in 0..rows {
            let cell = field.filter(|field| !field.column.get(row).is_missing());
            let name = cell.map(|field| self.said(field, row)).unwrap_or_default();
            match groups.get_mut(names.place(name.clone())) {
                Some(group) => group.rows.push(row),
                None => groups.push(Group { name, rows: vec![row] }),
            }
        }
        groups
    }

    /// The size of titles, the same in all tiles: as large as the longest stands on one line.
    fn title(&self, plan: &Plan, rows: usize) -> f64 {
        let wide = |row| self.on.measure.width(&self.said(self.label, row), 1.0, true);
        let longest = (0..rows.min(MOST)).map(wide).fold(1.0, f64::max);
        let tall = plan.tall.map_or(1.15, |tall| tall * 0.18);
        // The mark at its end, and of a flat tile the value too.
        let room = plan.wide - AROUND - 1.0 - if plan.flat() { plan.wide * 0.3 } else { 0.0 };
        (room / longest).min(tall).clamp(0.85, 2.0)
    }

    /// How many lines of a note a tile has room for below its title and above its value.
    fn lines(&self, plan: &Plan, title: f64, has_value: bool) -> usize {
        let Some(tall) = plan.tall else { return 3 };
        let value = if has_value && !plan.flat() { 1.5 * title.max(1.0) } else { 0.0 };
        ((tall - AROUND - title * LEADING - value) / (note_size(title) * LEADING)).max(0.0) as usize
    }

    fn group(
        &self,
        (name, shown): (&str, &[usize]),
        (plan, title): (&Plan, f64),
        keys: &mut piece::Keys,
    ) -> Element {
        let mut key = |row| keys.of(&self.said(self.board, row));
        let tile = |row: &usize| self.tile(*row, plan, title).key(key(*row));
        let tiles = el("ul").class("tiles").all(shown.iter().map(tile).collect::<Vec<_>>());
        let heading = (!name.is_empty()).then(|| piece::cut("h3", "", name));
        let group = el("div").class("group").maybe(heading).child(tiles);
        if name.is_empty() { group } else { group.attr("role", "group").attr("aria-label", name) }
    }

    fn tile(&self, row: usize, plan: &Plan, title: f64) -> Element {
        let is_printed = |item: &view::Item| item.printed.as_ref().is_some_and(|it| !it.is_empty());
        let counts = |item: &&view::Item| item.value.is_some() || is_printed(item);
        let item = self.items.get(row).filter(counts);
        let lines = self.lines(plan, title, item.is_some());
        let note = self.note.filter(|note| lines > 0 && !note.column.get(row).is_missing());
        let note = note.map(|note| self.said(note, row)).filter(|note| !note.trim().is_empty());
        let note = note.map(|note| piece::cut("span", "note", &note).style("--lines", lines));
        let name = piece::cut("span", "name", &self.said(self.label, row));
        let opens = self.opens(row);
        let tile = match opens {
            Some(board) => el("a").class("tile").attr("href", format!("?board={board}")),
            None => el("div").class("tile"),
        };
        let mark = el("span").class("mark").attr("aria-hidden", "true").text("›");
        let tile = tile.child(name).maybe(opens.map(|_| mark)).maybe(note);
        el("li").child(tile.maybe(item.map(|item| self.value(item))))
    }

    fn value(&self, item: &view::Item) -> Element {
        let own = self.unit.and_then(|unit| unit.column.get(item.row).text());
        rank::value(item, &Voice { unit: own.or(self.on.unit), ..self.on.voice() })
    }
}
