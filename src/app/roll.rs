//! The rows of a roster: a fixed pool, moved together by one `translate3d` a frame. When a row has
//! left the upper edge its element is carried to the lower end and given the next row's texts: one
//! row's work for each row that passes, whatever the roster's length.
//!
//! Deliberately absent: a view for each row. Rows are text nodes that this file alone writes.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, HtmlElement, Node};

use super::windows::{View, WINDOW, Windows};
use crate::data::table::Table;
use crate::issue::Lang;
use crate::look::Measure;
use crate::panel::roster::{Options, Plan, Reel, cells, heads, plan};

/// The height of a line and of a row's rim, in the panel's own text.
const LINE_EMS: f64 = 1.45;
const RIM_EMS: f64 = 0.65;
/// A cell's text in the panel's own, as style/ sets it.
const CELL_EMS: f64 = 0.92;

/// One pooled row: its element and the text node of each cell.
struct Row {
    element: Element,
    /// How many cells stand on its first line.
    columns: usize,
    cells: Vec<Node>,
}

/// Moves a roll, and asks for the rows that it will need.
pub fn with(roll: &Rc<RefCell<Roll>>, change: impl FnOnce(&mut Roll)) {
    change(&mut roll.borrow_mut());
    ask(roll);
}

fn ask(roll: &Rc<RefCell<Roll>>) {
    let wanted = std::mem::take(&mut roll.borrow_mut().wanted);
    let Some(view) = roll.borrow().view.clone().filter(|_| !wanted.is_empty()) else { return };
    let roll = Rc::clone(roll);
    spawn_local(async move {
        for from in wanted {
            let came = view.bring(from, WINDOW).await;
            let mut own = roll.borrow_mut();
            // Another question may have been asked meanwhile.
            let is_own = own.view.as_ref().is_some_and(|own| Rc::ptr_eq(own, &view));
            match came.filter(|_| is_own) {
                Some(table) => own.windows.bring(from, table),
                None => continue,
            }
            own.write_all();
        }
    });
}

/// The pool and where it stands.
#[derive(Default)]
pub struct Roll {
    pool: Option<HtmlElement>,
    rows: VecDeque<Row>,
    pub heads: Vec<(String, String)>,
    table: Rc<Table>,
    /// Where a reader keeps the rows, and `table` is a sample of them.
    view: Option<Rc<View>>,
    windows: Windows,
    /// Windows to ask for.
    wanted: Vec<usize>,
    reel: Reel,
    pub plan: Plan,
    em: f64,
    row_height: f64,
    pub visible: usize,
    lang: Lang,
    utc_offset: i32,
}

impl Roll {
    pub fn total(&self) -> usize {
        self.view.as_ref().map_or(self.table.rows(), |view| view.rows)
    }

    /// The first row in sight.
    pub fn first(&self) -> usize {
        self.reel.row(0, self.total()).unwrap_or(0)
    }

    /// Takes new rows or a new width; the reel stays where it is. `fill` must follow once the frame
    /// is in the page.
    pub fn lay(
        &mut self,
        options: &Options,
        (table, view): (Rc<Table>, Option<Rc<View>>),
        (width, em): (f64, f64),
        (utc_offset, lang): (i32, Lang),
        measure: &dyn Measure,
    ) {
        let same = match (&view, &self.view) {
            (Some(new), Some(old)) => Rc::ptr_eq(new, old),
            (new, _) => new.is_none(),
        };
        if !same {
            self.windows = view.as_deref().map(Windows::of).unwrap_or_default();
        }
        (self.table, self.view) = (table, view);
        (self.em, self.utc_offset, self.lang) = (em, utc_offset, lang);
        self.heads = heads(&options.columns, &self.table);
        let place = (width, em * CELL_EMS);
        self.plan = plan(&self.heads, &self.table, place, utc_offset, lang, measure);
        self.reel.keep_within(self.total());
    }

    /// Fills the window with rows: a whole number of them, so that none stands half in it while
    /// paused.
    pub fn fill(&mut self, section: &Element) {
        let find = |part: &str| section.query_selector(part).ok().flatten();
        let (Some(window), Some(pool)) = (find(".roster .window"), find(".roster .pool")) else {
            return;
        };
        let room = f64::from(window.client_height());
        let height = self.em * (LINE_EMS * self.plan.lines as f64 + RIM_EMS);
        self.visible = (room / height).floor().max(1.0) as usize;
        self.row_height = if room > height { room / self.visible as f64 } else { height };
        let pool: HtmlElement = pool.unchecked_into();
        // Custom properties take any text.
        let _ = pool.style().set_property("--row", &format!("{:.2}px", self.row_height));
        if self.pool.as_ref() != Some(&pool) {
            self.rows.clear();
            self.pool = Some(pool);
        }
        let more = self.total() > self.visible;
        self.pool_of(if more { self.visible + 2 } else { self.total() });
        self.write_all();
    }

    fn pool_of(&mut self, needed: usize) {
        let Some(pool) = self.pool.clone() else { return };
        let Some(document) = pool.owner_document() else { return };
        let columns = self.plan.widths.len();
        let fits = |row: &Row| row.cells.len() == self.heads.len() && row.columns == columns;
        if self.rows.len() == needed && self.rows.iter().all(fits) {
            return;
        }
        for row in self.rows.drain(..) {
            row.element.remove();
        }
        for _ in 0..needed {
            let Some(row) = new_row(&document, self.heads.len(), columns) else { return };
            if pool.append_child(&row.element).is_ok() {
                self.rows.push_back(row);
            }
        }
    }

    /// Moves on by so many rows.
    pub fn advance(&mut self, rows: f64) {
        if self.total() <= self.visible {
            return;
        }
        let passed = self.reel.advance(rows, self.total());
        if passed >= self.rows.len() {
            self.write_all();
        } else {
            for _ in 0..passed {
                self.carry();
            }
            // Each carried row now stands at the end; the last `passed` slots are new.
            for slot in self.rows.len().saturating_sub(passed)..self.rows.len() {
                self.write(slot);
            }
        }
        self.place();
    }

    /// Leaps by whole rows, as a key or a page does.
    pub fn leap(&mut self, rows: i64) {
        if self.total() > self.visible {
            self.reel.leap(rows, self.total());
            self.write_all();
        }
    }

    /// Carries the uppermost element to the lower end.
    fn carry(&mut self) {
        let (Some(row), Some(pool)) = (self.rows.pop_front(), &self.pool) else { return };
        if pool.append_child(&row.element).is_ok() {
            self.rows.push_back(row);
        }
    }

    fn write_all(&mut self) {
        for slot in 0..self.rows.len() {
            self.write(slot);
        }
        self.place();
    }

    fn write(&mut self, slot: usize) {
        let total = self.total();
        let Some(at) = self.reel.row(slot, total) else { return };
        let texts = match &self.view {
            None => Some((&*self.table, at)),
            Some(_) => self.windows.row(at),
        };
        let texts = texts
            .map(|(table, at)| cells(&self.heads, table, at, self.utc_offset, self.lang))
            .unwrap_or_default();
        if self.view.is_some() {
            // The rows that follow are asked for before they are in sight.
            let ahead = (at + self.visible * 4) % total.max(1);
            self.wanted.extend([at, ahead].into_iter().filter_map(|at| self.windows.want(at)));
        }
        let Some(row) = self.rows.get(slot) else { return };
        let texts = texts.iter().map(String::as_str).chain(std::iter::repeat(""));
        for (cell, text) in row.cells.iter().zip(texts) {
            cell.set_node_value(Some(text));
        }
        // Rows count from 1 and the head is the first.
        let _ = row.element.set_attribute("aria-rowindex", &(at + 2).to_string());
    }

    fn place(&self) {
        let y = -self.reel.shift() * self.row_height;
        if let Some(pool) = &self.pool {
            // A transform that the browser refuses leaves the rows where they are.
            let _ = pool.style().set_property("transform", &format!("translate3d(0,{y:.2}px,0)"));
        }
    }
}

fn new_row(document: &Document, cells: usize, columns: usize) -> Option<Row> {
    let element = document.create_element("div").ok()?;
    element.set_attribute("role", "row").ok()?;
    let mut nodes = Vec::with_capacity(cells);
    for at in 0..cells {
        let cell = document.create_element("span").ok()?;
        if at >= columns {
            cell.set_class_name("second");
        }
        cell.set_attribute("role", "cell").ok()?;
        let text: Node = document.create_text_node("").into();
        cell.append_child(&text).ok()?;
        element.append_child(&cell).ok()?;
        nodes.push(text);
    }
    Some(Row { element, columns, cells: nodes })
}
