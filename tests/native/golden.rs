//! Goldens: a picture is written as SVG and compared byte for byte with the file that was looked at
//! and found good. `DAPING_REFRESH_GOLDEN=1` writes the files anew.

use std::fs;
use std::path::Path;

use daping::look::svg::svg;
use daping::look::{Picture, Theme};

/// Compares with `tests/golden/NAME.svg`; a difference leaves `NAME.changed.svg` beside it.
pub fn golden(name: &str, picture: &Picture) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let drawn = svg(picture, &Theme::default());
    let file = folder.join(format!("{name}.svg"));
    let changed = folder.join(format!("{name}.changed.svg"));
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
        "{name} is drawn differently: look at tests/golden/{name}.changed.svg, and if it is better \
         run again with DAPING_REFRESH_GOLDEN=1"
    );
}
