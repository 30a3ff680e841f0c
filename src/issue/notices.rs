//! What a panel says of rows, columns and marks that it cannot show: how many, and why.

use super::Lang;

/// What a chart has no room for.
pub fn more_items(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另 {count} 项"),
        Lang::En => format!("{count} more"),
    }
}

/// The fields that a panel asks for and its data does not have, by their names.
pub fn no_fields(names: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("数据中没有字段:{names}"),
        Lang::En => format!("the data has no field {names}"),
    }
}

/// Columns that a table has no room for.
pub fn more_columns(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另 {count} 列"),
        Lang::En => format!("{count} more columns"),
    }
}

/// Rows that are no link of a `sankey`.
pub fn unusable_links(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行缺名称或数值不大于零,未画出"),
        Lang::En => format!("{count} rows without two names and a value above zero are left out"),
    }
}

/// Rows that are no way of a `flow`.
pub fn unusable_flows(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行缺起点、终点或大于零的数值,未画出"),
        Lang::En => format!("{count} rows without two ends and a value above zero are not drawn"),
    }
}

/// Arcs of a `flow` that are not drawn, and their sum.
pub fn more_flows(count: usize, sum: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("其余 {count} 条 {sum}"),
        Lang::En => format!("{count} more: {sum}"),
    }
}

/// Routes of a `flow` that are not drawn.
pub fn more_routes(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("其余 {count} 条线路未画出"),
        Lang::En => format!("{count} more routes are not drawn"),
    }
}

/// Links that lead back to where they came from.
pub fn cycle_links(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 条连线构成循环,未画出"),
        Lang::En => format!("{count} links that close a cycle are left out"),
    }
}

/// Links for which a picture has no room.
pub fn small_links(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 条较小的连线未画出"),
        Lang::En => format!("{count} smaller links are left out"),
    }
}

/// Rows that are no link of a `network`.
pub fn lone_links(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行不是两个节点之间的连线,未画出"),
        Lang::En => format!("{count} rows that link no two nodes are left out"),
    }
}

/// Nodes for which a picture has no room.
pub fn small_nodes(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 个连线较少的节点未画出"),
        Lang::En => format!("{count} nodes with fewer links are left out"),
    }
}

/// Values that a logarithmic axis has no place for.
pub fn off_log_axis(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("对数轴没有零和负数的位置:{count} 个值未画"),
        Lang::En => format!("a log axis has no zero and nothing below: {count} values not drawn"),
    }
}

/// Values that a later one at the same place replaced.
pub fn repeated(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("同一位置有多个值时取最后一个:{count} 个值未画"),
        Lang::En => format!("of several values at one place the last counts: {count} not drawn"),
    }
}

/// Rows with a value and without a date, time or number that says where it lies.
pub fn unplaced(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行缺横轴位置,未画"),
        Lang::En => format!("{count} rows without a place on the x axis are not drawn"),
    }
}

/// Dots that stand for their neighbours.
pub fn thinned(drawn: usize, all: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("点太多:{all} 个中画出 {drawn} 个"),
        Lang::En => format!("too many dots: {drawn} of {all} are drawn"),
    }
}

/// Rows without a number where one is drawn.
pub fn no_value(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行没有数值,未画"),
        Lang::En => format!("{count} rows without a number are not drawn"),
    }
}

/// Items that are drawn as one.
pub fn merged(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("其他:{count} 项合为一项"),
        Lang::En => format!("other: {count} as one"),
    }
}

/// Rows of a ring that are no share of a whole.
pub fn no_share(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行的数值不大于零或缺失,未计入占比"),
        Lang::En => format!("{count} rows left out: no value above zero, so no share"),
    }
}

/// Gauges whose value is not on their scale.
pub fn beyond_scale(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 项的数值超出刻度,按刻度的尽头画出,数字照印"),
        Lang::En => {
            format!("{count} values are beyond the scale: drawn at its end, printed as they are")
        }
    }
}

/// A radar of fewer than three axes.
pub fn few_axes(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("雷达图至少要 3 个维度,只有 {count} 个"),
        Lang::En => format!("a radar needs at least 3 axes; there are {count}"),
    }
}

/// Axes that a radar has no room for.
pub fn more_axes(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另 {count} 个维度未画出"),
        Lang::En => format!("{count} more axes are not drawn"),
    }
}

/// Series that a drawing cannot tell apart any more.
pub fn more_series(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另 {count} 个系列未画出"),
        Lang::En => format!("{count} more series are not drawn"),
    }
}

/// Rows that a heat map has no cell for.
pub fn no_cell(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行未画出:没有可用的日期,或超出可画的格数"),
        Lang::En => {
            format!("{count} rows are not drawn: no usable date, or more cells than there may be")
        }
    }
}

/// Rows of a gantt that have no start.
pub fn no_start(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行没有可用的开始日期,未画出"),
        Lang::En => format!("{count} rows are not drawn: no usable start"),
    }
}

/// Rows of a gantt that end before they begin.
pub fn backwards(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行的结束早于开始,只画出开始"),
        Lang::En => format!("{count} rows end before they begin: only their start is drawn"),
    }
}

/// Rows of a rank of days that have no day.
pub fn undated(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行没有日期,未排名"),
        Lang::En => format!("{count} rows without a day have no place"),
    }
}

/// A rank whose day before, called `eve`, is not there.
pub fn no_day_before(eve: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("无{eve}数据,不比升降"),
        Lang::En => format!("no data of {eve} to compare with"),
    }
}

/// By how many places something went up or down, for ears.
pub fn places(way: &str, by: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{way} {by} 位"),
        Lang::En => format!("{way} by {by}"),
    }
}

/// A place of the day before, from 1.
pub fn place_before(place: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("前一日第 {place} 位"),
        Lang::En => format!("no. {place} the day before"),
    }
}

/// Tiles of an `index` that open nothing.
pub fn no_board(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 项没有可用的大屏名,不能打开"),
        Lang::En => format!("{count} tiles name no board that could be opened"),
    }
}

/// Paragraphs that a text has no room for.
pub fn more_paragraphs(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另 {count} 段"),
        Lang::En => format!("{count} more paragraphs"),
    }
}

/// The name of a button that turns to a page, from 1.
pub fn page_number(page: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第 {page} 页"),
        Lang::En => format!("page {page}"),
    }
}

/// How a region's value came of several rows: `how` is sum, mean and so on.
pub fn of_rows(how: &str, count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行{how}"),
        Lang::En => format!("{how} of {count} rows"),
    }
}

/// Rows that a map of points has no place for.
pub fn no_coordinates(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 行没有可用的经纬度,未画"),
        Lang::En => format!("{count} rows without a usable longitude and latitude are not drawn"),
    }
}

/// Places that lie outside of a map.
pub fn off_the_map(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 个位置在地图之外,未画"),
        Lang::En => format!("{count} places outside of the map are not drawn"),
    }
}

/// Places whose value is no size of a bubble.
pub fn no_bubble(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 处数值缺失或不大于零,没有气泡"),
        Lang::En => format!("{count} places have no bubble: no value above zero"),
    }
}

/// Bubbles for which a map has no room.
pub fn small_bubbles(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 个较小的气泡未画"),
        Lang::En => format!("{count} smaller bubbles are not drawn"),
    }
}

/// What a list has no room for.
pub fn the_rest(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("其余 {count} 个"),
        Lang::En => format!("{count} more"),
    }
}

/// Why there is a list in a map's place.
pub fn not_licensed(lang: Lang) -> &'static str {
    lang.pick(
        "没有可公开展示的地图轮廓,以排行代替",
        "no outline that may be shown: a ranked list in the map's place",
    )
}

/// An inset whose box is none.
pub fn bad_inset(lang: Lang) -> &'static str {
    lang.pick(
        "inset 的 box 应为 [西, 南, 东, 北](度),小图未画",
        "the inset's box is expected as [west, south, east, north] in degrees; not drawn",
    )
}

/// How many alarms stand.
pub fn alarms(count: usize, lang: Lang) -> String {
    match (count, lang) {
        (_, Lang::Zh) => format!("{count} 条报警"),
        (1, Lang::En) => "1 alarm".into(),
        (_, Lang::En) => format!("{count} alarms"),
    }
}

/// The alarms of a panel beside the one that it says.
pub fn more_alarms(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另 {count} 条"),
        Lang::En => format!("{count} more"),
    }
}

/// Since when something is so.
pub fn since(clock: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{clock} 起"),
        Lang::En => format!("since {clock}"),
    }
}

/// A file has the first rows of a roster that is longer.
pub fn first_rows(count: usize, of: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("前 {count} 行,共 {of} 行"),
        Lang::En => format!("the first {count} of {of} rows"),
    }
}
