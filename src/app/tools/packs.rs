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
            let place = (&columns[..], rows.rows());
            let found = search::Letters::default().found(place, text, utc_offset, lang);
            let places = (0..).zip(found).filter(|(_, found)| *found).map(|(row, _)| row);
            Some(rows.pick(&places.collect::<Vec<_>>()))
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
pub mod picture {
    pub mod tools {
        use crate::app::tools::picture;
        use crate::app::wall::Hall;

        /// Saves the picture of a panel, or of the whole board.
        #[inline(never)]
        pub fn enter(hall: Hall, panel: Option<usize>) {
            picture::take(hall, panel);
        }
    }
}
pub mod rows {
    pub mod tools {
        use crate::app::host::Host;
        use crate::app::tools;
        use crate::app::wall::Wall;

        /// Saves a panel's rows.
        #[inline(never)]
        pub fn enter(wall: &Wall, host: Host) {
            tools::rows_out(wall, host);
        }
    }
}
