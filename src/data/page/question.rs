//! A source and what a page asks for -> one question.

use super::{Request, address};
use crate::data::pointer;
use crate::data::source::{Method, PageKind, Source};
use crate::data::tree::Tree;

/// Where a question stands in the row of all of them.
pub struct At<'c> {
    /// How many pages came before.
    pub page: u64,
    /// How many rows came before.
    pub row: u64,
    pub cursor: Option<&'c str>,
}

/// The question for a page, at the source's own address.
pub fn question(source: &Source, at: &At) -> Request {
    let params = params(source, at);
    let within = |name: &str| name.starts_with('/');
    let of_address: Vec<(&str, String)> = params
        .iter()
        .filter(|(name, _)| !within(name))
        .map(|(name, value)| (*name, value.clone()))
        .collect();
    let of_body = params.into_iter().filter(|(name, _)| within(name));
    let url = address::with_params(&source.url, &of_address);
    let mut request = Request { method: source.method, url, ..Request::default() };
    request.headers.extend(source.headers.iter().map(|(name, value)| (name.into(), value.clone())));
    if source.page.kind == PageKind::Range {
        let last = at.row.saturating_add(size(source).saturating_sub(1));
        set(&mut request, "Range-Unit", "items".to_string());
        set(&mut request, "Range", format!("{}-{last}", at.row));
    }
    // Browsers refuse to send a body with GET.
    if source.method == Method::Post {
        body(source, of_body, &mut request);
    }
    request
}

/// How many rows a page is asked to have.
pub fn size(source: &Source) -> u64 {
    (source.page.size as u64).max(1)
}

/// The parameters that ask for a page: of the address, or, with a pointer for a name, of the body.
fn params<'s>(source: &'s Source, at: &At) -> Vec<(&'s str, String)> {
    let page = &source.page;
    let named = |usual: &'s str| page.param.as_deref().unwrap_or(usual);
    let mut params = Vec::new();
    let mut usual_size = None;
    match page.kind {
        PageKind::None | PageKind::Range => return params,
        PageKind::Link | PageKind::Next => (),
        PageKind::Cursor => {
            params.extend(at.cursor.map(|cursor| (named("cursor"), cursor.to_string())));
        }
        PageKind::Offset => {
            usual_size = Some("limit");
            params.push((named("offset"), at.row.to_string()));
        }
        PageKind::Page => {
            let number = at.page.saturating_add(page.first as u64);
            params.push((named("page"), number.to_string()));
        }
    }
    let size_param = page.size_param.as_deref().or(usual_size);
    params.extend(size_param.map(|name| (name, size(source).to_string())));
    params
}

/// Text is sent as it is, anything else as JSON with the parameters put into it.
fn body<'s>(
    source: &Source,
    params: impl Iterator<Item = (&'s str, String)>,
    request: &mut Request,
) {
    let mut tree = source.body.clone().unwrap_or_default();
    for (name, value) in params {
        let steps = pointer::tokens(name).unwrap_or_default();
        // A cursor is a number only where the author wrote a number in its place.
        let is_number = source.page.kind != PageKind::Cursor
            || source.page.param.as_deref() != Some(name)
            || matches!(tree.walk(&steps), Some(Tree::Number(_))) && value.parse::<i64>().is_ok();
        let value = value.into_boxed_str();
        tree.put(&steps, if is_number { Tree::Number(value) } else { Tree::Text(value) });
    }
    let label = match tree {
        Tree::Null => return,
        Tree::Text(text) => {
            request.body = Some(text.into());
            "text/plain; charset=utf-8"
        }
        tree => {
            request.body = Some(tree.write());
            "application/json"
        }
    };
    let own = |(name, _): &(String, String)| name.eq_ignore_ascii_case("content-type");
    if !request.headers.iter().any(own) {
        request.headers.push(("Content-Type".to_string(), label.to_string()));
    }
}

/// In the place of the author's own.
fn set(request: &mut Request, name: &str, value: String) {
    request.headers.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
    request.headers.push((name.to_string(), value));
}
