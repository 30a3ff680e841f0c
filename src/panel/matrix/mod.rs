//! `matrix`: things by checks; each cell a state by symbol and word.

mod grid;

use grid::{Cell, Grid, STATES};

use super::options::{FieldName, options};
use super::piece::Distinct;
use super::{Draw, piece};
use crate::data::table::Table;
use crate::issue::notices;
use crate::look::format;
use crate::look::markup::{Element, el};

options! {
    /// Rows of thing, check and state; or with `checks` rows of things, one field for each check.
    pub struct Options {
        /// What is checked.
        pub thing: Option<FieldName>,
        /// What it is checked for.
        pub check: Option<FieldName>,
        /// How it was found.
        pub state: Option<FieldName>,
        /// The fields that are checks, where each has its own.
        pub checks: Vec<FieldName>,
        /// Words of the data that are good: ✓.
        pub good: Vec<String>,
        /// Words that need attention: ▲.
        pub late: Vec<String>,
        /// Words that are failures: ✕.
        pub failed: Vec<String>,
    }
}

/// Heights in ems of the panel.
const ROW: f64 = 1.6;
const HEAD: f64 = 2.05;
const LINE: f64 = 1.3;
/// Fewer rows than these have no legend.
const LEAST_ROWS: f64 = 2.0;
/// Widths in ems: a cell of a symbol alone, what stands beside a word, no thing's name is wider
/// than this share.
const SYMBOL: f64 = 1.7;
const BESIDE_WORD: f64 = 2.0;
const MOST_NAME: f64 = 0.4;
/// Widths in ems where the checks scroll by.
const SCROLLED_NAME: f64 = 7.0;
const SCROLLED: f64 = 3.0;
/// The legend names so many words of each state.
const WORDS_OF_A_STATE: usize = 3;

/// Things down, checks across, what the symbols mean below.
pub fn show(options: &Options, rows: &Table, on: &Draw<'_>) -> Element {
    let root = el("div").class("pages");
    if rows.rows() == 0 {
        return root;
    }
    let (grid, missing) = match Grid::read(options, rows, on) {
        Ok(read) => read,
        Err(missing) => return root.child(piece::lacking(&missing, on)),
    };
    let notice = (!missing.is_empty()).then(|| piece::lacking(&missing, on));
    let legend = grid.legend(on);
    let sentence = if notice.is_some() { LINE } else { 0.0 };
    let lines = LINE * lines(&legend, on);
    let explained = piece::ems(on) >= HEAD + LEAST_ROWS * ROW + LINE + sentence + lines;
    let lines = sentence + if explained { lines } else { 0.0 };
    let plan = Plan::new(&grid, on);
    let whole = piece::room(on, ROW, HEAD + lines);
    let things = if grid.things.len() > whole || plan.checks < grid.checks.len() {
        piece::room(on, ROW, HEAD + lines + LINE).min(grid.things.len())
    } else {
        grid.things.len()
    };
    root.child(piece::sheet(grid.table(&plan, things), on))
        .maybe(grid.left_out(&plan, things, on).filter(|_| piece::ems(on) >= HEAD + ROW + LINE))
        .maybe(explained.then(|| el("p").class("legend").all(legend.into_iter().map(entry))))
        .maybe(notice)
}

impl Grid {
    fn table(&self, plan: &Plan, things: usize) -> Element {
        let mut keys = piece::Keys::default();
        let head = |name: &String| piece::cut("th", "", name).attr("scope", "col");
        let checks = self.checks.iter().take(plan.checks).map(head);
        let (name, check) = plan.columns();
        let column = |width: &str| el("col").style("width", width);
        let columns = el("colgroup").child(column(&name));
        let columns = columns.all((0..plan.checks).map(|_| column(&check)));
        let line = |(thing, cells): (&String, &Vec<Option<Cell>>)| {
            let name = piece::cut("th", "", thing).attr("scope", "row");
            let cells = cells.iter().take(plan.checks).map(|cell| shown(cell.as_ref(), plan.terse));
            el("tr").key(keys.of(thing)).child(name).all(cells)
        };
        let lines: Vec<Element> =
            self.things.iter().zip(&self.cells).take(things).map(line).collect();
        let heads = el("tr").child(piece::cut("th", "", &self.head).attr("scope", "col"));
        el("table")
            .class("matrix")
            .flag("data-terse", plan.terse)
            .child(columns)
            .child(el("thead").child(heads.all(checks)))
            .child(el("tbody").all(lines))
    }

    fn left_out(&self, plan: &Plan, things: usize, on: &Draw<'_>) -> Option<Element> {
        let things = self.beyond.0 + self.things.len() - things;
        let checks = self.beyond.1 + self.checks.len() - plan.checks;
        let things = (things > 0).then(|| notices::more_items(things, on.lang));
        let checks = (checks > 0).then(|| notices::more_columns(checks, on.lang));
        let said: Vec<String> = things.into_iter().chain(checks).collect();
        (!said.is_empty()).then(|| el("p").class("more").text(said.join(" · ")))
    }

    /// The states in use, each with the data's own words for it and how many cells have it.
    fn legend(&self, on: &Draw<'_>) -> Vec<(usize, String)> {
        let between = on.lang.pick("、", ", ");
        let entry = |state: usize| {
            let own = || self.all().filter(move |cell| cell.state == state);
            let mut words = Distinct::default();
            for cell in own() {
                words.place(cell.word.clone());
            }
            let more = if words.names.len() > WORDS_OF_A_STATE { "…" } else { "" };
            words.names.truncate(WORDS_OF_A_STATE);
            let count = own().count();
            (count > 0).then(|| (state, format!("{}{more} {count}", words.names.join(between))))
        };
        (0..STATES.len()).filter_map(entry).collect()
    }
}

fn entry((state, words): (usize, String)) -> Element {
    let (symbol, name) = STATES.get(state).copied().unwrap_or_default();
    let symbol = el("b").attr("data-level", name).text(symbol);
    el("span").child(symbol).text(format!(" {words}"))
}

/// How many lines the legend takes.
fn lines(legend: &[(usize, String)], on: &Draw<'_>) -> f64 {
    let wide = |(_, words): &(usize, String)| on.measure.width(words, on.em * 0.8, false);
    let mut lines = 1.0;
    let mut used = 0.0;
    for entry in legend.iter().map(wide) {
        let entry = entry + on.em * 2.0;
        if used > 0.0 && used + entry > on.width {
            (lines, used) = (lines + 1.0, 0.0);
        }
        used += entry;
    }
    lines
}

/// A cell says its state by symbol and word; without room the word is heard and in the title.
fn shown(cell: Option<&Cell>, terse: bool) -> Element {
    let Some(cell) = cell else {
        return el("td").class("none").text(format::NONE);
    };
    let symbol = el("b").attr("aria-hidden", "true").text(cell.symbol());
    let word = match terse {
        true => piece::spoken(cell.word.clone()),
        false => el("span").text(cell.word.clone()),
    };
    el("td").attr("data-level", cell.name()).tip(&cell.word, "").child(symbol).child(word)
}

/// How the columns stand.
struct Plan {
    /// The first column's share of the width.
    name: f64,
    /// How many checks stand beside it.
    checks: usize,
    /// Cells have room for a symbol alone.
    terse: bool,
    /// The body grows, and scrolls sideways within itself.
    scrolls: bool,
}

impl Plan {
    fn new(grid: &Grid, on: &Draw<'_>) -> Plan {
        let wide = |text: &str| on.measure.width(text, on.em, false);
        let names = grid.things.iter().map(|name| wide(name)).fold(wide(&grid.head), f64::max);
        let width = on.width.max(1.0);
        let name = (names + on.em).min(width * MOST_NAME) / width;
        let words = grid.all().map(|cell| wide(&cell.word)).fold(0.0, f64::max);
        let count = grid.checks.len();
        let each = (1.0 - name) * width / count.max(1) as f64;
        // A body that grows scrolls sideways within itself, and shows all checks.
        let room = ((1.0 - name) * width / (SYMBOL * on.em)).max(1.0) as usize;
        let checks = if on.height > 0.0 { count.min(room) } else { count };
        let terse = each < words + BESIDE_WORD * on.em;
        Plan { name, checks, terse, scrolls: checks > room }
    }

    /// The widths of the first column and of each other.
    fn columns(&self) -> (String, String) {
        if self.scrolls {
            return (format!("{SCROLLED_NAME}em"), format!("{SCROLLED}em"));
        }
        let percent = |share: f64| format!("{:.1}%", share * 100.0);
        (percent(self.name), percent((1.0 - self.name) / self.checks.max(1) as f64))
    }
}
