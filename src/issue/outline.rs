//! What can be wrong with a file of boundaries, and what its reader mended.

use super::Lang;

/// Why an outline cannot be used. `region` counts from 0 in the file's order and is said from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutlineFault {
    /// No answer, or an answer that is no success.
    Missing,
    /// The programs that read outlines could not be fetched.
    NoReader,
    TooLarge {
        limit_bytes: usize,
    },
    /// No JSON, or not of the expected form; `at` counts bytes from 0.
    Malformed {
        at: usize,
    },
    /// No form that is known.
    UnknownForm,
    /// A later form of our own file.
    Version {
        found: u64,
    },
    /// `scale` is 0 or absurd, or `origin` is no place on earth.
    Grid,
    /// A ring's text breaks off, or the ring has fewer than two points.
    Ring {
        region: usize,
    },
    /// Coordinates that are no list of places.
    Geometry {
        region: usize,
    },
    /// A place outside ±180° and ±90°: projected coordinates, perhaps.
    OutOfRange {
        region: usize,
    },
    /// Latitude stands before longitude.
    Swapped {
        region: usize,
    },
    /// A tile farther from the middle of its grid than it may be.
    OffGrid {
        region: usize,
        limit: i64,
    },
    /// A tile where another one is.
    SamePlace {
        region: usize,
    },
    TooManyRegions {
        limit: usize,
    },
    TooManyPoints {
        limit: usize,
    },
    /// Not one region.
    Empty,
}

impl OutlineFault {
    pub(super) fn say(&self, lang: Lang) -> String {
        use OutlineFault::*;
        let zh = lang == Lang::Zh;
        match self {
            Missing if zh => "取不到轮廓文件".into(),
            Missing => "the outline's file cannot be had".into(),
            NoReader if zh => "读取轮廓的程序没有载入".into(),
            NoReader => "the program that reads outlines did not load".into(),
            TooLarge { limit_bytes } if zh => {
                format!(
                    "轮廓文件超过 {} MB 的上限,未采用;daping geo 可将它化简",
                    limit_bytes / 1_000_000
                )
            }
            TooLarge { limit_bytes } => format!(
                "the outline's file is over the limit of {} MB; `daping geo` makes it small",
                limit_bytes / 1_000_000
            ),
            Malformed { at } if zh => format!("轮廓文件在第 {at} 字节处中断或不合法,应为 JSON"),
            Malformed { at } => {
                format!("the outline's file breaks off or is not valid at byte {at}; expected JSON")
            }
            UnknownForm if zh => {
                "不认识的轮廓文件;应为 GeoJSON、TopoJSON、ECharts 编码或 daping 的轮廓、方格".into()
            }
            UnknownForm => "no known form of an outline; expected GeoJSON, TopoJSON, the encoded \
                            form of ECharts, or an outline or tiles of daping"
                .into(),
            Version { found } if zh => format!("轮廓文件的版本是 {found},应为 1"),
            Version { found } => format!("the outline's file is of version {found}; expected 1"),
            Grid if zh => "轮廓文件的 scale 或 origin 不合理".into(),
            Grid => "the outline's scale or origin makes no sense".into(),
            Ring { region } if zh => format!("第 {} 个区域有一圈边界不完整", region + 1),
            Ring { region } => format!("a ring of region {} is not whole", region + 1),
            Geometry { region } if zh => {
                format!("第 {} 个区域的坐标不是边界,应为面(Polygon、MultiPolygon)", region + 1)
            }
            Geometry { region } => format!(
                "the coordinates of region {} are no boundary; expected Polygon or MultiPolygon",
                region + 1
            ),
            OutOfRange { region } if zh => {
                format!("第 {} 个区域的坐标超出经纬度范围,应为度(不是米)", region + 1)
            }
            OutOfRange { region } => format!(
                "region {} lies outside longitudes and latitudes; expected degrees, not metres",
                region + 1
            ),
            Swapped { region } if zh => {
                format!("第 {} 个区域的坐标是先纬度后经度,应为先经度后纬度", region + 1)
            }
            Swapped { region } => format!(
                "the coordinates of region {} have latitude first; expected longitude first",
                region + 1
            ),
            OffGrid { region, limit } if zh => {
                format!("第 {} 个方格的行列超出范围,应在 -{limit} 到 {limit} 之间", region + 1)
            }
            OffGrid { region, limit } => format!(
                "column or row of tile {} is too far out; expected -{limit} to {limit}",
                region + 1
            ),
            SamePlace { region } if zh => {
                format!("第 {} 个方格的位置已有方格,应各占一格", region + 1)
            }
            SamePlace { region } => {
                format!("tile {} lies on another one; expected a place of its own", region + 1)
            }
            TooManyRegions { limit } if zh => format!("区域超过 {limit} 个的上限,未采用"),
            TooManyRegions { limit } => format!("over the limit of {limit} regions"),
            TooManyPoints { limit } if zh => {
                format!("边界点超过 {limit} 个的上限,未采用;daping geo 可将它化简")
            }
            TooManyPoints { limit } => {
                format!("over the limit of {limit} points; `daping geo` makes it small")
            }
            Empty if zh => "轮廓文件里没有一个区域".into(),
            Empty => "the outline's file has not one region".into(),
        }
    }
}

/// What a reader of outlines met and went on from; counts are of regions or features.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// Rings that do not end where they begin; they were closed.
    Unclosed { count: usize },
    /// Several features of one code became one region.
    Merged { code: String, count: usize },
    /// Several regions of one code but of different names: no row finds them by it.
    SameCode { code: String, count: usize },
    /// Features that are no areas or lines (points) were left out.
    NotAreas { count: usize },
    /// Rings of fewer than two different points were left out.
    Specks { count: usize },
    /// Regions with neither code nor name: no row can find them.
    Nameless { count: usize },
}

impl Oddity {
    pub(super) fn say(&self, lang: Lang) -> String {
        use Oddity::*;
        let zh = lang == Lang::Zh;
        match self {
            Unclosed { count } if zh => format!("{count} 圈边界没有闭合,已按闭合处理"),
            Unclosed { count } => format!("{count} rings are not closed; taken as closed"),
            Merged { code, count } if zh => format!("代码 {code} 有 {count} 个区域,已合为一个"),
            Merged { code, count } => format!("{count} features of code {code} became one region"),
            SameCode { code, count } if zh => {
                format!("代码 {code} 有 {count} 个名称不同的区域,按代码匹配不到任何一个")
            }
            SameCode { code, count } => {
                format!(
                    "{count} regions of different names have the code {code}; no row finds them by it"
                )
            }
            NotAreas { count } if zh => format!("{count} 个要素不是面也不是线,没有画"),
            NotAreas { count } => format!("{count} features are no areas or lines; left out"),
            Specks { count } if zh => format!("{count} 圈边界不足两个点,没有画"),
            Specks { count } => format!("{count} rings have fewer than two points; left out"),
            Nameless { count } if zh => format!("{count} 个区域既没有代码也没有名称,数据匹配不到"),
            Nameless { count } => {
                format!("{count} regions have neither code nor name; no row can find them")
            }
        }
    }
}
