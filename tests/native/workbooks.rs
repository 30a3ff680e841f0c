//! Workbooks as answers: the table is found among titles, merges and sums, and each cell is what its
//! reader sees in the sheet.

mod broken;
pub mod make;

use daping::data::source::Source;
use daping::data::table::Value;
use daping::data::{Answer, Asked, Audience, Reading, read};
use daping::issue::{Issue, Lang, Level};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::rows::read as read_json;
use make::{book, lines};

pub fn ask(source: &Source, bytes: &[u8]) -> Result<Reading, Issue> {
    let asked = Asked { name: "people", source, audience: Audience::Internal, utc_offset: 28_800 };
    read(&asked, &Answer { bytes, content_type: None })
}

/// The columns of these names as they are.
fn columns(names: &[&str]) -> Source {
    let fields: Vec<String> = names.iter().map(|name| format!("\"{name}\":{{}}")).collect();
    read_json(&format!("{{\"url\":\"people.xlsx\",\"fields\":{{{}}}}}", fields.join(",")))
}

/// The cells of a table as lines of text.
fn shown(reading: &Reading) -> Vec<String> {
    let table = &reading.table;
    let cell = |row, field: &str| match table.get(row, field) {
        Value::Text(text) => text.to_string(),
        Value::Missing => String::new(),
        other => format!("{other:?}"),
    };
    let line = |row| {
        let cells: Vec<String> = table.fields().iter().map(|own| cell(row, &own.name)).collect();
        cells.join("|")
    };
    (0..table.rows()).map(line).collect()
}

fn said(reading: &Reading) -> Vec<String> {
    reading.issues.iter().map(|issue| issue.say(Lang::Zh)).collect()
}

#[test]
fn a_table_is_found_below_titles_and_among_sums() {
    let bytes = book(|sheet| {
        sheet.merge_range(0, 0, 0, 3, "外出务工人员登记表", &Format::new())?;
        lines(sheet, 1, &["填报单位:云阳镇||填报人:李|"])?;
        lines(sheet, 3, &["序号|姓 名|所在\n村组|年龄", "1|王小明|东村|33", "2|李小红|西村|"])?;
        // Blank lines, a sum, a note.
        lines(sheet, 8, &["3|张小强|东村|41", "合 计|||3"])?;
        sheet.merge_range(10, 0, 10, 3, "注意事项", &Format::new())?;
        lines(sheet, 11, &["填表人:李"])
    });
    let reading = ask(&columns(&["序号", "姓名", "所在村组", "年龄"]), &bytes).expect("rows");
    assert_eq!(shown(&reading), ["1|王小明|东村|33", "2|李小红|西村|", "3|张小强|东村|41"]);
    assert_eq!(said(&reading), ["people:跳过了 1 行合计、2 行横跨全表的说明"]);
    assert_eq!(reading.issues[0].level, Level::Notice);
}

#[test]
fn what_is_merged_downwards_holds_for_all_of_its_lines() {
    let bytes = book(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 1, 0, "镇", &plain)?;
        sheet.merge_range(0, 1, 0, 2, "联系方式", &plain)?;
        sheet.merge_range(0, 3, 1, 3, "备注", &plain)?;
        lines(sheet, 1, &["|手机|座机"])?;
        sheet.merge_range(2, 0, 4, 0, "云阳镇", &plain)?;
        lines(sheet, 2, &["|甲|一", "|乙|二|有", "|丙|三"])?;
        lines(sheet, 5, &["留山镇|丁|四"])
    });
    let reading = ask(&columns(&["镇", "手机", "座机", "备注"]), &bytes).expect("rows");
    let rows = ["云阳镇|甲|一|", "云阳镇|乙|二|有", "云阳镇|丙|三|", "留山镇|丁|四|"];
    assert_eq!(shown(&reading), rows);
    assert_eq!(said(&reading), [""; 0]);
}

#[test]
fn cells_are_what_their_reader_sees() {
    let bytes = book(|sheet| {
        lines(sheet, 0, &["姓名|日子|时刻|人数|文本日|加|对|丰富"])?;
        let format = |text: &str| Format::new().set_num_format(text);
        let day = ExcelDateTime::from_ymd(2020, 2, 21)?;
        sheet.write_string(1, 0, " 王小明 ")?;
        sheet.write_datetime_with_format(1, 1, &day, &format("yyyy\"年\"m\"月\"d\"日\""))?;
        let time = ExcelDateTime::from_ymd(2020, 2, 21)?.and_hms(8, 5, 0)?;
        sheet.write_datetime_with_format(1, 2, &time, &format("m/d/yy h:mm"))?;
        sheet.write_number_with_format(1, 3, 12_345, &format("#,##0"))?;
        sheet.write_string(1, 4, "2020年2月3日")?;
        sheet.write_formula(1, 5, Formula::new("=1+2").set_result("3"))?;
        sheet.write_boolean(1, 6, true)?;
        let bold = Format::new().set_bold();
        sheet.write_rich_string(1, 7, &[(&bold, "云阳"), (&Format::new(), "镇")])?;
        Ok(())
    });
    let source: Source = read_json(
        r#"{"url":"a.xlsx","fields":{"姓名":{},"日子":{"type":"date"},"时刻":{"type":"time"},
        "人数":{"type":"number"},"文本日":{"type":"date"},"加":{"type":"number"},
        "对":{"type":"flag"},"丰富":{}}}"#,
    );
    let reading = ask(&source, &bytes).expect("rows");
    assert_eq!(said(&reading), [""; 0]);
    let cells: Vec<Value> =
        reading.table.fields().iter().map(|field| field.column.get(0)).collect();
    let expected = [
        Value::Text("王小明"),
        Value::Day(18_313),
        Value::Time(1_582_243_500),
        Value::Number(12_345.0),
        Value::Day(18_295),
        Value::Number(3.0),
        Value::Flag(true),
        Value::Text("云阳镇"),
    ];
    assert_eq!(cells, expected);
}

#[test]
fn numbers_of_people_are_masked_or_have_lost_their_digits() {
    let bytes = book(|sheet| {
        lines(sheet, 0, &["姓名|电话|身份证"])?;
        lines(sheet, 1, &["王小明|13800000000|410000199001010000", "李小红|13900000000|无"])?;
        sheet.write_string(3, 0, "张小强")?;
        sheet.write_string(3, 1, "13700000000")?;
        sheet.write_string(3, 2, "41000019900101001X")?;
        sheet.write_formula(4, 0, Formula::new("=NA()").set_result("#N/A"))?;
        Ok(())
    });
    let source: Source = read_json(
        r#"{"url":"a.xlsx","fields":{"name":{"at":"姓名","mask":"person_name"},
        "tel":{"at":"电话","mask":"phone"},"id":{"at":"身份证","mask":"id_number"}}}"#,
    );
    let reading = ask(&source, &bytes).expect("rows");
    let rows = [
        "王**|138****0000|***",
        "李**|139****0000|***",
        "张**|137****0000|41**************1X",
        "***|***|***",
    ];
    assert_eq!(shown(&reading), rows);
    assert_eq!(
        said(&reading),
        [
            "people 第1行 字段“id”:超过 15 位的数字已被表格软件改成近似值,按缺失处理;\
             请先把这一列设为文本格式,再重新录入",
            "people 第2行 字段“id”:内容不像所声明的类型,已隐藏",
            "people 第4行 字段“name”:单元格的公式出错(如 #N/A),按缺失处理",
        ]
    );
}

#[test]
fn the_first_sheet_with_a_table_is_read_and_the_others_named() {
    let mut book = Workbook::new();
    let hidden = book.add_worksheet().set_name("底稿").expect("a name").set_hidden(true);
    lines(hidden, 0, &["姓名|镇", "赵|留山镇"]).expect("cells");
    book.add_worksheet().set_name("空").expect("a name");
    let notes = book.add_worksheet().set_name("说明").expect("a name");
    lines(notes, 0, &["请如实填写"]).expect("cells");
    let people = book.add_worksheet().set_name("人员").expect("a name").set_active(true);
    lines(people, 0, &["姓名|镇", "王|云阳镇"]).expect("cells");
    let more = book.add_worksheet().set_name("13812341234").expect("a name");
    lines(more, 0, &["姓名|镇", "李|云阳镇"]).expect("cells");
    let bytes = book.save_to_buffer().expect("a workbook");
    let reading = ask(&columns(&["姓名", "镇"]), &bytes).expect("rows");
    assert_eq!(shown(&reading), ["王|云阳镇"]);
    assert_eq!(said(&reading), ["people:只读了工作表“人员”,另有 2 个未读:说明、***"]);
}

#[test]
fn a_head_without_rows_is_an_empty_table() {
    let bytes = book(|sheet| lines(sheet, 0, &["姓名|镇"]));
    let reading = ask(&columns(&["姓名", "镇"]), &bytes).expect("a table");
    assert_eq!((reading.table.rows(), reading.issues.len()), (0, 0));
}

#[test]
fn columns_beyond_the_limit_are_left_out() {
    let bytes = book(|sheet| {
        for column in 0..600 {
            sheet.write_string(0, column, format!("列{column}"))?;
            sheet.write_number(1, column, column)?;
        }
        Ok(())
    });
    let reading = ask(&columns(&["列511", "列512"]), &bytes).expect("rows");
    assert_eq!(shown(&reading), ["511|"]);
    let expected =
        ["people:超过 512 列的上限,多出的列未读", "people 字段“列512”:没有任何一行有这个字段"];
    assert_eq!(said(&reading), expected);
}
