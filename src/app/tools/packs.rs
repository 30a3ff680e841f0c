//! The entrances of the tools; what only they reach is in the pack `tools`.

pub mod seek {
    pub mod tools {
        use crate::data::table::Table;
        use crate::issue::Lang;
        use crate::panel::kind::Kind;
        use crate::panel::search;

        /// The rows that have `text`; none where the kind shows no rows.
        #[inline(never)]
        pub fn enter(
            (kind, sheet): (&Kind, bool),
            rows: &Table,
            text: &str,
            utc_offset: i32,
            lang: Lang,
        ) -> Option<Table> {
            let columns = search::columns(kind, sheet, rows);
            if columns.is_empty() {
                return None;
            }
            let places = search::found(&columns, rows.rows(), text, utc_offset, lang);
            Some(rows.pick(&places))
        }
    }
}
pub mod seek_face {
    pub mod tools {
        use crate::board::page;
        use crate::issue::Lang;
        use crate::look::markup::Element;

        #[inline(never)]
        pub fn enter(text: &str, found: usize, lang: Lang) -> Element {
            page::seek(Some(text), found, lang)
        }
    }
}
pub mod over {
    pub mod tools {
        use crate::app::tools::Over;
        use crate::board::page;
        use crate::issue::Lang;
        use crate::look::markup::Element;

        #[inline(never)]
        pub fn enter(over: Over, address: &str, lang: Lang) -> Element {
            match over {
                Over::Help => page::help(lang),
                Over::Code => page::code(address, lang),
            }
        }
    }
}
pub mod csv {
    pub mod tools {
        use crate::board::Panel;
        use crate::data::table::Table;
        use crate::issue::Lang;
        use crate::panel::{Pose, csv};

        #[inline(never)]
        pub fn enter(
            (panel, pose): (&Panel, &Pose),
            rows: &Table,
            stamp: &[String],
            utc_offset: i32,
            lang: Lang,
        ) -> Vec<u8> {
            csv::csv((&panel.kind, pose), rows, stamp, utc_offset, lang)
        }
    }
}
