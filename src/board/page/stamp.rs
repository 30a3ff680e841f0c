//! What leaves the wall says what it is of: board, panel, when, which filters, of when the data is.

use crate::issue::{Lang, words};
use crate::look::{Measure, format};

/// What a stamp is made of.
pub struct Stamp<'a> {
    pub board: &'a str,
    /// The title of the panel, where it is of one alone.
    pub panel: Option<&'a str>,
    /// Unix seconds at which it left.
    pub now: i64,
    /// Unix seconds that the data says it is of.
    pub as_of: Option<i64>,
    /// Parameters that are set, by name.
    pub filters: &'a [(String, String)],
    /// What the rows were searched for.
    pub search: Option<&'a str>,
    /// Some of its rows are made up.
    pub synthetic: bool,
    pub utc_offset: i32,
    pub lang: Lang,
}

/// The stamp, part by part.
pub fn parts(stamp: &Stamp<'_>) -> Vec<String> {
    let Stamp { lang, utc_offset, .. } = *stamp;
    let time = |at| format::time(at, utc_offset, lang);
    let mut all = vec![stamp.board.to_string()];
    all.extend(stamp.panel.map(str::to_string));
    all.push(format!("{} {}", words::taken_at(lang), time(stamp.now)));
    all.extend(stamp.as_of.map(|at| format!("{} {}", words::data_as_of(lang), time(at))));
    let filter = |(name, value): &(String, String)| format!("{name} = {value}");
    let filters: Vec<String> = stamp.filters.iter().map(filter).collect();
    if !filters.is_empty() {
        let between = lang.pick("、", ", ");
        all.push(format!("{} {}", words::filters(lang), filters.join(between)));
    }
    all.extend(stamp.search.map(|text| words::searched(text, lang)));
    all.extend(stamp.synthetic.then(|| words::synthetic(lang).to_string()));
    all
}

/// The parts in as few lines of `width` as they need, each whole; one that is too long has a line of
/// its own.
pub fn lines(parts: &[String], width: f64, size: f64, measure: &dyn Measure) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let longer = lines.last().map(|line| format!("{line} · {part}"));
        match (lines.last_mut(), longer) {
            (Some(line), Some(longer)) if measure.width(&longer, size, false) <= width => {
                *line = longer;
            }
            _ => lines.push(part.clone()),
        }
    }
    lines
}

/// The name of a file: board, panel and day, without what a file system does not take.
pub fn file_name(board: &str, panel: Option<&str>, day: i32, ending: &str) -> String {
    let day = format::day(day, Lang::Zh);
    let parts = [Some(board), panel, Some(&day)].into_iter().flatten();
    let name = parts.collect::<Vec<_>>().join("-");
    let plain = |c: char| if c.is_alphanumeric() || "-_".contains(c) { c } else { '_' };
    format!("{}.{ending}", name.chars().map(plain).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::picture::FixedMeasure;

    #[test]
    fn a_stamp_says_all_that_it_knows_and_nothing_else() {
        let filters = [("town".to_string(), "云阳镇".to_string()), ("day".into(), "1".into())];
        let full = Stamp {
            board: "返岗",
            panel: Some("排行"),
            now: 1_582_243_200,
            as_of: Some(1_582_239_600),
            filters: &filters,
            search: Some("张"),
            synthetic: true,
            utc_offset: 8 * 3_600,
            lang: Lang::Zh,
        };
        let said = [
            "返岗",
            "排行",
            "导出于 2020-02-21 08:00",
            "数据截至 2020-02-21 07:00",
            "筛选 town = 云阳镇、day = 1",
            "搜索“张”",
            "示例数据",
        ];
        assert_eq!(parts(&full), said);
        let bare = Stamp {
            panel: None,
            as_of: None,
            filters: &[],
            search: None,
            synthetic: false,
            ..full
        };
        assert_eq!(parts(&bare), [said[0], said[2]]);
    }

    #[test]
    fn parts_share_a_line_where_they_fit() {
        let parts = ["aaaa", "bb", "cccccccccc", "d"].map(str::to_string);
        let width = |text: &str| FixedMeasure.width(text, 10.0, false);
        let room = width("aaaa · bb");
        assert_eq!(lines(&parts, room, 10.0, &FixedMeasure), ["aaaa · bb", "cccccccccc", "d"]);
        assert_eq!(lines(&parts, 1e6, 10.0, &FixedMeasure).len(), 1);
        assert_eq!(lines(&parts, 0.0, 10.0, &FixedMeasure), parts);
        assert!(lines(&[], 10.0, 10.0, &FixedMeasure).is_empty());
    }

    #[test]
    fn a_files_name_goes_nowhere_else() {
        assert_eq!(
            file_name("nanzhao", Some("people"), 18_313, "csv"),
            "nanzhao-people-2020-02-21.csv"
        );
        assert_eq!(file_name("南召", None, 18_313, "png"), "南召-2020-02-21.png");
        assert_eq!(file_name("../a b", None, 18_313, "png"), "___a_b-2020-02-21.png");
    }
}
