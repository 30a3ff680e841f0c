//! Gives the reader a file.

use std::cell::RefCell;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

thread_local! {
    /// The address of the last file: its browser may still be reading it, so it is let go with the next.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Bytes as a file; `None` where the browser takes none.
pub fn bytes(name: &str, bytes: &[u8], kind: &str) -> Option<()> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let say = BlobPropertyBag::new();
    say.set_type(kind);
    blob(name, &Blob::new_with_u8_array_sequence_and_options(&parts, &say).ok()?)
}

pub fn blob(name: &str, blob: &Blob) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    let address = Url::create_object_url_with_blob(blob).ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    if let Some(last) = LAST.replace(Some(address)) {
        // An address that is gone already is let go as well.
        let _ = Url::revoke_object_url(&last);
    }
    Some(())
}
