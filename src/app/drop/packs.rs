//! The entrances of the pack `drop`.

pub mod take {
    pub mod drop {
        use wasm_bindgen::JsValue;

        use crate::app::drop::flow;
        use crate::app::wall::Wall;

        /// Reads a file and shows what would be made of it.
        #[inline(never)]
        pub fn enter(wall: &Wall, file: JsValue, others: usize) {
            flow::take(wall, file, others);
        }
    }
}
pub mod keep {
    pub mod drop {
        use crate::app::drop::flow;
        use crate::app::wall::Wall;

        /// Saves the board that was made of the last file.
        #[inline(never)]
        pub fn enter(wall: &Wall) {
            flow::keep(wall);
        }
    }
}
