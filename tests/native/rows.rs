//! Small tables, and the world that panels are drawn in, for every test that draws.

use daping::data::calendar::Calendar;
use daping::data::table::{Builder, Field, Table, Type, Value};
use daping::grammar::{self, Any, Findings, Read, Record, Slot, node};
use daping::issue::Lang;
use daping::look::Theme;
use daping::look::format::Format;
use daping::look::markup::Element;
use daping::look::picture::FixedMeasure;
use daping::panel::kind::Kind;
use daping::panel::{Draw, Pose, Scene};

/// A panel's body on a wall of 1920×1080, and the smallest that is drawn.
pub const WALL: (f64, f64) = (640.0, 360.0);
pub const TINY: (f64, f64) = (80.0, 60.0);
/// The smallest panel of which everything is legible.
pub const SMALL: (f64, f64) = (200.0, 120.0);

pub fn field(label: &str, unit: &str, kind: Type, cells: &[Value<'_>]) -> Field {
    let mut builder = Builder::new(kind);
    cells.iter().for_each(|cell| builder.push(*cell));
    let unit = Some(unit.to_string()).filter(|unit| !unit.is_empty());
    Field { name: label.into(), label: label.into(), unit, column: builder.finish() }
}

pub fn texts(label: &str, cells: &[&str]) -> Field {
    field(label, "", Type::Text, &cells.iter().map(|t| Value::Text(t)).collect::<Vec<_>>())
}

pub fn numbers(label: &str, unit: &str, cells: &[f64]) -> Field {
    field(label, unit, Type::Number, &cells.iter().map(|n| Value::Number(*n)).collect::<Vec<_>>())
}

/// Days from 10 February 2020 on.
pub fn days(count: i32) -> Field {
    field("day", "", Type::Date, &(0..count).map(|at| Value::Day(18_302 + at)).collect::<Vec<_>>())
}

pub fn on<T>((width, height): (f64, f64), draw: impl FnOnce(&Draw<'_>) -> T) -> T {
    draw(&Draw {
        width,
        height,
        em: 18.0,
        theme: &Theme::default(),
        measure: &FixedMeasure,
        lang: Lang::Zh,
        utc_offset: 8 * 3600,
        format: Format::Glance,
        unit: None,
        today: 18_313,
        now: 18_313 * 86_400,
        calendar: &Calendar::default(),
        lunar: "",
        pose: &Pose::default(),
        outline: None,
        layer: None,
        is_door: &|_| false,
        inside: None,
        is_public: false,
        bands: &[],
    })
}

/// A value as a board file writes it, without a finding.
pub fn read<T: Read>(json: &str) -> T {
    let root = grammar::parse("test", json).expect("JSON");
    let mut findings = Findings::new("test", json);
    let read = T::read(&root, &mut findings);
    assert_eq!(findings.into_issues(), []);
    read.expect("a value")
}

/// The keys of a panel that are no options of its kind, here for nobody.
struct Common(Any);

impl Record for Common {
    fn keys(&self) -> &'static [&'static str] {
        &["kind", "title", "unit", "format", "note", "hero", "data"]
    }

    fn slot(&mut self, _: usize) -> Option<&mut dyn Slot> {
        Some(&mut self.0)
    }
}

/// A panel's kind with its options as a board writes them.
pub fn kind(json: &str) -> Kind {
    let root = grammar::parse("test", json).expect("a panel is JSON");
    let word = root.as_object().and_then(|panel| node::get(panel, "kind"));
    let word = word.and_then(|word| word.as_string_lit()).expect("a panel has a kind");
    let mut kind = Kind::named(word.as_str()).expect("a known kind");
    let mut findings = Findings::new("test", json);
    assert!(grammar::fill(&root, &mut [&mut Common(Any), kind.options()], &mut findings));
    assert_eq!(findings.into_issues(), []);
    kind
}

/// The scene of a canvas kind: `scene(r#"{"kind": "ring"}"#, &rows, WALL)`.
pub fn scene(json: &str, rows: &Table, size: (f64, f64)) -> Scene {
    on(size, |on| kind(json).draw(rows, on))
}

/// What a DOM kind shows.
pub fn shown(json: &str, rows: &Table, size: (f64, f64)) -> Element {
    on(size, |on| kind(json).show(rows, on)).expect("a DOM kind")
}

/// The same after a reader's hand.
pub fn posed(json: &str, rows: &Table, size: (f64, f64), pose: &Pose) -> Scene {
    on(size, |on| kind(json).draw(rows, &Draw { pose, ..*on }))
}
