//! The tables that charts are drawn of in tests: ordinary, extreme and bad ones.

use daping::data::table::{Table, Type, Value};

use crate::rows::{days, field, numbers, texts};

pub const TOWNS: [&str; 8] =
    ["云阳镇", "皇路店镇", "南河店镇", "留山镇", "四棵树乡", "马市坪乡", "崔庄乡", "石门乡"];

pub fn rates() -> Table {
    let back = [12.3, 18.9, 24.0, 31.5, f64::NAN, f64::NAN, 52.7, 58.1, 66.4, 71.0, 78.2, 81.9];
    let full = [8.0, 10.2, 13.9, 17.7, 22.5, 27.4, 31.0, 36.6, 40.3, 44.9, 47.2, 48.81];
    Table::new(vec![days(12), numbers("复工率", "%", &back), numbers("达产率", "%", &full)])
}

pub fn use_of_power() -> Table {
    let power = [3.1, 2.9, 3.3, 4.2, 4.8, 5.6, 5.9, 6.6, 7.8, 8.1, 8.8, 9.4, 10.2, 11.6];
    Table::new(vec![days(14), numbers("日用电量", "千瓦时", &power.map(|n| n * 12_345.0))])
}

pub fn by_town() -> Table {
    let counts = [16_600.0, 12_480.0, 9_731.0, 8_200.0, 6_515.0, 4_302.0, 2_918.0, 1_077.0];
    Table::new(vec![texts("town", &TOWNS), numbers("外出务工", "人", &counts)])
}

pub fn by_town_and_way() -> Table {
    let mut rows: [Vec<Value<'_>>; 3] = Default::default();
    for (at, town) in TOWNS.iter().take(6).enumerate() {
        for (way, factor) in [("有组织输出", 420.0), ("亲友介绍", 260.0), ("自发外出", 190.0)]
        {
            rows[0].push(Value::Text(town));
            rows[1].push(Value::Text(way));
            rows[2].push(Value::Number((factor * (7 - at) as f64 / 3.0_f64).round()));
        }
    }
    Table::new(vec![
        field("town", "", Type::Text, &rows[0]),
        field("way", "", Type::Text, &rows[1]),
        field("人数", "人", Type::Number, &rows[2]),
    ])
}

pub fn ways() -> Table {
    let names = [
        "有组织输出",
        "亲友介绍",
        "自发外出",
        "中介机构",
        "校企合作",
        "东西协作",
        "网络招聘",
        "其他",
    ];
    let counts = [1432.0, 867.0, 611.0, 244.0, 158.0, 96.0, 61.0, 38.0];
    Table::new(vec![texts("channel", &names), numbers("人数", "人", &counts)])
}

pub fn published() -> Table {
    let labels = ["规上工业复工率", "规上工业达产率", "重点项目开工率"];
    let figures = ["98.2%", "48.81%", "近四成"].map(Value::Text);
    let days = ["2020-02-20", "2020-02-21", "2020-02-18"];
    let value = field("value", "", Type::Figure, &figures);
    Table::new(vec![texts("label", &labels), value, texts("as_of", &days)])
}

pub fn many(rows: usize) -> Table {
    let names: Vec<String> =
        (0..rows).map(|at| format!("第{at}号名字很长的 Development Zone 产业集聚区")).collect();
    let cells: Vec<Value<'_>> = names.iter().map(|name| Value::Text(name)).collect();
    let values: Vec<f64> = (0..rows).map(|at| (at as f64 * 0.37).sin() * 1e15).collect();
    Table::new(vec![field("label", "", Type::Text, &cells), numbers("value", "元", &values)])
}

pub fn long_line() -> Table {
    let values: Vec<f64> = (0..10_000)
        .map(|at| (f64::from(at) / 900.0).sin() * 1e15 + if at == 6_400 { 3e15 } else { 0.0 })
        .collect();
    let times: Vec<_> = (0..10_000).map(|at| Value::Time(1_582_000_000 + at * 60)).collect();
    Table::new(vec![field("t", "", Type::Time, &times), numbers("v", "元", &values)])
}

/// Six townships and three numbers, some below zero.
pub fn balance() -> Table {
    let out = [1200.0, 860.0, 930.0, 640.0, 520.0, 310.0];
    let back = [-420.0, -390.0, -510.0, -700.0, -260.0, -90.0];
    let moved = [-60.0, 40.0, -35.0, 80.0, -20.0, 15.0];
    Table::new(vec![
        texts("town", &TOWNS[..6]),
        numbers("外出", "人", &out),
        numbers("返乡", "人", &back),
        numbers("迁移", "人", &moved),
    ])
}

/// Twelve series over ten days.
pub fn twelve() -> Table {
    let line = |at: usize| -> Vec<f64> {
        (0..10)
            .map(|day| 20.0 + 6.0 * at as f64 + (day as f64 * 0.7 + at as f64).sin() * 9.0)
            .collect()
    };
    let mut fields = vec![days(10)];
    for at in 0..12 {
        fields.push(numbers(&format!("园区{}号", at + 1), "%", &line(at)));
    }
    Table::new(fields)
}

/// Three generations of power over twelve days, one with a hole.
pub fn three_kinds() -> Table {
    let coal = [52.0, 50.0, 51.0, 49.0, 47.0, 48.0, 46.0, 45.0, 44.0, 45.0, 43.0, 42.0];
    let wind = [8.0, 9.0, 7.5, f64::NAN, f64::NAN, 11.0, 12.0, 11.5, 13.0, 14.0, 13.0, 15.0];
    let sun = [3.0, 3.5, 5.0, 5.5, 6.0, 5.0, 7.0, 8.0, 8.5, 9.0, 9.5, 10.0];
    Table::new(vec![
        days(12),
        numbers("火电", "万千瓦时", &coal),
        numbers("风电", "万千瓦时", &wind),
        numbers("光伏", "万千瓦时", &sun),
    ])
}

/// Values of many sizes, with a zero and a loss among them.
pub fn sizes() -> Table {
    let values = [12.0, 340.0, 0.0, 98_000.0, 1_500_000.0, -40.0, 7.0, 26_000.0];
    Table::new(vec![texts("town", &TOWNS), numbers("产值", "元", &values)])
}

/// Enterprises: staff at work, output, and power used, in three trades.
pub fn enterprises() -> Table {
    let trades = ["装备制造", "农产品加工", "新材料"];
    let count = 42;
    let spread = |at: usize, by: f64| ((at as f64 * by).sin() + 1.0) / 2.0;
    let staff: Vec<f64> = (0..count).map(|at| (30.0 + 970.0 * spread(at, 1.7)).round()).collect();
    let output: Vec<f64> = staff
        .iter()
        .enumerate()
        .map(|(at, own)| (own * (0.6 + 1.4 * spread(at, 2.9)) * 1000.0).round())
        .collect();
    let power: Vec<f64> =
        (0..count).map(|at| (200.0 + 60_000.0 * spread(at, 0.9).powi(4)).round()).collect();
    let names: Vec<String> = (1..=count).map(|at| format!("企业{at}号")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let trade: Vec<&str> = (0..count).map(|at| trades[at % 3]).collect();
    Table::new(vec![
        texts("label", &names),
        texts("trade", &trade),
        numbers("在岗", "人", &staff),
        numbers("产值", "元", &output),
        numbers("用电", "千瓦时", &power),
    ])
}

/// Two numbers for each row.
pub fn cloud(rows: usize) -> Table {
    let x: Vec<f64> = (0..rows).map(|at| at as f64 * 0.618_034 % 1.0 * 400.0).collect();
    let y: Vec<f64> = (0..rows)
        .map(|at| {
            let (angle, far) = (at as f64 * 0.618_034 % 1.0 * 6.3, at as f64 * 0.754_877 % 1.0);
            angle.sin() * 3e4 + (far - 0.5) * 4e4
        })
        .collect();
    Table::new(vec![numbers("x", "公里", &x), numbers("y", "元", &y)])
}

/// How a year's workers came to be: changes, with one row that is how many they were by then.
pub fn changes() -> Table {
    let labels = [
        "年初在外",
        "春节返乡",
        "节后返岗",
        "新增输出",
        "年中",
        "企业减员",
        "创业返乡",
        "就近转移",
    ];
    let values = [16_600.0, -9_800.0, 7_450.0, 2_130.0, 16_380.0, -1_240.0, -860.0, 410.0];
    let whole = [true, false, false, false, true, false, false, false].map(Value::Flag);
    let mut subtotal = field("subtotal", "", Type::Flag, &whole);
    subtotal.label = "小计".into();
    Table::new(vec![texts("label", &labels), numbers("人数", "人", &values), subtotal])
}
