//! `roster`: a fixed pool of rows, moved together by one `translate3d` a frame. When a row has left
//! the upper edge its element is carried to the lower end and given the next row's texts: one
//! row's work for each row that passes, whatever the roster's length.
//!
//! Deliberately absent: a view for each row. Rows are text nodes that this file alone writes.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, KeyboardEvent, Node};

use crate::app::panel::Ctx;
use crate::app::{frame, is_still};
use crate::data::table::Table;
use crate::issue::words;
use crate::panel::roster::{Options, Plan, Reel, cells, heads, plan};

/// The height of a line and of a row's rim, in the panel's own text.
const LINE_EMS: f64 = 1.45;
const RIM_EMS: f64 = 0.65;
/// A cell's text in the panel's own, as style/ sets it.
const CELL_EMS: f64 = 0.92;
/// A page stands at least this long where motion is not wanted.
const SHORTEST_PAGE_S: f64 = 8.0;

pub fn roster(ctx: Ctx, options: Options) -> impl IntoView {
    let lang = ctx.lang();
    let speed = options.speed.0;
    let root = NodeRef::<html::Div>::new();
    let window = NodeRef::<html::Div>::new();
    let pool = NodeRef::<html::Div>::new();
    let hold = Hold {
        hover: RwSignal::new(false),
        focus: RwSignal::new(false),
        held: RwSignal::new(false),
    };
    let roll = StoredValue::new_local(None::<Rc<RefCell<Roll>>>);
    let shown = RwSignal::new(Vec::<String>::new());
    let size = RwSignal::new((0.0, 0.0));
    super::canvas::watch_size(window, size);

    Effect::new(move |_| {
        let (Some(root), Some(pool)) = (root.get(), pool.get()) else { return };
        let (width, height) = size.get();
        let em = ctx.em.get();
        let rows = ctx.rows.get();
        let room = Room { width, height, em };
        let known = roll.get_value();
        let rolling = known.unwrap_or_else(|| Rc::new(RefCell::new(Roll::new(pool.into(), ctx))));
        rolling.borrow_mut().lay(&options, rows, room);
        shown.set(rolling.borrow().heads.iter().map(|(_, head)| head.clone()).collect());
        rolling.borrow().dress(&root);
        roll.set_value(Some(rolling));
    });
    move_rows(ctx, roll, hold, speed);
    let leap = move |event: KeyboardEvent| on_key(&event, roll, hold);
    let button = move || if hold.held.get() { words::resume(lang) } else { words::pause(lang) };
    view! {
        <div
            class="roster"
            node_ref=root
            role="table"
            tabindex="0"
            aria-label=ctx.panel(|panel| panel.title.clone())
            on:mouseenter=move |_| hold.hover.set(true)
            on:mouseleave=move |_| hold.hover.set(false)
            on:focusin=move |_| hold.focus.set(true)
            on:focusout=move |_| hold.focus.set(false)
            on:keydown=leap
        >
            <div class="heads" role="row">
                {move || {
                    let heads = shown.get().into_iter();
                    heads.map(|head| view! { <span role="columnheader">{head}</span> }).collect_view()
                }}
            </div>
            <div class="window" node_ref=window>
                <div class="pool" role="rowgroup" node_ref=pool></div>
            </div>
            <button
                class="pause"
                aria-label=button
                aria-pressed=move || hold.held.get().to_string()
                on:click=move |_| hold.held.update(|held| *held = !*held)
            ></button>
        </div>
    }
}

/// Why the roster stands still.
#[derive(Clone, Copy)]
struct Hold {
    hover: RwSignal<bool>,
    focus: RwSignal<bool>,
    held: RwSignal<bool>,
}

impl Hold {
    fn is_on(&self) -> bool {
        self.hover.get() || self.focus.get() || self.held.get()
    }
}

type Rolling = StoredValue<Option<Rc<RefCell<Roll>>>, LocalStorage>;

/// Moves by frames; by pages where the reader asked for less motion.
fn move_rows(ctx: Ctx, roll: Rolling, hold: Hold, speed: f64) {
    let ticket = StoredValue::new_local(None::<frame::Ticket>);
    let still = is_still();
    Effect::new(move |_| {
        let go = !still && !hold.is_on();
        let step = move |ms: f64| {
            if let Some(roll) = roll.try_get_value().flatten() {
                roll.borrow_mut().advance(speed * ms / 1_000.0);
            }
        };
        ticket.set_value(go.then(|| frame::each(step)));
    });
    if still {
        let second = ctx.hall.with_value(|wall| wall.second);
        Effect::new(move |last: Option<i64>| {
            let Some(roll) = roll.get_value() else { return second.get() };
            let visible = roll.borrow().visible;
            let stands = (visible as f64 / speed).max(SHORTEST_PAGE_S) as i64;
            let now = second.get();
            match last.filter(|turned| now - turned < stands) {
                Some(turned) => turned,
                None => {
                    if last.is_some() && !hold.is_on() {
                        roll.borrow_mut().leap(visible as i64);
                    }
                    now
                }
            }
        });
    }
}

fn on_key(event: &KeyboardEvent, roll: Rolling, hold: Hold) {
    let Some(roll) = roll.get_value() else { return };
    let page = roll.borrow().visible.max(1) as i64;
    let rows = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        "PageDown" => page,
        "PageUp" => -page,
        // A space on the button is the button's own.
        " " if event.target() == event.current_target() => {
            hold.held.update(|held| *held = !*held);
            event.prevent_default();
            return;
        }
        _ => return,
    };
    event.prevent_default();
    hold.held.set(true);
    roll.borrow_mut().leap(rows);
}

#[derive(Clone, Copy)]
struct Room {
    width: f64,
    height: f64,
    em: f64,
}

/// One pooled row: its element and the text node of each cell.
struct Row {
    element: HtmlElement,
    /// How many cells stand on its first line.
    columns: usize,
    cells: Vec<Node>,
}

/// The pool and where it stands.
struct Roll {
    ctx: Ctx,
    pool: HtmlElement,
    rows: VecDeque<Row>,
    heads: Vec<(String, String)>,
    table: Rc<Table>,
    reel: Reel,
    plan: Plan,
    row_height: f64,
    visible: usize,
}

impl Roll {
    fn new(pool: HtmlElement, ctx: Ctx) -> Self {
        Roll {
            ctx,
            pool,
            rows: VecDeque::new(),
            heads: Vec::new(),
            table: Rc::default(),
            reel: Reel::default(),
            plan: Plan { widths: Vec::new(), lines: 1 },
            row_height: 1.0,
            visible: 0,
        }
    }

    fn total(&self) -> usize {
        self.table.rows()
    }

    /// Takes new rows or a new place; the reel stays where it is.
    fn lay(&mut self, options: &Options, table: Rc<Table>, room: Room) {
        let wall = self.ctx.hall.get_value();
        self.table = table;
        self.heads = heads(&options.columns, &self.table);
        let place = (room.width, room.em * CELL_EMS);
        self.plan =
            plan(&self.heads, &self.table, place, wall.utc_offset, wall.lang, &wall.measure);
        let height = room.em * (LINE_EMS * self.plan.lines as f64 + RIM_EMS);
        // A whole number of rows fills the window, so that none stands half in it while paused.
        self.visible = (room.height / height).floor().max(1.0) as usize;
        self.row_height =
            if room.height > height { room.height / self.visible as f64 } else { height };
        self.reel.keep_within(self.total());
        let needed = if self.total() > self.visible { self.visible + 2 } else { self.total() };
        self.pool_of(needed);
        self.write_all();
    }

    /// The sizes that style/ lays the cells out by.
    fn dress(&self, root: &HtmlElement) {
        let total: f64 = self.plan.widths.iter().sum();
        let column = |width: &f64| format!("{:.2}fr", 100.0 * width / total.max(1.0));
        let columns: Vec<String> = self.plan.widths.iter().map(column).collect();
        // The rows that are there, not the few that are in the page; the head is one of them.
        let _ = root.set_attribute("aria-rowcount", &(self.total() + 1).to_string());
        let style = root.style();
        // Custom properties take any text.
        let _ = style.set_property("--columns", &columns.join(" "));
        let _ = style.set_property("--row", &format!("{:.2}px", self.row_height));
    }

    fn pool_of(&mut self, needed: usize) {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
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
            if self.pool.append_child(&row.element).is_ok() {
                self.rows.push_back(row);
            }
        }
    }

    fn advance(&mut self, rows: f64) {
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

    fn leap(&mut self, rows: i64) {
        if self.total() > self.visible {
            self.reel.leap(rows, self.total());
            self.write_all();
        }
    }

    /// Carries the uppermost element to the lower end.
    fn carry(&mut self) {
        let Some(row) = self.rows.pop_front() else { return };
        if self.pool.append_child(&row.element).is_ok() {
            self.rows.push_back(row);
        }
    }

    fn write_all(&mut self) {
        for slot in 0..self.rows.len() {
            self.write(slot);
        }
        self.place();
    }

    fn write(&self, slot: usize) {
        let wall = self.ctx.hall.get_value();
        let (Some(row), Some(at)) = (self.rows.get(slot), self.reel.row(slot, self.total())) else {
            return;
        };
        let texts = cells(&self.heads, &self.table, at, wall.utc_offset, wall.lang);
        for (cell, text) in row.cells.iter().zip(texts) {
            cell.set_node_value(Some(&text));
        }
        // Rows count from 1 and the head is the first.
        let _ = row.element.set_attribute("aria-rowindex", &(at + 2).to_string());
    }

    fn place(&self) {
        let y = -self.reel.shift() * self.row_height;
        // A transform that the browser refuses leaves the rows where they are.
        let _ = self.pool.style().set_property("transform", &format!("translate3d(0,{y:.2}px,0)"));
    }
}

fn new_row(document: &Document, cells: usize, columns: usize) -> Option<Row> {
    let element: HtmlElement = document.create_element("div").ok()?.dyn_into().ok()?;
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
