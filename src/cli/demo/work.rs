//! Where to, and by which channel. Shares are invented after the usual spread of Henan's migrant
//! workers; Hubei is left out on purpose, as nobody was sent there in February 2020.

use super::random::Random;

/// A prefecture that people go to.
pub struct Destination {
    /// Division code, 6 digits; a municipality has its own.
    pub code: &'static str,
    pub city: &'static str,
    pub province: &'static str,
    /// The usual travel time by coach or train.
    pub hours: u32,
    weight: u32,
}

impl Destination {
    /// The province's division code, 6 digits.
    pub fn province_code(&self) -> String {
        format!("{}0000", self.code.get(..2).unwrap_or_default())
    }
}

const fn to(
    province: &'static str,
    city: &'static str,
    code: &'static str,
    hours: u32,
    weight: u32,
) -> Destination {
    Destination { code, city, province, hours, weight }
}

const DESTINATIONS: &[Destination] = &[
    to("浙江省", "杭州市", "330100", 14, 62),
    to("浙江省", "宁波市", "330200", 16, 58),
    to("浙江省", "温州市", "330300", 18, 40),
    to("浙江省", "嘉兴市", "330400", 14, 32),
    to("浙江省", "湖州市", "330500", 13, 18),
    to("浙江省", "绍兴市", "330600", 15, 28),
    to("浙江省", "金华市", "330700", 16, 34),
    to("浙江省", "台州市", "331000", 17, 26),
    to("广东省", "广州市", "440100", 20, 44),
    to("广东省", "深圳市", "440300", 22, 56),
    to("广东省", "佛山市", "440600", 21, 26),
    to("广东省", "惠州市", "441300", 21, 16),
    to("广东省", "东莞市", "441900", 22, 54),
    to("广东省", "中山市", "442000", 22, 14),
    to("江苏省", "南京市", "320100", 10, 24),
    to("江苏省", "无锡市", "320200", 12, 26),
    to("江苏省", "常州市", "320400", 12, 18),
    to("江苏省", "苏州市", "320500", 13, 66),
    to("江苏省", "南通市", "320600", 13, 12),
    to("上海市", "上海市", "310000", 14, 84),
    to("北京市", "北京市", "110000", 12, 58),
    to("河南省", "郑州市", "410100", 4, 64),
    to("河南省", "洛阳市", "410300", 3, 18),
    to("河南省", "平顶山市", "410400", 2, 8),
    to("河南省", "许昌市", "411000", 3, 9),
    to("河南省", "南阳市", "411300", 2, 30),
    to("福建省", "福州市", "350100", 19, 16),
    to("福建省", "厦门市", "350200", 20, 18),
    to("福建省", "泉州市", "350500", 20, 16),
    to("山东省", "济南市", "370100", 9, 10),
    to("山东省", "青岛市", "370200", 12, 16),
    to("山东省", "烟台市", "370600", 13, 8),
    to("天津市", "天津市", "120000", 12, 20),
    to("河北省", "石家庄市", "130100", 8, 9),
    to("河北省", "廊坊市", "131000", 11, 8),
    to("陕西省", "西安市", "610100", 7, 16),
    to("山西省", "太原市", "140100", 9, 9),
    to("安徽省", "合肥市", "340100", 8, 9),
    to("湖南省", "长沙市", "430100", 12, 5),
    to("内蒙古自治区", "鄂尔多斯市", "150600", 16, 6),
    to("四川省", "成都市", "510100", 16, 6),
    to("新疆维吾尔自治区", "乌鲁木齐市", "650100", 40, 8),
];

pub fn destination(random: &mut Random) -> Option<&'static Destination> {
    random.weighted(DESTINATIONS, |destination| destination.weight)
}

/// How a person left, and how often such people go in an organised group, of 100.
struct Channel {
    name: &'static str,
    organised: u32,
    weight: u32,
}

const CHANNELS: &[Channel] = &[
    Channel { name: "有组织输出", organised: 100, weight: 46 },
    Channel { name: "劳务公司", organised: 75, weight: 17 },
    Channel { name: "亲友介绍", organised: 8, weight: 16 },
    Channel { name: "自行外出", organised: 0, weight: 12 },
    Channel { name: "网络招聘", organised: 30, weight: 9 },
];

/// The channel's name, and 有组织 or 自发.
pub fn channel(random: &mut Random) -> (&'static str, &'static str) {
    let channel = random.weighted(CHANNELS, |channel| channel.weight);
    let (name, organised) = channel.map_or(("", 0), |channel| (channel.name, channel.organised));
    (name, if random.below(100) < organised { "有组织" } else { "自发" })
}
