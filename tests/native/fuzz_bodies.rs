//! What must hold of any bytes at all. The fuzzer's targets are made of it, and a test runs it over
//! what the fuzzer begins with.

use std::sync::LazyLock;

use daping::data::columns;
use daping::data::guess::guess;
use daping::data::limits::{Limits, MAX_ISSUES, MAX_ROWS};
use daping::data::published::{Index, page};
use daping::data::read::Reader;
use daping::data::source::{Mask, Source};
use daping::data::table::{Field, Value};
use daping::data::{Answer, Asked, Audience, Reading, read};
use daping::geo::{Datum, File, LonLat, MAX_POINTS, MAX_REGIONS, Outline, Projection, Xy};
use daping::grammar::{self, Findings, Read};
use daping::issue::{Issue, Lang, Place};

use super::packages::sheet_of;

/// Fields of every type and mask, with rows at the top and below it; the last one is of CSV.
static EVERYTHING: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let fields = r#""fields":{"a":{},"n":{"type":"number"},"d":{"type":"date"},"t":{"type":"time"},
        "f":{"type":"flag"},"g":{"type":"figure"},"p":{"mask":"person_name"},"q":{"mask":"phone"},
        "i":{"mask":"id_number"},"h":{"mask":"hidden"},"w":{"mask":"address"},
        "z":{"mask":"destination"}}"#;
    let heads = [
        r#""format":"json""#,
        r#""format":"json","rows":"/rows","columns":"/c","total":"/t","as_of":"/at""#,
        r#""format":"csv""#,
    ];
    heads.iter().filter_map(|head| source_of(&format!("{{{head},{fields}}}"))).collect()
});

/// Any bytes as an answer in JSON.
pub fn json(bytes: &[u8]) {
    for source in EVERYTHING.iter().take(2) {
        answered(source, bytes);
    }
}

/// Any bytes as a table in text, in any encoding.
pub fn csv(bytes: &[u8]) {
    EVERYTHING.last().into_iter().for_each(|source| answered(source, bytes));
    let _ = guess(bytes);
}

/// A mapping, a NUL, an answer.
pub fn source(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let (Some(mapping), Some(answer)) = (parts.next(), parts.next()) else { return };
    if let Some(source) = std::str::from_utf8(mapping).ok().and_then(source_of) {
        answered(&source, answer);
    }
}

/// Any bytes as a workbook, and as the sheet of one that is whole otherwise.
pub fn xlsx(bytes: &[u8]) {
    let Some(source) = EVERYTHING.first() else { return };
    answered(source, &[b"PK\x03\x04", bytes].concat());
    let whole = sheet_of(bytes);
    answered(source, &whole);
    if let Ok(guess) = guess(&whole) {
        let heads = guess.columns.iter().filter_map(|column| column.head.as_deref());
        assert!(heads.into_iter().all(|head| head.chars().count() <= 21));
    }
}

/// Any bytes as a file of boundaries: what is read is bounded, can be drawn and pointed at, and can be
/// written and read again.
pub fn outline(bytes: &[u8]) {
    for datum in [Datum::Wgs84, Datum::Gcj02] {
        let file = File { datum, ..File::default() };
        if let Ok(outline) = Outline::read(bytes, &file) {
            is_drawable(&outline);
            let again = Outline::read(outline.written(100).as_bytes(), &File::default());
            let again = again.expect("what was written is read");
            assert_eq!(again.regions.len(), outline.regions.len());
            is_drawable(&again);
        }
    }
}

/// A board file of any bytes: findings that can be said, and no more of them than a screen has room for.
pub fn board(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let checked = daping::board::check("boards/any.json", &text);
    assert!(checked.issues.len() <= 2 * daping::grammar::MAX_FINDINGS);
    for issue in &checked.issues {
        for lang in [Lang::Zh, Lang::En] {
            assert!(!issue.say(lang).is_empty());
        }
    }
    assert!(checked.board.panels.len() <= daping::board::check::MAX_PANELS);
}

/// Any bytes as an index of pages, and as one of its pages: what is read adds up, and is written as it
/// was read; rows in sight are rows of their pages.
pub fn pages(bytes: &[u8]) {
    if let Ok(index) = Index::read(bytes) {
        let again = Index::read(index.write().as_bytes());
        assert_eq!(again.as_ref(), Ok(&index));
        for view in &index.views {
            let all: u64 = (0..view.pages.len()).map(|at| view.rows_of(at)).sum();
            assert_eq!(all, view.rows);
            let (range, skip) = view.pages_of(view.rows / 2, 100);
            assert!(range.end <= view.pages.len() && skip < view.page_rows);
            assert!(
                index.page(view, 0, bytes, &daping::data::published::index::shut).is_err(),
                "no file is its own index"
            );
        }
    }
    if let Ok(table) = columns::read(bytes) {
        let first = bytes.last().map_or(0, |last| usize::from(*last));
        let window = page::window(&[&table, &table], first, 50);
        assert!(window.rows() <= 50 && window.rows() <= table.rows() * 2);
        for (own, whole) in window.fields().iter().zip(table.fields()) {
            for row in 0..window.rows() {
                let place = (first + row) % table.rows().max(1);
                let cells = (own.column.get(row), whole.column.get(place));
                assert_eq!(format!("{:?}", cells.0), format!("{:?}", cells.1));
            }
        }
    }
}

/// The region at a pixel; of several the smallest.
pub fn hit(outline: &Outline, projection: &Projection, at: Xy) -> Option<usize> {
    let sheet = outline.sheet(projection);
    let under = (0..outline.regions.len()).filter(|region| sheet.holds(*region, at));
    let area = |region: &usize| sheet.plots()[*region].area;
    under.min_by(|a, b| area(a).total_cmp(&area(b)))
}

fn is_drawable(outline: &Outline) {
    let rings = || outline.regions.iter().flat_map(|region| &region.rings).chain(&outline.lines);
    assert!(outline.regions.len() <= MAX_REGIONS && rings().count() > 0);
    assert!(rings().map(Vec::len).sum::<usize>() <= MAX_POINTS);
    let reach = if outline.tiles { 201.0 } else { 360.5 };
    let is_place = |p: &LonLat| p.lon.abs() <= reach && p.lat.abs() <= reach;
    assert!(rings().all(|ring| ring.len() > 1 && ring.iter().all(is_place)));
    let projection = Projection::fit(outline, 640.0, 360.0, 8.0);
    let sheet = outline.sheet(&projection);
    for (at, region) in outline.regions.iter().enumerate() {
        assert!(region.code.len().max(region.name.len()) <= 800);
        let text = &sheet.paths[at];
        assert!(text.starts_with('M') && text.ends_with('z') && !text.contains("NaN"));
        let pixel = projection.to_xy(region.label);
        assert!(pixel.x.is_finite() && pixel.y.is_finite());
        let under = hit(outline, &projection, pixel);
        assert!(under.is_none_or(|under| under < outline.regions.len()));
        let found = outline.join().locate(&region.code).map(|found| found.region());
        assert!(found.is_none_or(|found| found < outline.regions.len()), "{at}");
    }
    let _ = hit(outline, &projection, Xy { x: 320.0, y: 180.0 });
}

fn source_of(text: &str) -> Option<Source> {
    let root = grammar::parse("fuzz", text).ok()?;
    Source::read(&root, &mut Findings::new("fuzz", text))
}

/// Whole and in pieces, the answer says the same.
fn answered(source: &Source, bytes: &[u8]) {
    let asked = Asked { name: "fuzz", source, audience: Audience::Internal, utc_offset: 28_800 };
    let whole = read(&asked, &Answer { bytes, content_type: None });
    if let Ok(reading) = &whole {
        is_sound(source, reading);
    }
    // A size that the bytes themselves choose, and the smallest where that is quick.
    let chosen = 1 + bytes.last().map_or(0, |last| usize::from(*last));
    assert_same(&whole, &in_pieces(&asked, bytes, chosen));
    if bytes.len() < 2_000 {
        assert_same(&whole, &in_pieces(&asked, bytes, 1));
    }
}

/// As [`read`], with the bytes in pieces of that size.
pub fn in_pieces(asked: &Asked, bytes: &[u8], size: usize) -> Result<Reading, Issue> {
    let mut reader = Reader::new(asked, Limits::PAGE);
    let mut pieces = || {
        reader.begin(None, asked.source.address(), None);
        bytes.chunks(size).try_for_each(|piece| reader.push(piece))?;
        reader.end()
    };
    pieces().map_err(|fault| Issue::data(Place::document(asked.name), fault))?;
    Ok(reader.finish())
}

/// A missing number is NaN, which is not equal to itself, so what is written is compared.
pub fn assert_same(one: &Result<Reading, Issue>, two: &Result<Reading, Issue>) {
    assert_eq!(format!("{one:?}"), format!("{two:?}"));
}

fn is_sound(source: &Source, reading: &Reading) {
    let table = &reading.table;
    assert_eq!(table.fields().len(), source.fields.iter().count());
    assert!(table.rows() as u64 <= MAX_ROWS);
    assert!(reading.issues.len() <= MAX_ISSUES);
    for (field, (_, spec)) in table.fields().iter().zip(source.fields.iter()) {
        assert_eq!(field.column.len(), table.rows(), "{}", field.name);
        if let Some(mask) = spec.mask {
            assert!(is_masked(field, mask), "{}", field.name);
        }
    }
}

/// Whether nothing is left of a person; of places the mask leaves words.
fn is_masked(field: &Field, mask: Mask) -> bool {
    (0..field.column.len()).all(|row| match (mask, field.column.get(row)) {
        (_, Value::Missing) => true,
        (Mask::PersonName | Mask::Phone | Mask::IdNumber, Value::Text(text)) => text.contains('*'),
        (Mask::Address | Mask::Destination, Value::Text(_)) => true,
        _ => false,
    })
}
