//! The authored description of an outline: an entry of a board's `outlines`.
//!
//! An outline that a board does not declare has all of the defaults: `map: "henan"` alone is the
//! file `geo/henan.json` as it is.

use crate::grammar::named::Named;
use crate::grammar::{record, words};

record! {
    /// A file of boundaries and how it is read.
    pub struct File {
        /// A name in geo/ without its ending, or an address; the entry's own name where not given.
        pub url: Option<String>,
        /// The datum of the file's coordinates.
        pub datum: Datum,
        /// RFC 6901 pointer to a feature's code; the usual places where not given.
        pub code: Option<String>,
        /// RFC 6901 pointer to a feature's name; the usual places where not given.
        pub name: Option<String>,
        /// Who made the boundaries, in the place of what the file says.
        pub source: Option<String>,
        /// The map's review number (审图号), in the place of what the file says.
        pub approval_no: Option<String>,
        /// `false` says that there is no outline that may be shown: maps become ranked lists.
        pub licensed: bool = true,
        /// Which outline is inside which region: the region's code, the outline's name.
        pub inside: Named<String>,
        /// The outline inside any other region; `{code}` in it is the region's code.
        pub inside_all: Option<String>,
    }
}

words! {
    /// What longitudes and latitudes are measured by.
    #[derive(Default)]
    pub enum Datum {
        /// GPS, and every standard.
        #[default]
        Wgs84 = "wgs84",
        /// Amap, Tencent and Baidu's maps of China, some 500 m off; moved to WGS 84 when read.
        Gcj02 = "gcj02",
    }
}

impl File {
    /// Where the outline of this name is fetched: `geo/NAME.json`, or the address that was given.
    pub fn address(&self, name: &str) -> String {
        let url = self.url.as_deref().unwrap_or(name);
        let is_address = url.contains("://") || url.starts_with(['/', '.']) || has_ending(url);
        if is_address { url.to_string() } else { format!("geo/{url}.json") }
    }

    /// The name of the outline inside a region; none where the map ends there.
    pub fn inside(&self, code: &str) -> Option<String> {
        if code.is_empty() {
            return None;
        }
        let own = self.inside.get(code).cloned();
        own.or_else(|| Some(self.inside_all.as_ref()?.replace("{code}", code)))
    }
}

fn has_ending(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    [".json", ".geojson", ".topojson"].iter().any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_name_is_a_file_in_geo_and_anything_else_an_address() {
        let at = |url: &str| File { url: Some(url.into()), ..File::default() }.address("own");
        assert_eq!(File::default().address("henan"), "geo/henan.json");
        assert_eq!(at("cn/411300"), "geo/cn/411300.json");
        for address in ["https://a.cn/map", "/maps/a", "../a", "maps/a.GeoJSON"] {
            assert_eq!(at(address), address);
        }
    }

    #[test]
    fn a_region_leads_to_its_own_outline_or_to_the_pattern() {
        let mut file =
            File { inside: Named(vec![("41".into(), "henan".into())]), ..File::default() };
        assert_eq!(file.inside("41").as_deref(), Some("henan"));
        assert_eq!(file.inside("42"), None);
        file.inside_all = Some("cn/{code}".into());
        assert_eq!(file.inside("42").as_deref(), Some("cn/42"));
        assert_eq!(file.inside(""), None);
    }
}
