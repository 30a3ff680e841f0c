//! The mask table, line by line, and what must hold for any phone and identity number.

use daping::data::Audience::{self, Internal, Public};
use daping::data::mask::{Masked, guard, mask};
use daping::data::source::{Mask, Source};
use daping::data::{Answer, Asked};
use proptest::prelude::*;

use crate::rows::read;

fn inside(kind: Mask, text: &str) -> String {
    shown(mask(kind, text, Internal))
}

fn outside(kind: Mask, text: &str) -> String {
    shown(mask(kind, text, Public))
}

fn shown(masked: Masked) -> String {
    match masked {
        Masked::Shown(text) => text,
        Masked::Unrecognised(text) => format!("?{text}"),
        Masked::Dropped => "-".into(),
    }
}

#[test]
fn names() {
    for (name, internal, public) in [
        ("张三", "张*", "张*"),
        ("王小明", "王**", "王*"),
        ("欧阳修", "欧阳*", "欧阳*"),
        ("诸葛孔明", "诸葛**", "诸葛*"),
        ("欧阳", "欧*", "欧*"),
        ("张　三", "张*", "张*"),
        ("阿依古丽·买买提", "阿***", "阿***"),
        ("阿依•买", "阿***", "阿***"),
        ("𠮷野", "𠮷*", "𠮷*"),
        ("John Smith", "J***", "J***"),
        ("", "***", "***"),
        ("张", "?***", "?***"),
        ("张三13800138000", "?***", "?***"),
        ("一二三四五六七八九十一二三四五六七八九十一", "?***", "?***"),
    ] {
        assert_eq!(inside(Mask::PersonName, name), internal, "{name}");
        assert_eq!(outside(Mask::PersonName, name), public, "{name}");
    }
}

#[test]
fn mobiles_and_landlines() {
    for (number, internal, public) in [
        ("13812341234", "138****1234", "138*****234"),
        ("11012345678", "110****5678", "110*****678"),
        ("１３８１２３４１２３４", "138****1234", "138*****234"),
        ("138-1234 1234", "138****1234", "138*****234"),
        ("+86 138 1234 1234", "138****1234", "138*****234"),
        ("0377-6891889", "0377-****89", "-"),
        ("010-12345678", "010-****78", "-"),
        ("", "***", "***"),
        ("6891889", "?***", "?***"),
        ("问他弟弟", "?***", "?***"),
    ] {
        assert_eq!(inside(Mask::Phone, number), internal, "{number}");
        assert_eq!(outside(Mask::Phone, number), public, "{number}");
    }
}

#[test]
fn identity_numbers() {
    for (number, internal) in [
        ("410000190001010012", "41**************12"),
        ("41000019000101001x", "41**************1X"),
        ("４１００００１９０００１０１００１２", "41**************12"),
        ("410000000101001", "41***********01"),
        ("", "***"),
        ("41000019000101001", "?***"),
    ] {
        assert_eq!(inside(Mask::IdNumber, number), internal, "{number}");
        assert_eq!(outside(Mask::IdNumber, number), "-", "{number}");
    }
}

#[test]
fn addresses() {
    for (text, internal, public) in [
        ("南召县云阳镇西花园村3组", "南召县云阳镇***", "南召县"),
        ("河南省南阳市南召县云阳镇老街12号", "南召县云阳镇***", "南召县"),
        ("南召县马市坪乡焦园村", "南召县马市坪乡***", "南召县"),
        ("南召县皇路店镇", "南召县皇路店镇***", "南召县"),
        ("南阳市内乡县马山口镇", "内乡县马山口镇***", "内乡县"),
        ("南阳市邓州市城郊乡张区村", "邓州市城郊乡***", "邓州市"),
        ("邓州市城郊乡张区村", "邓州市城郊乡***", "邓州市"),
        ("北京市朝阳区建国路1号", "朝阳区***", "朝阳区"),
        ("南召县人民路12号", "南召县***", "南召县"),
        ("云阳镇西花园村", "云阳镇***", "?***"),
        ("老街拐角那家", "?***", "?***"),
        ("", "***", "***"),
    ] {
        assert_eq!(inside(Mask::Address, text), internal, "{text}");
        assert_eq!(outside(Mask::Address, text), public, "{text}");
    }
}

#[test]
fn destinations() {
    for (text, internal, public) in [
        ("广东省深圳市宝安区某厂", "广东省深圳市", "广东"),
        ("广东 深圳市", "广东深圳市", "广东"),
        ("深圳市", "深圳市", "?***"),
        ("新疆维吾尔自治区乌鲁木齐市", "新疆维吾尔自治区乌鲁木齐市", "新疆"),
        ("河北省石家庄市", "河北省石家庄市", "河北"),
        ("北京市海淀区", "北京市", "北京"),
        ("浙江", "浙江", "浙江"),
        ("某厂二车间", "?***", "?***"),
        ("", "***", "***"),
    ] {
        assert_eq!(inside(Mask::Destination, text), internal, "{text}");
        assert_eq!(outside(Mask::Destination, text), public, "{text}");
    }
}

#[test]
fn hidden_is_dropped_and_strays_are_caught() {
    assert_eq!(inside(Mask::Hidden, "某厂"), "-");
    for stray in [
        "13812341234",
        "电话13812341234",
        "１３８１２３４１２３４",
        "138 1234 1234",
        "8613812341234",
        "身份证410000190001010012。",
        "41000019000101001X",
    ] {
        assert_eq!(shown(guard(stray.into())), "?***", "{stray}");
    }
    for plain in ["云阳镇", "2020-02-21 08:00:00", "3507", "12012345678", "1.66万"] {
        assert_eq!(shown(guard(plain.into())), plain);
    }
}

#[test]
fn in_public_landlines_and_cards_are_hidden_too() {
    let source: Source = read(r#"{"url": "a.csv", "fields": {"note": {}}}"#);
    let note = |text: &str, audience| {
        let asked = Asked { name: "a", source: &source, audience, utc_offset: 0 };
        let bytes = format!("note\n\"{text}\"\n");
        let answer = Answer { bytes: bytes.as_bytes(), content_type: None };
        let reading = daping::data::read(&asked, &answer).expect("rows");
        (reading.table.text(0, "note").map(str::to_string), reading.issues.len())
    };
    for stray in [
        "0377-66891889",
        "请打(0377)6689188",
        "０１０－６２３４５６７８",
        "卡6222021234567890128",
        "4111111111111111。",
    ] {
        assert_eq!(note(stray, Audience::Public), (Some("***".into()), 1), "{stray}");
        assert_eq!(note(stray, Audience::Internal), (Some(stray.into()), 0), "{stray}");
    }
    for plain in ["2020-02-23至2020-03-01", "4111111111111112", "012345678901", "0000000000000000"]
    {
        assert_eq!(note(plain, Audience::Public), (Some(plain.into()), 0), "{plain}");
    }
}

/// Whether five digits of the secret stand in the text one after another.
fn leaks(secret: &str, text: &str) -> bool {
    let digits: Vec<char> = secret.chars().filter(char::is_ascii_digit).collect();
    digits.windows(5).any(|five| text.contains(&five.iter().collect::<String>()))
}

proptest! {
    #[test]
    fn no_five_digits_of_a_phone_are_left(
        number in "(\\+86 ?)?1[0-9]{2}[- ]?[0-9]{4}[- ]?[0-9]{4}|0[0-9]{2,3}-?[0-9]{7,8}|[0-9]{5,20}",
    ) {
        prop_assert!(!leaks(&number, &inside(Mask::Phone, &number)));
        prop_assert!(!leaks(&number, &outside(Mask::Phone, &number)));
    }

    #[test]
    fn no_five_digits_of_an_identity_number_are_left(number in "[0-9]{14,18}[0-9Xx]?") {
        for kind in [Mask::IdNumber, Mask::Phone, Mask::PersonName, Mask::Address, Mask::Destination] {
            prop_assert!(!leaks(&number, &inside(kind, &number)));
            prop_assert!(!leaks(&number, &outside(kind, &number)));
        }
    }

    #[test]
    fn a_name_never_stands_whole(name in "[\u{4E00}-\u{9FA5}]{2,12}|[A-Za-z]{2,9} [A-Za-z]{2,9}") {
        prop_assert!(!inside(Mask::PersonName, &name).contains(&name));
        prop_assert!(!outside(Mask::PersonName, &name).contains(&name));
    }
}
