//! Whether an answer over HTTP is one at all, by its head: both hosts ask here.

use crate::issue::DataFault;

/// An answer that is no data: a refusal, nothing at all, or a redirect that ended on a web page.
pub fn refuse(status: u16, redirected: bool, content_type: Option<&str>) -> Result<(), DataFault> {
    let page = content_type.is_some_and(is_page);
    match status {
        401 | 403 => Err(DataFault::Denied),
        204 | 205 => Err(DataFault::NoContent),
        200..300 if redirected && page => Err(DataFault::Denied),
        200..300 => Ok(()),
        code => Err(DataFault::Status { code }),
    }
}

/// Whether the server calls it a web page.
pub fn is_page(content_type: &str) -> bool {
    let kind = content_type.trim_start();
    kind.get(..9).is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_success_without_a_way_to_a_log_in_page_is_an_answer() {
        use DataFault::*;
        let page = Some("Text/HTML; charset=utf-8");
        for (status, redirected, kind, expected) in [
            (200, false, None, Ok(())),
            (206, true, Some("application/json"), Ok(())),
            // A page that was asked for is told apart by its bytes.
            (200, false, page, Ok(())),
            (200, true, page, Err(Denied)),
            (204, false, None, Err(NoContent)),
            (401, false, page, Err(Denied)),
            (403, true, None, Err(Denied)),
            (304, false, None, Err(Status { code: 304 })),
            (500, true, page, Err(Status { code: 500 })),
        ] {
            assert_eq!(refuse(status, redirected, kind), expected, "{status}");
        }
        assert!(!is_page("text/htm") && !is_page("application/json"));
    }
}
