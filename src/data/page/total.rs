//! What the heads of an answer say of how many rows there are.

use super::{Beside, Head};
use crate::data::source::{PageKind, Source};

/// How many rows there are in all, where the answer says so.
pub fn total(source: &Source, head: &Head, beside: &Beside) -> Option<u64> {
    let named = match source.total.as_deref() {
        None => None,
        Some(pointer) if pointer.is_empty() || pointer.starts_with('/') => beside.total,
        Some(name) => head.get(name).and_then(last_number),
    };
    let ranged = || last_number(head.get("content-range")?);
    named.or_else(|| if source.page.kind == PageKind::Range { ranged() } else { None })
}

/// The number of a header, or the last of a range: `1234`, `0-499/1234`; `*` is none.
fn last_number(text: &str) -> Option<u64> {
    text.rsplit('/').next()?.trim().parse().ok()
}

/// The rows of a range: `items 0-499/1234` -> (0, 499).
pub fn range(head: &Head) -> Option<(u64, u64)> {
    let (range, _) = head.get("content-range")?.split_once('/')?;
    let range = range.trim().rsplit(' ').next()?;
    let (from, to) = range.split_once('-')?;
    let (from, to) = (from.parse().ok()?, to.parse().ok()?);
    (from <= to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_range_is_read_as_postgrest_writes_it() {
        let head = |value: &str| {
            let headers = vec![("content-range".to_string(), value.to_string())];
            Head { status: 206, headers }
        };
        let mut source = Source::default();
        source.page.kind = PageKind::Range;
        let said = |value| {
            let head = head(value);
            (range(&head), total(&source, &head, &Beside::default()))
        };
        assert_eq!(said("0-14/*"), (Some((0, 14)), None));
        assert_eq!(said("0-499/1234"), (Some((0, 499)), Some(1234)));
        assert_eq!(said("items 15-29/30"), (Some((15, 29)), Some(30)));
        assert_eq!(said("*/0"), (None, Some(0)));
        for nonsense in ["", "/", "-/-", "9-3/x", "0-99999999999999999999/-1"] {
            assert_eq!(said(nonsense), (None, None), "{nonsense}");
        }
    }
}
