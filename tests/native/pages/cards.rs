//! `cards`, `text`, `image`: few, large pieces.

use super::*;
use crate::golden::golden_page;
use crate::rows::{SMALL, WALL, shown};

fn policies() -> Table {
    Table::new(vec![
        texts("label", &["稳岗返还", "复工补贴", "稳岗返还"]),
        texts("text", &["返还上年度失业保险费。", "按用工人数补贴。", ""]),
        numbers("限额", "万元", &[20.0, 500.5, f64::NAN]),
    ])
}

#[test]
fn one_card_is_in_sight_and_the_others_are_put_aside() {
    let json = r#"{"kind": "cards", "fields": ["限额", "电话"]}"#;
    let cards = posed(json, &policies(), WALL, &["page:1"]);
    golden_page("cards", &cards);
    keys_differ(&cards);
    let aside = |acts: &[&str]| {
        let cards = posed(json, &policies(), WALL, acts);
        let Markup::Element(deck) = cards.children[0].clone() else { panic!("a deck") };
        let is_aside = |card: &Markup| {
            matches!(card, Markup::Element(card)
                if card.attributes.iter().any(|(name, _)| *name == "data-aside"))
        };
        deck.children.iter().map(is_aside).collect::<Vec<_>>()
    };
    assert_eq!(aside(&[]), [false, true, true]);
    assert_eq!(aside(&["back"]), [true, true, false]);
    assert_eq!(words(&cards, "notice"), ["数据中没有字段:电话"]);
}

#[test]
fn many_cards_have_a_pager_and_are_bounded() {
    let rows = Table::new(vec![long_labels(500)]);
    let cards = shown(r#"{"kind": "cards"}"#, &rows, SMALL);
    assert_eq!(words(&cards, "pager"), ["‹1 / 100›"]);
    assert_eq!(words(&cards, "more"), ["另 400 项"]);
}

fn text(text: &str) -> Element {
    let json = serde_json::json!({ "kind": "text", "text": text });
    shown(&json.to_string(), &Table::default(), WALL)
}

#[test]
fn a_text_has_paragraphs_emphasis_and_lists() {
    let words =
        "务工人员:\n\n请先取得**健康证明**,\n再乘**专车**。\n- 三方签字\n- 到岗报平安\n\n谢谢";
    golden_page("text", &text(words));
}

#[test]
fn what_is_no_mark_is_shown_as_it_is_written() {
    let words = "**没有结束\n\n<b>不是标签</b> & ****\n\n-不是列表\n\n**甲** 与 **乙";
    let shown = text(words);
    golden_page("text-marks", &shown);
    assert_eq!(said(&shown), "**没有结束<b>不是标签</b> & ****-不是列表甲 与 **乙");
}

#[test]
fn a_text_is_as_large_as_it_fits_and_says_what_does_not() {
    let size = |text: Element| text.styles[0].1.clone();
    assert_eq!(size(text("有序返岗,平安到家")), "2");
    assert_eq!(size(text(&"有序返岗,平安到家。".repeat(30))), "1.1");
    let rows = Table::new(vec![texts("text", &[&*"返岗。".repeat(60); 40])]);
    let long = shown(r#"{"kind": "text"}"#, &rows, WALL);
    // 180 characters of 15.3 pixels are five lines, 122 pixels; two such paragraphs fit.
    assert_eq!(words(&long, "more"), ["另 38 段"]);
    assert_eq!(long.children.len(), 2 + 1);
}

#[test]
fn an_image_has_its_words_and_stays_on_its_host() {
    let image = |json: &str| shown(json, &Table::default(), WALL);
    let logo = r#"{"kind": "image", "src": "img/logo.png", "alt": "县徽", "fit": "cover"}"#;
    golden_page("image", &image(logo));
    let script = image(r#"{"kind": "image", "src": "javascript:alert(1)"}"#);
    golden_page("image-refused", &script);
    assert_eq!(words(&script, "notice"), ["图片地址须是相对路径或 data:image/"]);
    assert_eq!(words(&image(r#"{"kind": "image"}"#), "notice"), ["没有图片地址"]);
}
