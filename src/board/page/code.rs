//! The page's address as a QR code, for whoever wants the wall in the pocket.

use fast_qr::{ECL, QRBuilder};

use crate::issue::{Lang, words};
use crate::look::markup::{Element, el};

/// A light rim of so many modules, without which a camera may not see the code.
const QUIET: usize = 4;

/// A square of modules.
#[derive(Clone, Debug, PartialEq)]
pub struct Modules {
    /// Modules on a side.
    pub size: usize,
    /// Row by row, `size` × `size`.
    pub dark: Vec<bool>,
}

/// The code of a text; `None` where it is longer than any code holds (some 2,300 bytes).
pub fn modules(text: &str) -> Option<Modules> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let size = code.size;
    Some(Modules {
        size,
        dark: code.data.iter().take(size * size).map(|own| own.value()).collect(),
    })
}

/// The corner with the code: dark on light whatever the theme, and the address to read below it.
pub fn code(address: &str, lang: Lang) -> Element {
    let close = el("button").act("away").attr("aria-label", words::close(lang)).text("×");
    let corner = el("aside").class("code").attr("aria-label", words::code(lang)).child(close);
    let Some(modules) = modules(address) else {
        return corner.child(el("p").class("fault").text(words::address_too_long(lang)));
    };
    let side = modules.size + 2 * QUIET;
    let path = el("path").attr("d", path(&modules));
    let picture = el("svg")
        .attr("viewBox", format!("0 0 {side} {side}"))
        .attr("role", "img")
        .attr("aria-label", words::code(lang));
    corner
        .child(picture.child(path))
        .child(el("p").text(words::scan(lang)))
        .child(el("p").class("address").text(address))
}

/// One rectangle for each run of dark modules in a row.
fn path(modules: &Modules) -> String {
    let mut path = String::new();
    for (y, row) in modules.dark.chunks(modules.size.max(1)).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&true) {
                let (x, y, long) = (x + QUIET, y + QUIET, run.len());
                path += &format!("M{x} {y}h{long}v1h-{long}z");
            }
            x += run.len();
        }
    }
    path
}
