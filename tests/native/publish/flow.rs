//! A file's way to its pages: what is written, twice the same, all at once or not at all.

use std::fs;
use std::process::Command;

use daping::data::published::cube::{Need, is_rows, now};
use daping::data::published::index::{answer_file, page_file, shut};
use daping::data::published::{answer, need};
use daping::data::query::{Context, Query, run};
use daping::data::read::{Asked, Reader};
use daping::data::source::Source;
use daping::data::table::{Table, Value};
use daping::data::{Audience, limits::Limits};

use super::folder::{Folder, run as runs};
use crate::rows::read;

const FIELDS: &str = r#"{
    "name": {"label": "姓名", "mask": "person_name"},
    "town": {"label": "乡镇"},
    "day": {"label": "日期", "type": "date"},
    "pay": {"label": "月薪", "type": "number", "unit": "元"}
}"#;

pub(super) const QUERIES: [&str; 7] = [
    r#"{"group": ["town"], "measure": "count", "sort": "-count"}"#,
    r#"{"group": ["town"], "measure": {"pay": "mean:pay", "days": "distinct:day"}}"#,
    r#"{"where": [["day", "<=", {"param": "at"}]], "group": ["town"], "measure": "sum:pay"}"#,
    r#"{"where": [["town", "=", {"param": "town"}]], "group": [{"field": "day", "by": "week"}]}"#,
    r#"{"where": [["pay", ">", 2500]], "sort": ["-pay", "day"], "limit": 7}"#,
    r#"{"where": [["town", "=", "云阳镇"]], "limit": 50}"#,
    r#"{"where": [["town", "=", {"param": "town"}], ["pay", ">", 2100]]}"#,
];

pub(super) fn board(audience: &str) -> String {
    let panel = |(at, query): (usize, &&str)| {
        let query = query.replacen('{', "{\"from\": \"roster\", ", 1);
        format!(r#""p{at}": {{"kind": "table", "data": {query}}}"#)
    };
    let panels: Vec<String> = QUERIES.iter().enumerate().map(panel).collect();
    format!(
        r#"{{"daping": 1, "audience": "{audience}",
        "sources": {{"roster": {{"url": "data/roster/index.json", "format": "pages", "fields": {FIELDS}}}}},
        "panels": {{{}}}}}"#,
        panels.join(",\n")
    )
}

const TOWNS: [&str; 4] = ["云阳镇", "板山坪镇", "马市坪乡", "石门乡"];

pub(super) fn csv(rows: usize) -> String {
    let mut text = String::from("\u{FEFF}姓名,乡镇,日期,月薪,内部备注\r\n");
    for row in 0..rows {
        let town = TOWNS[row * row % 11 % 4];
        let (day, pay) = (1 + row % 28, 2_000 + row * 37 % 3_000);
        let name = char::from_u32(0x4E00 + row as u32 % 20_000).unwrap();
        text += &format!("王{name},{town},2020-02-{day:02},{pay},无\r\n");
    }
    text
}

/// The table that a wall without pages would hold.
pub(super) fn whole(text: &str) -> Table {
    let source: Source = read(&format!(
        r#"{{"url": "a.csv", "fields": {}}}"#,
        FIELDS
            .replace("\"label\": \"姓名\"", "\"label\": \"姓名\", \"at\": \"姓名\"")
            .replace("\"label\": \"乡镇\"", "\"label\": \"乡镇\", \"at\": \"乡镇\"")
            .replace("\"label\": \"日期\"", "\"label\": \"日期\", \"at\": \"日期\"")
            .replace("\"label\": \"月薪\"", "\"label\": \"月薪\", \"at\": \"月薪\"")
    ));
    let asked =
        Asked { name: "roster", source: &source, audience: Audience::Internal, utc_offset: 28_800 };
    let mut reader = Reader::new(&asked, Limits::PAGE);
    reader.begin(None, "a.csv", None);
    reader.push(text.as_bytes()).unwrap();
    reader.end().unwrap();
    reader.finish().table
}

pub(super) fn shown(table: &Table) -> Vec<String> {
    let cell = |value: Value| match value {
        Value::Number(n) => format!("{n:.6}"),
        other => format!("{other:?}"),
    };
    let row = |row| {
        let cells = table.fields().iter().map(|field| cell(field.column.get(row)));
        cells.collect::<Vec<_>>().join("|")
    };
    (0..table.rows()).map(row).collect()
}

#[test]
fn a_wall_of_pages_shows_what_a_wall_of_rows_shows() {
    let (folder, text) = (Folder::new(), csv(20_000));
    folder.write("boards/b.json", board("internal"));
    folder.write("名册.csv", &text);
    let said =
        folder.publish("名册.csv", "boards/b.json", &["--as-of", "2020-02-21T08:00:00+08:00"]);
    assert_eq!(said.code, 0, "{}", said.text);
    for part in ["20,000 行", "内部备注", "已发布"] {
        assert!(said.text.contains(part), "{part}: {}", said.text);
    }
    let (index, all) = (folder.index(), whole(&text));
    assert_eq!((index.rows, index.as_of()), (20_000, Some(1_582_243_200)));
    assert_eq!(index.fields.len(), 4, "what the board does not list is not written");
    let file = |name: String| fs::read(folder.out().join(name)).unwrap();
    let types = |name: &str| index.kind(name);
    let params = |name: &str| match name {
        "at" => Some("2020-02-14".to_string()),
        "town" => Some("石门乡".to_string()),
        _ => None,
    };
    for set in [true, false] {
        let context = Context { params: &|name| params(name).filter(|_| set), utc_offset: 28_800 };
        for query in QUERIES.map(read::<Query>) {
            // Rows are looked up as the parameters stand; groups are computed from their cube.
            let asked = if is_rows(&query) { now(&query, &context) } else { query.clone() };
            let table = match need(&asked, &types) {
                Need::Cube(own) | Need::Top(own) => {
                    let own = index.answer(&own).expect("an answer");
                    let bytes = file(answer_file(&own.file, false));
                    index.table(own, &bytes, &shut).expect("its table")
                }
                Need::View(own) | Need::Whole(own) => {
                    let view = index.view(&own).expect("a view");
                    let page = |at: usize| {
                        index.page(view, at, &file(page_file(&view.pages[at], false)), &shut)
                    };
                    let pages: Vec<Table> =
                        (0..view.pages.len()).map(|at| page(at).unwrap()).collect();
                    daping::data::published::join(&pages.iter().collect::<Vec<_>>())
                }
            };
            let own = answer(&query, &table, &types, &context).0;
            assert_eq!(shown(&own), shown(&run(&query, &all, &context).0), "{query:?}");
        }
    }
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    let folder = Folder::new();
    folder.write("boards/b.json", board("internal"));
    folder.write("a.csv", csv(5_000));
    assert_eq!(folder.publish("a.csv", "boards/b.json", &[]).code, 0);
    let first = folder.files();
    assert_eq!(folder.publish("a.csv", "boards/b.json", &[]).code, 0);
    assert_eq!(folder.files(), first);
    fs::remove_dir_all(folder.out()).unwrap();
    assert_eq!(folder.publish("a.csv", "boards/b.json", &[]).code, 0);
    assert_eq!(folder.files(), first);
    // The last line end makes no difference to the rows.
    folder.write("a.csv", csv(5_000).trim_end());
    assert_eq!(folder.publish("a.csv", "boards/b.json", &[]).code, 0);
    assert_eq!(folder.files(), first);
}

#[test]
fn the_publish_before_stays_and_older_ones_go() {
    let folder = Folder::new();
    folder.write("boards/b.json", board("internal"));
    let mut indexes = Vec::new();
    for rows in [100, 200, 300] {
        folder.write("a.csv", csv(rows));
        // What an earlier writer left half done, and what is somebody else's.
        fs::create_dir_all(folder.out()).unwrap();
        fs::write(folder.out().join("p-0123456789abcdef.bin.part"), "half").unwrap();
        fs::write(folder.out().join("readme.txt"), "mine").unwrap();
        assert_eq!(folder.publish("a.csv", "boards/b.json", &[]).code, 0);
        indexes.push(folder.index());
    }
    let names: Vec<String> = folder.files().into_iter().map(|(name, _)| name).collect();
    let has = |index: usize| indexes[index].files().iter().all(|own| names.contains(own));
    assert!(!has(0) && has(1) && has(2), "{names:?}");
    let own = indexes[1].files().into_iter().chain(indexes[2].files());
    let mut wanted: Vec<String> = own.chain(["index.json".into(), "readme.txt".into()]).collect();
    wanted.sort();
    wanted.dedup();
    assert_eq!(names, wanted);
}

#[test]
fn a_file_that_breaks_off_leaves_the_old_publish() {
    let folder = Folder::new();
    folder.write("boards/b.json", board("internal"));
    folder.write("a.csv", csv(9_000));
    assert_eq!(folder.publish("a.csv", "boards/b.json", &[]).code, 0);
    let before = folder.files();
    let rows: Vec<String> =
        (0..9_000).map(|n| format!(r#"{{"town": "云阳镇", "pay": {n}}}"#)).collect();
    for (name, bytes, sentence) in [
        ("half.json", format!("[{}", rows.join(",")).into_bytes(), "应为 JSON"),
        ("page.json", b"<!doctype html><html></html>".to_vec(), "网页"),
        ("other.csv", "甲,乙\n1,2\n".into(), "没有任何一行有这个字段"),
        ("empty.csv", Vec::new(), "应为 CSV"),
    ] {
        folder.write(name, bytes);
        let said = folder.publish(name, "boards/b.json", &[]);
        assert_eq!(said.code, 1, "{name}: {}", said.text);
        assert!(said.text.contains(sentence), "{name}: {}", said.text);
        assert_eq!(folder.files(), before, "{name}");
    }
}

#[test]
fn wrong_use_is_2_and_touches_nothing() {
    let folder = Folder::new();
    folder.write("boards/b.json", board("internal"));
    folder.write("a.csv", csv(3));
    let two = board("internal").replace(
        "\"sources\": {",
        "\"sources\": {\"x\": {\"url\": \"x.json\", \"format\": \"pages\", \"fields\": {\"a\": {}}},",
    );
    folder.write(
        "boards/two.json",
        two.replace("data/roster/index.json", "data/elsewhere/index.json"),
    );
    for (file, board, more, sentence) in [
        ("none.csv", "b.json", &[][..], "none.csv"),
        ("a.csv", "none.json", &[], "none.json"),
        ("a.csv", "b.json", &["--source", "rosters"], "roster"),
        ("a.csv", "b.json", &["--as-of", "2020-02-21"], "2020-02-21T08:00:00+08:00"),
        ("a.csv", "two.json", &[], "--source"),
    ] {
        let said = folder.publish(file, &format!("boards/{board}"), more);
        assert_eq!(said.code, 2, "{}", said.text);
        assert!(said.text.contains(sentence), "{}", said.text);
        assert!(!folder.out().exists(), "{sentence}");
    }
    fs::create_dir_all(folder.out()).unwrap();
    fs::write(folder.out().join("index.json"), "{\"mine\": 1}").unwrap();
    let said = folder.publish("a.csv", "boards/b.json", &[]);
    assert_eq!((said.code, folder.files().len()), (2, 1), "{}", said.text);
    assert!(said.text.contains("没有覆盖"), "{}", said.text);
}

#[test]
fn columns_are_found_by_name_label_or_way() {
    for head in
        ["name,town,day,pay", "姓名,乡镇,日期,月薪", "pay,day,town,姓名", "名字,街道,日期,月薪"]
    {
        let folder = Folder::new();
        folder.write("boards/b.json", board("internal"));
        let cells = [
            ("name", "王小明"),
            ("姓名", "王小明"),
            ("名字", "王小明"),
            ("街道", "云阳镇"),
            ("town", "云阳镇"),
            ("乡镇", "云阳镇"),
            ("day", "2020-02-01"),
            ("日期", "2020-02-01"),
            ("pay", "3000"),
            ("月薪", "3000"),
        ];
        let cell = |head: &str| cells.iter().find(|own| own.0 == head).unwrap().1;
        let row: Vec<&str> = head.split(',').map(cell).collect();
        folder.write("a.csv", format!("{head}\n{}\n", row.join(",")));
        let said = folder.publish("a.csv", "boards/b.json", &[]);
        assert_eq!(said.code, 0, "{head}: {}", said.text);
    }
    // A board that usually asks for JSON takes a CSV file for what it is.
    let folder = Folder::new();
    folder.write("boards/b.json", board("internal").replace("\"pages\"", "\"json\""));
    folder.write("a.csv", csv(3));
    let said = folder.publish("a.csv", "boards/b.json", &[]);
    assert_eq!(said.code, 0, "{}", said.text);
    // A missing one is a finding, and the rest is published.
    let folder = Folder::new();
    folder.write("boards/b.json", board("internal"));
    folder.write("a.csv", "姓名,乡镇,日期\n王小明,云阳镇,2020-02-01\n");
    let said = folder.publish("a.csv", "boards/b.json", &["--lang", "en"]);
    assert_eq!(said.code, 1, "{}", said.text);
    assert!(said.text.contains("field \"pay\": no row has this field"), "{}", said.text);
    assert!(said.text.contains("published: "), "{}", said.text);
    assert_eq!(folder.index().rows, 1);
}

#[test]
fn in_public_small_groups_become_one() {
    let folder = Folder::new();
    folder.write("boards/b.json", board("public"));
    let row = |town: &str| format!("王小明,{town},2020-02-01,3000\n");
    let towns = [("云阳镇", 9), ("板山坪镇", 3), ("石门乡", 4), ("马市坪乡", 5)];
    let rows: String = towns.iter().map(|(town, count)| row(town).repeat(*count)).collect();
    folder.write("a.csv", format!("姓名,乡镇,日期,月薪\n{rows}"));
    let said = folder.publish("a.csv", "boards/b.json", &[]);
    assert_eq!(said.code, 0, "{}", said.text);
    assert!(said.text.contains("面板“p0”有 2 组不足 5 行"), "{}", said.text);
    let index = folder.index();
    assert_eq!(index.audience, Audience::Public);
    let query: Query = read(QUERIES[0]);
    let Need::Cube(cube) = need(&query, &|name| index.kind(name)) else { panic!("a cube") };
    let own = index.answer(&cube).expect("an answer");
    let bytes = fs::read(folder.out().join(answer_file(&own.file, false))).unwrap();
    let table = index.table(own, &bytes, &shut).unwrap();
    let context = Context { params: &|_| None, utc_offset: 28_800 };
    let (own, _) = answer(&query, &table, &|name| index.kind(name), &context);
    let shown: Vec<_> =
        (0..own.rows()).map(|row| (own.text(row, "town"), own.number(row, "count"))).collect();
    let wanted = [("云阳镇", 9.0), ("其他(不足5)", 7.0), ("马市坪乡", 5.0)];
    assert_eq!(shown, wanted.map(|(town, count)| (Some(town), Some(count))));

    // Four rows in all cannot be told of anybody.
    folder.write("a.csv", format!("姓名,乡镇,日期,月薪\n{}", row("云阳镇").repeat(4)));
    let said = folder.publish("a.csv", "boards/b.json", &[]);
    assert!(said.text.contains("合并后仍不足 5 行"), "{}", said.text);
    assert_eq!(folder.index().answers.len(), 1, "rows with a limit alone");
}

#[test]
fn a_check_of_the_board_looks_at_what_was_published() {
    let folder = Folder::new();
    let path = folder.write("boards/b.json", board("internal"));
    folder.write("a.csv", csv(9_000));
    let check = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_daping"));
        runs(command.arg("check").arg(&path).args(more))
    };
    assert_eq!(check(&[]).code, 0, "nothing is published yet");
    assert_eq!(folder.publish("a.csv", "boards/b.json", &[]).code, 0);
    let said = check(&[]);
    assert_eq!(said.code, 0, "{}", said.text);
    let said = check(&["--sources", "--rows", "2"]);
    assert_eq!(said.code, 0, "{}", said.text);
    assert!(
        said.text.contains("服务器说共 9,000 行") && said.text.contains("云阳镇"),
        "{}",
        said.text
    );
    let page = folder.out().join(page_file(&folder.index().views[0].pages[1], false));
    let bytes = fs::read(&page).unwrap();
    let mut other = bytes.clone();
    *other.last_mut().unwrap() ^= 1;
    fs::write(&page, other).unwrap();
    let said = check(&[]);
    assert!(said.code == 1 && said.text.contains("与其名称不符"), "{}", said.text);
    fs::remove_file(&page).unwrap();
    assert!(check(&[]).text.contains("缺少索引所列的文件 p-"));
    fs::write(&page, bytes).unwrap();
    assert_eq!(check(&[]).code, 0);
    // Another board than the one that was published for.
    folder.write("boards/b.json", board("public"));
    assert!(check(&[]).text.contains("看板是公开的"));
    folder.write("boards/b.json", board("internal").replace("mean:pay", "max:pay"));
    assert!(check(&[]).text.contains("没有面板“p1”的答案"));
    folder.write("boards/b.json", board("internal").replace("\"date\"", "\"time\""));
    assert!(check(&[]).text.contains("这里是日期,应为时间"));
    fs::write(folder.out().join("index.json"), "{\"daping_pages\": 2}").unwrap();
    assert!(check(&[]).text.contains("索引不是本程序认识的版本"));
}
