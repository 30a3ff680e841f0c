//! Colours and the frame that a board asks for.

use daping::board::{Frame, check};
use daping::issue::{Lang, Level};
use daping::look::theme::Color;

use super::Touches::*;
use super::{BOARD, said, wrong};

/// The sound board with another head, and where its colours stand.
fn with(head: &str) -> String {
    BOARD.replacen(r#""daping": 1,"#, &format!("\"daping\": 1, {head},"), 1)
}

#[test]
fn colours_that_are_none_are_named_and_left_out() {
    let board = |colors: &str| format!("\"daping\": 1, \"colors\": {colors},");
    let faults = [
        (
            r##"{ ^"acent": "#38bdf8" }"##,
            "不认识的键“acent”,是否指“accent”?",
            "unknown key \"acent\"; did you mean \"accent\"?",
        ),
        (
            r##"{ ^"accent-soft": "#38bdf8" }"##,
            "不认识的键“accent-soft”",
            "unknown key \"accent-soft\"",
        ),
        (
            r##"{ ^"series-7": "#38bdf8" }"##,
            "不认识的键“series-7”,是否指“series-1”?",
            "unknown key \"series-7\"; did you mean \"series-1\"?",
        ),
        (
            r#"{ "accent": ^"skyblue" }"#,
            "这里是 \"skyblue\",应为颜色,写作 #rrggbb",
            "found \"skyblue\"; expected a colour of the form #rrggbb",
        ),
        (
            r#"{ "accent": ^3 }"#,
            "这里是数值,应为颜色,写作 #rrggbb",
            "found number; expected a colour of the form #rrggbb",
        ),
        (r##"^"#38bdf8""##, "这里是文字,应为对象 {…}", "found text; expected object"),
        (
            r##"{ "accent": "#fff", ^"accent": "#ffe600" }"##,
            "“accent”出现了两次,只用后一个",
            "\"accent\" stands here twice; the later one is used",
        ),
    ];
    for (colors, zh, en) in faults {
        wrong(r#""daping": 1,"#, &board(colors), Nothing, zh, en);
    }
    wrong(
        r#""daping": 1,"#,
        r#""daping": 1, "frame": ^"lihgt","#,
        Nothing,
        "不认识的词“lihgt”,应为 light, plain,是否指“light”?",
        "unknown word \"lihgt\"; expected light, plain; did you mean \"light\"?",
    );
}

#[test]
fn good_colours_stand_beside_bad_ones() {
    let text = with(r##""frame": "plain", "colors": { "accent": "#00ffcc", "late": "red" }"##);
    let checked = check("小城", &text);
    assert_eq!(checked.issues.len(), 1);
    assert_eq!(checked.board.frame, Frame::Plain);
    assert_eq!(checked.board.colors, [("accent".to_string(), Color(0x00ff_ccff))]);
    let own = checked.board.looks(None);
    assert_eq!((own.name, own.accent), ("night", Color(0x00ff_ccff)));
    // A theme that the reader asks for is whole; the board's own name is no other theme.
    assert_eq!(checked.board.looks(Some("night")), own);
    assert_ne!(checked.board.looks(Some("contrast")).accent, Color(0x00ff_ccff));
    assert_eq!(checked.board.looks(Some("contrast")).name, "contrast");
    assert_eq!(checked.board.looks(Some("no such")), own);
}

#[test]
fn words_that_nobody_can_read_are_a_notice_at_the_colour_that_did_it() {
    let notice = |head: &str| {
        let checked = check("小城", &with(head));
        assert!(checked.issues.iter().all(|issue| issue.level == Level::Notice));
        (said(&checked.issues, Lang::Zh), said(&checked.issues, Lang::En))
    };
    let (zh, en) = notice(r##""colors": { "muted": "#1d3b73" }"##);
    assert_eq!(zh.len(), 1, "{zh:?}");
    assert!(zh[0].starts_with("小城:2:37:“muted”的文字在底色上的对比度为 1."), "{}", zh[0]);
    assert!(en[0].starts_with("小城:2:37: words in \"muted\" have a contrast of 1."), "{}", en[0]);
    // A light ground below the light text of the night: every word is at fault, for one reason.
    let (zh, _) = notice(r##""colors": { "ground-bottom": "#ffffff" }"##);
    assert!(zh.len() > 1 && zh.iter().all(|said| said.starts_with("小城:2:45:")), "{zh:?}");
    // The same colour on the theme that it was chosen for is none.
    let (zh, _) = notice(r##""theme": "day", "colors": { "ground-bottom": "#ffffff" }"##);
    assert_eq!(zh, [""; 0]);
}
