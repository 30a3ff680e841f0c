//! Whatever people are in a file: nothing of them is in what is published, said or left behind.

use proptest::prelude::*;

use super::folder::Folder;

/// One of whom a roster speaks.
#[derive(Clone, Debug)]
struct Person {
    name: String,
    phone: String,
    id: String,
    address: String,
    town: usize,
    note: Option<String>,
}

const TOWNS: [&str; 3] = ["云阳镇", "板山坪镇", "马市坪乡"];
const HEADS: [&str; 7] = ["姓名", "联系方式", "证件", "家庭住址", "乡镇", "备注", "别列出"];

fn board(audience: &str) -> String {
    format!(
        r#"{{"daping": 1, "audience": "{audience}", "sources": {{"roster": {{
            "url": "data/roster/index.json", "format": "pages",
            "fields": {{
                "name": {{"label": "姓名", "mask": "person_name"}},
                "phone": {{"label": "联系方式", "mask": "phone"}},
                "id": {{"label": "证件", "mask": "id_number"}},
                "address": {{"label": "家庭住址", "mask": "address"}},
                "town": {{"label": "乡镇"}},
                "note": {{"label": "备注"}}
            }}}}}},
            "panels": {{
                "people": {{"kind": "table", "columns": ["name", "phone"], "data": {{"from": "roster"}}}},
                "towns": {{"kind": "bar",
                    "data": {{"from": "roster", "group": ["town"], "measure": "count"}}}},
                "last": {{"kind": "table", "columns": ["town", "who"], "data": {{"from": "roster",
                    "group": ["town", "phone"], "measure": {{"who": "last:name", "note": "last:note"}}}}}}
            }}}}"#
    )
}

/// Letters of many scripts, those beyond 16 bits, and what nobody sees.
fn name() -> impl Strategy<Value = String> {
    let han = prop::sample::select("王李欧阳諸葛𠮷䶮𫖯㐱鿿〇".chars().collect::<Vec<_>>());
    let plain = prop::collection::vec(han, 2..5).prop_map(String::from_iter);
    let joint = prop::sample::select(vec![
        "·", " ", "\u{3000}", "\u{200D}", "\u{202E}", "\n", "\"", ",", "、", "’",
    ]);
    let joined =
        (plain.clone(), joint, plain.clone()).prop_map(|(a, joint, b)| format!("{a}{joint}{b}"));
    let other = prop::sample::select(vec![
        "Æthelred Öztürk",
        "阿依古丽·买买提",
        "Müller-Lüdenscheidt",
        "王小明（大）",
        "ガルシア・マルケス",
        "👨‍👩‍👧‍👦家长",
        "\u{202E}明小王\u{202C}",
        "O’Connor\tJr.",
    ]);
    prop_oneof![4 => plain, 2 => joined, 2 => other.prop_map(String::from)]
}

fn digits(count: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(0u8..10, count)
        .prop_map(|own| own.iter().map(|n| n.to_string()).collect())
}

/// A mobile as people write it; nobody's number begins so (1[3-9]) without being one.
fn phone() -> impl Strategy<Value = String> {
    (3u8..10, digits(9), 0usize..7).prop_map(|(second, rest, form)| {
        let own = format!("1{second}{rest}");
        let wide = |text: &str| -> String {
            text.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect()
        };
        match form {
            0 => own,
            1 => format!("+86 {} {} {}", &own[..3], &own[3..7], &own[7..]),
            2 => format!("{}-{}-{}", &own[..3], &own[3..7], &own[7..]),
            3 => wide(&own),
            4 => format!("{}\u{200B}{}", &own[..5], &own[5..]),
            5 => format!("0377-{}", &own[3..].replacen(|_: char| true, "6", 1)),
            _ => format!("86{own}"),
        }
    })
}

fn id() -> impl Strategy<Value = String> {
    let body = (410_000u32..411_999, 1940u32..2010, 1u32..13, 1u32..29, 0u32..1_000);
    (body, prop::sample::select(vec!['0', '7', 'X', 'x']))
        .prop_map(|((a, y, m, d, n), check)| format!("{a}{y}{m:02}{d:02}{n:03}{check}"))
}

fn address() -> impl Strategy<Value = String> {
    (
        prop::sample::select(TOWNS.to_vec()),
        1u32..99,
        prop::sample::select(vec!["南召县", "", "河南省南阳市南召县"]),
    )
        .prop_map(|(town, house, county)| {
            format!("{county}{town}西花园村{house}组,\n门牌{house}号")
        })
}

/// A remark that may hold a number which no mask was declared for.
fn note(phone: String, id: String) -> impl Strategy<Value = Option<String>> {
    let number = prop_oneof![Just(phone), Just(id)];
    let around =
        prop::sample::select(vec![("", ""), ("电话", "。"), ("x", "y"), ("紧急联系人:", ",速回")]);
    prop::option::weighted(0.05, (number, around).prop_map(|(own, (a, b))| format!("{a}{own}{b}")))
}

fn person() -> impl Strategy<Value = Person> {
    let own = (name(), phone(), id(), address(), 0..TOWNS.len());
    own.prop_flat_map(|(name, phone, id, address, town)| {
        note(phone.clone(), id.clone()).prop_map(move |note| Person {
            name: name.clone(),
            phone: phone.clone(),
            id: id.clone(),
            address: address.clone(),
            town,
            note,
        })
    })
}

fn cells(person: &Person) -> [String; 7] {
    let Person { name, phone, id, address, town, note } = person.clone();
    let secret = format!("{name} {phone} {id}");
    [name, phone, id, address, TOWNS[town].into(), note.unwrap_or_default(), secret]
}

fn written(people: &[Person], form: &str) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |cells: &[String]| cells.iter().map(|own| quoted(own)).collect::<Vec<_>>().join(",");
    let object = |person: &Person| {
        let pairs =
            HEADS.iter().zip(cells(person)).map(|(head, cell)| (head.to_string(), cell.into()));
        serde_json::Value::Object(pairs.collect()).to_string()
    };
    let rows: Vec<String> = match form {
        "csv" => people.iter().map(|person| line(&cells(person))).collect(),
        _ => people.iter().map(object).collect(),
    };
    match form {
        "csv" => format!("{}\r\n{}\r\n", line(&HEADS.map(String::from)), rows.join("\r\n")),
        "json" => format!("[{}]", rows.join(",\n")),
        _ => rows.join("\n"),
    }
}

/// What must be found nowhere.
fn raw(person: &Person) -> Vec<String> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let Person { name, phone, id, address, .. } = person;
    let bare = digits(phone);
    let mut all = vec![phone.clone(), id.clone(), address.clone(), id[..17].to_string()];
    if bare.len() >= 10 {
        all.push(bare);
    }
    // What is cleaned away is no part of a name that could be recognised.
    let clean: String = name.chars().filter(|c| !c.is_control()).collect();
    let seen = |c: char| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}');
    all.extend([name.clone(), clean.clone(), clean.chars().filter(|c| seen(*c)).collect()]);
    all.retain(|own| own.chars().count() > 1);
    all
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|own| own == text.as_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn nothing_of_anybody_comes_out(people in prop::collection::vec(person(), 1..14)) {
        for audience in ["internal", "public"] {
            for form in ["csv", "json", "ndjson"] {
                let folder = Folder::new();
                folder.write("boards/b.json", board(audience));
                let file = format!("roster.{form}");
                folder.write(&file, written(&people, form));
                let said = folder.publish(&file, "boards/b.json", &[]);
                prop_assert!(said.code < 2, "{}", said.text);
                let files = folder.files();
                // Names that stand only in the head are found by their labels.
                let is_stopped = said.text.contains("发布已停止");
                prop_assert!(is_stopped == files.is_empty(), "{}", said.text);
                for value in people.iter().flat_map(raw) {
                    prop_assert!(!said.text.contains(&value), "{audience} {form}: {value:?} is said");
                    for (name, bytes) in &files {
                        prop_assert!(!holds(bytes, &value), "{audience} {form}: {value:?} in {name}");
                        prop_assert!(!name.ends_with(".part"));
                    }
                }
            }
        }
    }
}

#[test]
fn what_the_gate_finds_stops_the_publish_with_its_place() {
    let head = "姓名,联系方式,证件,家庭住址,乡镇,备注\n";
    let fine = "王小明,13812341234,410000199001010012,南召县云阳镇西花园村3组,云阳镇,无\n";
    for (note, looks) in [
        ("请打 138 1234 5678 找他", "手机号"),
        ("0377-66891889", "固定电话"),
        ("卡号6222 0212 3456 7890 128", "银行卡号"),
        ("证 410000 19900101 0012", "身份证号"),
    ] {
        let folder = Folder::new();
        folder.write("boards/b.json", board("internal"));
        folder.write("good.csv", format!("{head}{fine}"));
        let said = folder.publish("good.csv", "boards/b.json", &[]);
        assert_eq!(said.code, 0, "{}", said.text);
        let before = folder.files();
        let bad = format!("{head}{fine}{fine}李小红,,,,云阳镇,{note}\n");
        folder.write("bad.csv", bad);
        let said = folder.publish("bad.csv", "boards/b.json", &[]);
        assert_eq!(said.code, 1, "{}", said.text);
        let place = "roster 第3行 字段“note”";
        assert!(said.text.contains(place) && said.text.contains(looks), "{}", said.text);
        assert!(!said.text.contains(note), "{}", said.text);
        assert_eq!(folder.files(), before, "what was published before stands");
    }
}

#[test]
fn a_board_whose_own_words_are_somebodys_is_not_published() {
    for (from, to) in [
        ("\"label\": \"备注\"", "\"label\": \"备注 13812341234\""),
        (
            "\"data\": {\"from\": \"roster\"}",
            "\"data\": {\"from\": \"roster\", \"where\": [[\"note\", \"=\", \"410000199001010012\"]]}",
        ),
    ] {
        let folder = Folder::new();
        let board = board("internal");
        assert!(board.contains(from), "{from}");
        folder.write("boards/b.json", board.replace(from, to));
        folder.write("a.csv", "姓名,乡镇\n王小明,云阳镇\n");
        let said = folder.publish("a.csv", "boards/b.json", &["--lang", "en"]);
        assert_eq!(said.code, 1, "{}", said.text);
        assert!(said.text.contains("nothing was published"), "{}", said.text);
        assert!(folder.files().is_empty() && !folder.out().exists());
    }
}
