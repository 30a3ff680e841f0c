//! Goldens: a picture is written as SVG, a piece of the page as HTML, and compared byte for byte with the file that was looked at
//! and found good. `DAPING_REFRESH_GOLDEN=1` writes the files anew.

use std::fs;
use std::path::Path;

use daping::look::markup::{Element, html};
use daping::look::plot::text;
use daping::look::svg::svg;
use daping::look::{Anchor, Picture, Point, Theme};
use daping::panel::Scene;

use crate::legible::{stays_inside, words_keep_apart};

/// Compares a picture with `tests/golden/NAME.svg`.
pub fn golden(name: &str, picture: &Picture) {
    compare(name, "svg", svg(picture, &Theme::default()));
}

/// Compares a scene that must be legible: its words keep apart and inside. A notice stands under the
/// picture, as it does on the page.
pub fn golden_scene(name: &str, scene: &Scene) {
    stays_inside(&scene.picture);
    words_keep_apart(&scene.picture);
    let mut picture = scene.picture.clone();
    if let Some(notice) = &scene.notice {
        let at = Point::new(8.0, picture.height + 14.0);
        picture.push(text(notice.clone(), at, 14.0, Anchor::Start, Theme::default().late));
        picture.height += 28.0;
    }
    golden(name, &picture);
}

/// Compares a piece of the page with `tests/golden/NAME.html`.
pub fn golden_page(name: &str, element: &Element) {
    compare(name, "html", html(element));
}

/// A difference leaves `NAME.changed.ENDING` beside the golden.
fn compare(name: &str, ending: &str, drawn: String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let file = folder.join(format!("{name}.{ending}"));
    let changed = folder.join(format!("{name}.changed.{ending}"));
    if std::env::var_os("DAPING_REFRESH_GOLDEN").is_some() {
        fs::write(&file, drawn).expect("the golden can be written");
        return;
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    if kept == drawn {
        // What an earlier run left is no longer so.
        let _ = fs::remove_file(changed);
        return;
    }
    fs::write(&changed, drawn).expect("the change can be written");
    panic!(
        "{name} is drawn differently: look at tests/golden/{name}.changed.{ending}, and if it is better \
         run again with DAPING_REFRESH_GOLDEN=1"
    );
}
