//! The bar as it stands on the page.

use daping::board::page::{Bar, replay as bar};
use daping::board::replay::{Player, days};
use daping::issue::Lang;
use daping::look::markup::{Element, el, html};

use super::{FIRST, OFFSET, replay, rows};
use crate::golden::golden_page;

fn shown(has: &[i32], acts: &[&str], lang: Lang, kiosk: bool) -> Element {
    let mut player = Player::new(&replay(None, None), None, false);
    player.know(days(&replay(None, None), &rows(has), OFFSET).0, 0);
    acts.iter().for_each(|act| assert!(player.act(act, 0), "{act}"));
    bar(&Bar { player: &player, lang, kiosk })
}

#[test]
fn the_bar_says_the_day_and_has_a_cell_for_each() {
    let all = [
        shown(&[0, 1, 2, 4], &["day:1", "toggle"], Lang::Zh, false),
        shown(&[0, 1, 2, 4], &["day:3", "speed"], Lang::En, false),
        shown(&[0, 1, 2, 4], &[], Lang::Zh, true),
    ];
    golden_page("page-replay", &el("main").all(all));
}

#[test]
fn one_day_or_none_has_nothing_to_press() {
    let all = [shown(&[3], &[], Lang::Zh, false), shown(&[], &[], Lang::En, false)];
    golden_page("page-replay-few", &el("main").all(all));
}

fn count(html: &str, part: &str) -> usize {
    html.matches(part).count()
}

#[test]
fn however_many_days_there_are_their_words_have_room() {
    for length in [2, 14, 16, 17, 31, 60, 100, 365, 400] {
        let has: Vec<i32> = (0..length).collect();
        let said = html(&shown(&has, &["last"], Lang::Zh, false));
        assert_eq!(count(&said, "<i "), length as usize);
        assert_eq!(count(&said, "class=\"now\""), 1);
        let words = count(&said, "<span");
        assert!((2..=17).contains(&words), "{words} words of {length} days");
        assert_eq!(count(&said, "data-end"), 2, "{length}");
        assert_eq!(count(&said, "data-dense"), usize::from(length > 90), "{length}");
    }
}

#[test]
fn a_missing_day_is_said_in_words() {
    let said = html(&shown(&[0, 1, 2, 4], &["day:3"], Lang::Zh, false));
    assert!(
        said.contains("aria-valuetext=\"2020-02-11 星期二,第 4 / 5 天,该日无数据,1 天无数据\"")
    );
    assert!(said.contains("title=\"2月11日 周二 该日无数据\" data-missing"));
    let said = html(&shown(&[0, 1, 2, 4], &["day:0"], Lang::En, false));
    assert!(
        said.contains("aria-valuetext=\"8 Feb 2020 Saturday, day 1 of 5, 1 day without data\"")
    );
    assert_eq!(FIRST, 18_300);
}
