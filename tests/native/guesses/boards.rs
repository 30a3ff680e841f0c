//! The board that is made of a file passes the check, and what it reads of the file is masked.

use daping::board::of_table::{self, Origin};
use daping::board::{Board, check};
use daping::data::guess::{Guess, guess};
use daping::data::{Answer, Asked, Audience, read};
use daping::issue::Lang;
use daping::panel::kind::Kind;
use proptest::prelude::*;

use super::{NAMES, TOWNS, of, people};

fn board_of(guess: &Guess) -> (String, Board) {
    let text = of_table::board("云阳镇台账.xlsx", Origin::File("data/rows.csv"), guess, Lang::Zh);
    let checked = check("made", &text);
    let said: Vec<String> = checked.issues.iter().map(|issue| issue.say(Lang::Zh)).collect();
    assert_eq!(said, [""; 0], "{text}");
    (text, checked.board)
}

pub fn is_sound(guess: &Guess) {
    for lang in [Lang::Zh, Lang::En] {
        let text = of_table::board("", Origin::File("rows.csv"), guess, lang);
        let issues = check("made", &text).issues;
        assert_eq!(issues, [], "{text}");
    }
}

/// The kinds of a board's panels, in their order.
fn kinds(board: &Board) -> Vec<String> {
    let word = |kind: &Kind| kind.name().to_string();
    board.panels.iter().map(|panel| word(&panel.kind)).collect()
}

#[test]
fn boards_of_all_shapes_pass_the_check() {
    let one = of(&people("乡镇", 9, |at| TOWNS[at % 3].into()));
    let hidden = of(&people("姓名,备注", 1, |_| ",甲".into()));
    let categories = of(&people("姓名,乡镇,性别,工种", 50, |at| {
        format!("{},{},{},工{}", NAMES[at % 5], TOWNS[at % 3], ["男", "女"][at % 2], at % 9)
    }));
    let days = of(&people("返岗日期,去向,姓名", 9, |at| {
        format!("2020-02-0{},广东,王小明", at + 1)
    }));
    let heads: Vec<String> = (0..30).map(|at| format!("类别{at}")).collect();
    let wide = of(&people(&heads.join(","), 20, |at| {
        (0..30).map(|column| format!("类{}", (at + column) % 3)).collect::<Vec<_>>().join(",")
    }));
    for (guess, is) in [
        (one, vec!["stat", "ring", "roster"]),
        (hidden, vec!["stat"]),
        (categories, vec!["stat", "ring", "ring", "rank", "roster"]),
        (days, vec!["stat", "line", "rank", "roster"]),
        (wide, vec!["stat", "ring", "ring", "ring", "ring", "roster"]),
    ] {
        let (_, board) = board_of(&guess);
        assert_eq!(kinds(&board), is);
        let names: Vec<&str> = board.layout.iter().map(|own| own.name.as_str()).collect();
        assert_eq!(names, ["wall", "desk", "phone"]);
        is_sound(&guess);
    }
}

#[test]
fn a_board_is_written_for_people() {
    let guess = of(&people("姓名,电话,乡镇,返岗日期,月薪(元)", 20, |at| {
        format!(
            "{},138{at:08},{},2020-02-{:02},{}",
            NAMES[at % 5],
            TOWNS[at % 3],
            at + 1,
            3_000 + at
        )
    }));
    let (text, _) = board_of(&guess);
    for line in [
        "  \"title\": \"云阳镇台账\",",
        "  \"audience\": \"internal\",",
        "        \"name\": { \"at\": \"姓名\", \"label\": \"姓名\", \"mask\": \"person_name\" },",
        "        \"day\": { \"at\": \"返岗日期\", \"label\": \"返岗日期\", \"type\": \"date\" },",
        "    { \"name\": \"phone\", \"stack\": [\"total\", \"days\", \"by_1\", \"rows\"] }",
    ] {
        assert!(text.lines().any(|own| own == line), "{line}\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}

#[test]
fn heads_that_look_like_pointers_are_found_again() {
    let text = people("/a~b,乡/镇", 9, |at| format!("类{},{}", at % 2, TOWNS[at % 3]));
    let guess = of(&text);
    let (_, board) = board_of(&guess);
    let source = &board.sources.iter().next().expect("a source").1;
    let asked = Asked { name: "t", source, audience: Audience::Internal, utc_offset: 0 };
    let reading = read(&asked, &Answer { bytes: text.as_bytes(), content_type: None });
    let reading = reading.expect("rows");
    assert_eq!(reading.issues, []);
    let cells = reading.table.fields().iter().map(|field| field.column.get(0));
    assert_eq!(format!("{:?}", cells.collect::<Vec<_>>()), r#"[Text("类0"), Text("云阳镇")]"#);
}

/// A person of nobody: name, phone, identity number, address, bank card.
fn person() -> impl Strategy<Value = [String; 5]> {
    let name = prop::sample::select(NAMES.to_vec()).prop_flat_map(|own| {
        let surname: String = own.chars().take(1).collect();
        "[一-龥]{1,2}".prop_map(move |given| surname.clone() + &given)
    });
    let parts = (
        "1[3-9][0-9]{9}",
        "41[0-9]{4}19[0-9]{2}0[1-9]1[0-9][0-9]{3}[0-9X]",
        "[1-9][0-9]{0,2}",
        "62[0-9]{17}",
    );
    (name, parts).prop_map(|(name, (phone, id, house, card))| {
        [name, phone, id, format!("南召县云阳镇东村{house}号"), card]
    })
}

proptest! {
    /// Under whatever heads people stand: what the made board reads of them shows none.
    #[test]
    fn no_person_gets_through(
        people in prop::collection::vec(person(), 2..40),
        heads in prop::sample::select(vec![
            "姓名,电话,身份证,住址,银行卡号",
            "类别,类别2,类别3,类别4,类别5",
            "乡镇,村,性别,工种,学历",
            "甲,乙,丙,丁,戊",
            "日期,金额,人数,是否,备注",
        ]),
    ) {
        let rows: String = people.iter().map(|own| own.join(",") + "\n").collect();
        let text = format!("{heads}\n{rows}");
        let Ok(guess) = guess(text.as_bytes()) else { return Ok(()) };
        let (written, board) = board_of(&guess);
        let source = &board.sources.iter().next().expect("a source").1;
        let asked = Asked { name: "t", source, audience: Audience::Internal, utc_offset: 0 };
        let reading = read(&asked, &Answer { bytes: text.as_bytes(), content_type: None });
        let shown = format!("{written}{guess:?}{:?}", reading.expect("rows"));
        for [_, phone, id, address, card] in &people {
            for secret in [phone, id, address, card] {
                prop_assert!(!shown.contains(secret.as_str()), "{heads}: {secret}");
            }
        }
    }
}
