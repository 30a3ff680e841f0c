//! A file that nobody has described: what its columns become, and the board that is made of them.

mod boards;

use daping::data::guess::{Column, Guess, Guesser, LOOKED_AT, Shown, guess, title};
use daping::data::source::Mask;
use daping::data::table::Type;
use daping::issue::{DataFault, Lang};
use proptest::prelude::*;

use crate::workbooks::make::{book, lines};

/// A file of people: heads, and a row for each number below `rows`.
pub fn people(heads: &str, rows: usize, row: impl Fn(usize) -> String) -> String {
    let lines = (0..rows).map(|at| row(at) + "\n");
    format!("{heads}\n{}", lines.collect::<String>())
}

/// Surnames and towns of nobody.
pub const NAMES: [&str; 5] = ["王小明", "李红", "张小强", "赵大海", "陈一"];
pub const TOWNS: [&str; 3] = ["云阳镇", "留山镇", "板山坪镇"];

pub fn of(text: &str) -> Guess {
    guess(text.as_bytes()).expect("columns")
}

/// A column in a few words: field, type or mask, how far it is shown.
fn said(column: &Column) -> String {
    let kind = match column.mask {
        Some(mask) => format!("{mask:?}"),
        None => format!("{:?}", column.kind),
    };
    let counted = if column.shown == Shown::Counted { " counted" } else { "" };
    format!("{} {kind}{counted}", column.field)
}

fn all(guess: &Guess) -> Vec<String> {
    guess.columns.iter().map(said).collect()
}

#[test]
fn a_list_of_people_is_known_by_its_heads() {
    let text = people(
        "序号,姓名,性别,年龄,联系电话,身份证号码,家庭住址,乡镇,务工地,是否返岗,返岗日期,月薪(元),民族,备注",
        40,
        |at| {
            let day = 1 + at % 20;
            format!(
                "{at},{},{},{},138{at:08},41000019900101{at:04},南召县{}东村{at}组,{},广东省深圳市,{},2020-02-{day:02},{},汉族,第{at}个",
                NAMES[at % 5],
                ["男", "女"][at % 2],
                20 + at,
                TOWNS[at % 3],
                TOWNS[at % 3],
                ["是", "否"][at % 2],
                3000 + at,
            )
        },
    );
    let expected = [
        "serial Hidden",
        "name PersonName",
        "sex Text",
        "number Number",
        "phone Phone",
        "id_number IdNumber",
        "address Address",
        "town Text",
        "work Destination",
        "flag Flag",
        "day Date",
        "number_2 Number",
        "private Text counted",
        "remark Hidden",
    ];
    let guess = of(&text);
    assert_eq!(all(&guess), expected);
    let pay = &guess.columns[11];
    assert_eq!((pay.unit.as_deref(), pay.head.as_deref()), (Some("元"), Some("月薪")));
    assert_eq!(pay.pointer().as_deref(), Some("月薪(元)"));
    assert_eq!((guess.rows, guess.columns[7].distinct), (40, Some(3)));
    let why: Vec<String> = guess.columns[..2].iter().map(|own| own.why.say(Lang::Zh)).collect();
    assert_eq!(why, ["列名说明它是编号", "列名说明它是姓名"]);
}

#[test]
fn what_is_not_known_to_be_harmless_is_hidden() {
    for (head, cells, is) in [
        // Many values, each once: anything.
        ("甲", (0..50).map(|at| format!("词{at}")).collect::<Vec<_>>(), "c2 Hidden"),
        // Few values, each often.
        ("甲", (0..50).map(|at| format!("词{}", at % 4)).collect(), "c2 Text"),
        // Names, however often.
        ("甲", (0..50).map(|at| NAMES[at % 5].to_string()).collect(), "c2 PersonName"),
        ("类别", (0..50).map(|at| NAMES[at % 5].to_string()).collect(), "category PersonName"),
        // Numbers of somebody under any head.
        ("类别", (0..50).map(|at| format!("138{at:08}")).collect(), "phone Phone"),
        ("金额", (0..50).map(|at| format!("138{at:08}")).collect(), "phone Phone"),
        (
            "备注",
            (0..50).map(|at| format!("41000019900101{at:04}")).collect(),
            "id_number IdNumber",
        ),
        (
            "类别",
            (0..50).map(|at| format!("6222020200112233{:03}", at % 3)).collect(),
            "category Hidden",
        ),
        // One is enough.
        ("类别", vec!["甲".into(), "甲".into(), "打13812345678".into()], "category Hidden"),
        // Long numbers are somebody's or some file's; short ones are amounts.
        ("甲", (0..50).map(|at| format!("66{at:06}")).collect(), "c2 Hidden"),
        ("甲", (0..50).map(|at| format!("{at}.5")).collect(), "c2 Number"),
        // A long text is no category.
        (
            "甲",
            (0..50).map(|_| "家住在东边第三条街的那一户人家的孩子".to_string()).collect(),
            "c2 Hidden",
        ),
        ("甲", (0..50).map(|at| format!("2020/2/{}", 1 + at % 9)).collect(), "c2 Date"),
        ("甲", (0..50).map(|at| ["有", "无"][at % 2].to_string()).collect(), "c2 Flag"),
        ("类别", (0..50).map(|at| format!("云阳镇东村{at}组")).collect(), "category Address"),
        ("类别", vec!["云阳镇东村3组".into(), "甲".into(), "甲".into()], "category Hidden"),
        ("甲", vec![String::new(); 9], "c2 Hidden"),
        // Of health and firms there are counts alone, or nothing.
        (
            "核酸结果",
            (0..50).map(|at| ["阴性", "阳性"][at % 2].to_string()).collect(),
            "health Text counted",
        ),
        ("工作单位", (0..50).map(|at| format!("第{at}厂")).collect(), "employer Hidden"),
        ("邮箱", (0..50).map(|_| "a@b.c".to_string()).collect(), "contact Hidden"),
        ("出生日期", (0..50).map(|_| "1990-01-01".to_string()).collect(), "birth Hidden"),
    ] {
        let text =
            people(&format!("乡镇,{head}"), cells.len(), |at| format!("云阳镇,{}", cells[at]));
        assert_eq!(said(&of(&text).columns[1]), is, "{head} {}", cells[0]);
    }
}

#[test]
fn heads_that_may_be_data_are_not_shown() {
    let text = people("姓名,13812345678,电话13912345678,姓名,", 9, |at| {
        format!("{},{at},{at},{at},{at}", NAMES[at % 5])
    });
    let guess = of(&text);
    let heads: Vec<Option<&str>> = guess.columns.iter().map(|own| own.head.as_deref()).collect();
    assert_eq!(heads, [Some("姓名"), None, None, Some("姓名"), None]);
    assert!(guess.columns[1..].iter().all(|own| own.shown == Shown::Hidden));
    let why: Vec<String> = guess.columns[1..].iter().map(|own| own.why.say(Lang::En)).collect();
    let bare = "the head itself looks like data: all of it is hidden";
    let twice = "the head stands twice; the first column is used";
    assert_eq!(why, [bare, bare, twice, "it has no head: all of it is hidden"]);
    assert!(!format!("{guess:?}").contains("138"));
}

#[test]
fn a_file_without_a_head_is_refused() {
    let rows = |at: usize| format!("{},138{at:08},{}", NAMES[at % 5], TOWNS[at % 3]);
    let names = |at: usize| format!("{},{}", NAMES[at % 5], TOWNS[at % 3]);
    let days = |at: usize| format!("甲{at},2020-02-{:02}", 1 + at % 20);
    for text in [
        people(&rows(0), 9, rows),
        people(&names(0), 9, names),
        people(&days(0), 9, days),
        people("赵四,20年", 9, names),
    ] {
        let fault = guess(text.as_bytes()).expect_err("no head");
        assert_eq!(format!("{fault:?}"), "Book(NoHead)", "{text}");
    }
    for empty in ["", "\n\n", ",,\n1,2,3\n"] {
        let fault = guess(empty.as_bytes()).expect_err("nothing");
        assert_eq!(format!("{fault:?}"), "Book(Empty)");
    }
    // Nothing but unknown heads: those of hidden columns stay away.
    let unknown = of(&people("甲,乙", 50, |at| format!("词{at},丙{}", at % 3)));
    let heads: Vec<Option<&str>> = unknown.columns.iter().map(|own| own.head.as_deref()).collect();
    assert_eq!(heads, [None, Some("乙")]);
}

#[test]
fn workbooks_are_guessed_from_too() {
    let bytes = book(|sheet| {
        lines(sheet, 0, &["登记表"])?;
        lines(sheet, 1, &["姓名|电话|身份证|报名日期|人数"])?;
        for row in 2..30 {
            lines(sheet, row, &["王小明|13800000000|410000199001010000|43882|3"])?;
        }
        Ok(())
    });
    let guess = guess(&bytes).expect("columns");
    let expected =
        ["name PersonName", "phone Phone", "id_number IdNumber", "day Date", "number Number"];
    assert_eq!(all(&guess), expected);
    assert!(guess.columns[3].serial && guess.columns[3].kind == Type::Date);
    assert!(matches!(guess.columns[2].mask, Some(Mask::IdNumber)));
}

#[test]
fn no_more_is_looked_at_than_is_needed() {
    let mut guesser = Guesser::new(1_000);
    assert_eq!(guesser.push("姓名,乡镇\n".as_bytes()), Ok(true));
    let row = "王小明,云阳镇\n".repeat(LOOKED_AT as usize);
    assert_eq!(guesser.push(row.as_bytes()), Ok(false));
    // What comes later may be anything.
    assert_eq!(guesser.push(b"\"\xFF"), Ok(false));
    assert_eq!(guesser.finish().map(|guess| guess.rows), Ok(LOOKED_AT));
    let mut guesser = Guesser::new(1_000);
    let large = [b"PK\x03\x04".as_slice(), &[0; 2_000]].concat();
    assert_eq!(guesser.push(&large), Err(DataFault::TooLarge { limit_bytes: 1_000 }));
}

#[test]
fn a_title_is_the_files_name() {
    for (file, is) in [
        ("云阳镇务工台账.xlsx", Some("云阳镇务工台账")),
        ("a/b\\名册.2020.csv", Some("名册.2020")),
        ("13812345678.csv", None),
        ("台账20200221.csv", None),
        (".csv", None),
        ("", None),
    ] {
        assert_eq!(title(file).as_deref(), is, "{file}");
    }
}

proptest! {
    #[test]
    fn no_cells_break_it(cells in prop::collection::vec("\\PC{0,12}|[0-9-]{0,20}", 1..60), columns in 1usize..8) {
        let mut text = String::new();
        for row in cells.chunks(columns) {
            text += &row.iter().map(|cell| cell.replace([',', '"'], "")).collect::<Vec<_>>().join(",");
            text.push('\n');
        }
        if let Ok(guess) = guess(text.as_bytes()) {
            boards::is_sound(&guess);
        }
    }

    #[test]
    fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(guess) = guess(&bytes) {
            boards::is_sound(&guess);
        }
    }
}
