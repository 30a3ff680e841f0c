//! The page around the panels, from outside: what stands in a frame, a plate, a tip, in each state.

use daping::board::page::{self, Drawing, Face, Plate, Status, Tip};
use daping::board::{Panel, check};
use daping::data::feed::State;
use daping::data::table::Table;
use daping::geo::{File, Outline, Projection};
use daping::issue::{DataFault, Issue, Lang, Place};
use daping::look::Point;
use daping::look::markup::{Element, el, html};
use daping::panel::roster::{Frame, Plan, frame};
use daping::panel::{Mark, Pose, Reach, Scene, Told};

use crate::golden::golden_page;
use crate::rows::{WALL, numbers, posed, scene, shown, texts};

const BOARD: &str = r#"{
  "daping": 1, "title": "青石县返岗", "subtitle": "示例数据",
  "sources": { "towns": { "url": "data/towns.csv", "fields": { "town": {}, "back": { "type": "number" } } } },
  "panels": {
    "back": { "kind": "bar", "title": "各乡镇返岗", "unit": "人", "note": "县人社局", "data": { "from": "towns" } },
    "rank": { "kind": "rank", "title": "排行", "data": { "from": "towns" } }
  }
}"#;

/// 21 February 2020, 08:00 in Shanghai.
const NOW: i64 = 1_582_243_200;
const OFFSET: i32 = 8 * 3_600;

fn towns() -> Table {
    Table::new(vec![
        texts("town", &["河口镇", "石桥镇"]),
        numbers("返岗", "人", &[1_286.0, 1_104.0]),
    ])
}

fn status(state: State) -> Status {
    let failed = matches!(state, State::Failed | State::Denied);
    let fault = || Issue::data(Place::document("towns"), DataFault::Status { code: 500 });
    Status {
        state,
        fault: failed.then(fault),
        as_of: Some(NOW),
        last_success: Some(NOW),
        success_day: None,
        age_minutes: Some(if state == State::Late { 12 } else { 0 }),
    }
}

fn framed(panel: &Panel, state: State, pose: &Pose) -> Element {
    let status = status(state);
    let face = Face {
        panel,
        area: &panel.name,
        state,
        said: status.say(Lang::Zh, OFFSET),
        told: status.fault.as_ref().map(|fault| fault.say(Lang::Zh)),
        fault: None,
        synthetic: true,
        alarm: None,
        pose,
        hidden: false,
        is_tab: false,
        tip: None,
        inset: None,
        lang: Lang::Zh,
    };
    page::frame(&face, el("div"))
}

#[test]
fn every_state_is_said_in_the_head_of_a_panel() {
    let board = check("青石", BOARD).board;
    let panel = board.panel("back").expect("the panel");
    let all = State::ALL.map(|state| framed(panel, state, &Pose::default()));
    golden_page("page-states", &el("main").all(all));
    let locked = html(&framed(panel, State::Locked, &Pose::default()));
    assert!(locked.contains(r#"<p class="locked">已加密</p>"#), "{locked}");
    assert!(!locked.contains('断'), "{locked}");
}

#[test]
fn a_panels_menu_says_what_it_would_do() {
    let board = check("青石", BOARD).board;
    let said = |name: &str, pose: &Pose| {
        html(&framed(board.panel(name).expect("the panel"), State::Live, pose))
    };
    assert!(said("back", &Pose::default()).contains("看表格"));
    let turned = Pose { sheet: true, range: Some((0.2, 0.4)), ..Pose::default() };
    assert!(said("back", &turned).contains("看图形") && said("back", &turned).contains("看全部"));
    let rank = said("rank", &Pose::default());
    assert!(rank.contains("图片 PNG") && rank.contains("表格 CSV") && !rank.contains("看表格"));
}

#[test]
fn the_plate_says_title_time_and_the_worst_state() {
    let board = check("青石", BOARD).board;
    let plate = |status, lang, rehearsed| {
        page::plate(&Plate {
            board: &board,
            status,
            lang,
            theme: "night",
            utc_offset: OFFSET,
            now: NOW,
            chips: Vec::new(),
            rehearsed,
            paused: rehearsed,
            made: false,
            alarms: None,
        })
    };
    golden_page("page-plate", &plate(Some(status(State::Late)), Lang::Zh, false));
    golden_page("page-plate-rehearsal", &plate(None, Lang::En, true));
}

#[test]
fn the_plate_asks_for_each_secret_once() {
    let text = BOARD.replacen(
        "\"sources\": {",
        r#""sources": {
        "one": { "url": "a", "headers_from": { "Authorization": "token" }, "fields": { "a": {} } },
        "two": { "url": "b", "headers_from": { "X-Key": "token" }, "fields": { "a": {} } },"#,
        1,
    );
    let board = check("青石", &text).board;
    assert_eq!(board.secrets(), ["token"]);
    let face = Plate {
        board: &board,
        status: None,
        lang: Lang::Zh,
        theme: "night",
        utc_offset: OFFSET,
        now: NOW,
        chips: Vec::new(),
        rehearsed: false,
        paused: false,
        made: false,
        alarms: None,
    };
    let said = daping::look::markup::html(&page::plate(&face));
    assert_eq!(said.matches("secret:token").count(), 1, "{said}");
    assert!(said.contains("输入口令 token"));
}

#[test]
fn a_drawing_has_its_legend_its_tip_and_its_words() {
    let hidden = Pose { hidden: vec!["乙".into()], ..Pose::default() };
    let rows = Table::new(vec![
        texts("town", &["河口镇", "石桥镇"]),
        numbers("甲", "人", &[3.0, 4.0]),
        numbers("乙", "人", &[1.0, 2.0]),
    ]);
    let scene = posed(r#"{"kind": "bar"}"#, &rows, WALL, &hidden);
    let mark = scene.marks.first().expect("a mark");
    let drawing = Drawing {
        scene: &scene,
        words: "河口镇 3",
        hint: "方向键".into(),
        caption: None,
        fault: None,
        tip: Some(page::tip_of(mark, WALL, "数据截至 2020-02-21 08:00 · 县人社局".into())),
        mark: Some(mark),
        is_door: false,
        levels: &[],
        said: None,
        brushed: Some((40.0, 20.0)),
        moves: true,
        lang: Lang::Zh,
    };
    golden_page("page-drawing", &page::drawing(&drawing));
}

#[test]
fn a_tip_stands_where_there_is_room() {
    let sides = |x: f64, y: f64| {
        let told = vec![Told { name: "返岗".into(), value: "1,286人".into(), color: None }];
        let room = (600.0, 300.0);
        let tip = Tip { at: (x, y), room, label: "河口镇".into(), told, foot: String::new() };
        let said = html(&page::tip(&tip));
        (said.contains("data-side=\"left\""), said.contains("data-rise=\"up\""))
    };
    assert_eq!(sides(10.0, 10.0), (false, false));
    assert_eq!(sides(590.0, 290.0), (true, true));
}

#[test]
fn kinds_that_move_by_themselves_are_pages_too() {
    golden_page("ticker", &shown(r#"{"kind": "ticker", "value": "返岗"}"#, &towns(), WALL));
    golden_page("clock", &shown(r#"{"kind": "clock"}"#, &Table::default(), WALL));
    golden_page("tabs", &page::tabs(&["各乡镇", "各环节"], 1));
    let heads = [("name".to_string(), "姓名".to_string()), ("home".into(), "家庭住址".into())];
    let plan = Plan { widths: vec![60.0, 140.0], lines: 1 };
    let roster = Frame {
        title: "外出人员",
        heads: &heads,
        plan: &plan,
        total: 6_000,
        held: true,
        lang: Lang::Zh,
    };
    golden_page("roster", &frame(&roster));
}

#[test]
fn findings_are_counted_and_the_first_are_listed() {
    let none = html(&page::findings(&[], Lang::Zh));
    assert!(none.contains("hidden"), "{none}");
    let many: Vec<String> = (0..80).map(|at| format!("第{at}处")).collect();
    let said = html(&page::findings(&many, Lang::Zh));
    assert!(said.contains("80 处发现") && said.contains("第49处") && !said.contains("第50处"));
}

/// A drawing of which nothing is said but what a test asks.
pub fn bare(scene: &Scene) -> Drawing<'_> {
    Drawing {
        scene,
        words: "",
        hint: String::new(),
        caption: None,
        fault: None,
        tip: None,
        mark: None,
        is_door: false,
        levels: &[],
        said: None,
        brushed: None,
        moves: false,
        lang: Lang::Zh,
    }
}

fn crumbs(levels: &[&str], doors: usize, said: Option<&str>) -> String {
    let levels: Vec<String> = levels.iter().map(|name| name.to_string()).collect();
    let doors = (0..doors).map(|at| (at, at.to_string())).collect();
    let scene = Scene { doors, ..Scene::default() };
    html(&page::drawing(&Drawing { levels: &levels, said, ..bare(&scene) }))
}

#[test]
fn a_map_says_where_it_is_once_a_region_has_been_entered() {
    assert!(!crumbs(&["全图"], 1, None).contains("<nav"));
    assert!(crumbs(&["全图"], 0, Some("没有")).contains("<span role=\"status\">没有"));
    let deep = crumbs(&["全图", "河南", "南阳市"], 0, None);
    assert!(deep.contains("data-act=\"up:0\">全图"), "{deep}");
    assert!(deep.contains("data-act=\"up:1\">河南"), "{deep}");
    assert!(deep.contains("data-act=\"up:2\" aria-current=\"location\">南阳市"), "{deep}");
}

#[test]
fn a_region_in_hand_shows_its_border_and_anything_else_a_ring() {
    const SQUARE: &str = r#"{"type": "Polygon",
        "coordinates": [[[110, 30], [112, 30], [112, 32], [110, 32], [110, 30]]]}"#;
    let file = format!(
        r#"{{"type": "FeatureCollection", "features": [
        {{"type": "Feature", "properties": {{"name": "甲"}}, "geometry": {SQUARE}}}]}}"#
    );
    let outline = Outline::read(file.as_bytes(), &File::default()).expect("an outline");
    let sheet = outline.sheet(&Projection::fit(&outline, 100.0, 100.0, 0.0));
    let path = sheet.paths[0].clone();
    let scene = Scene::default();
    let lit = |reach: Reach| {
        let at = Point::new(50.0, 40.0);
        let mark = Mark { reach, at, label: String::new(), told: Vec::new() };
        html(&page::drawing(&Drawing { mark: Some(&mark), ..bare(&scene) }))
    };
    let region = lit(Reach::Region { sheet, region: 0, by: (10.0, 5.0) });
    assert!(path.starts_with('M'), "{path}");
    assert!(region.contains(&format!("<path d=\"{path}\" transform=\"translate(10.0 5.0)\">")));
    assert!(!region.contains("spot"), "{region}");
    let disc = lit(Reach::Disc { at: Point::new(50.0, 40.0), radius: 3.0 });
    assert!(disc.contains("class=\"spot\" style=\"left:50.0px;top:40.0px\""), "{disc}");
}

#[test]
fn a_notice_is_said_under_the_drawing() {
    let rows = Table::new(vec![texts("label", &["甲", "乙"]), numbers("value", "", &[-1.0, 2.0])]);
    let scene = scene(r#"{"kind": "ring"}"#, &rows, WALL);
    let notice = scene.notice.clone().expect("a negative share is said");
    let drawing = bare(&scene);
    assert!(html(&page::drawing(&drawing)).contains(&notice));
}
