//! `funnel`: the stages of a process, each with how many came so far.

use super::options::{FieldName, options};
use super::rank::{Zero, bare, columns, nothing, ranked, value, whole};
use super::{Draw, piece, view};
use crate::data::table::Table;
use crate::look::markup::{Element, el};

options! {
    /// Which fields hold what: the first text and the first number where not named.
    pub struct Options {
        pub label: Option<FieldName>,
        pub value: Option<FieldName>,
    }
}

/// The stages in the order of the query, each as wide as its share of the largest; a query of
/// measures alone gives one stage each. Below zero there is no width.
pub fn show(options: &Options, rows: &Table, on: &Draw<'_>) -> Element {
    let (all, left_out) = ranked(rows, &options.label, &options.value, on);
    let root = el("div").class("ranking");
    if all.is_empty() {
        return nothing(root, rows, &options.label, &options.value, on);
    }
    let positive = |item: &view::Item| view::Item {
        value: item.value.map(|value| value.max(0.0)),
        ..item.clone()
    };
    let zero = Zero::of(&all.iter().map(positive).collect::<Vec<_>>());
    let voice = bare(on);
    let mut keys = piece::Keys::default();
    let count = all.len();
    let stage = |item: view::Item| {
        let (_, share) = zero.bar(item.value.map(|value| value.max(0.0)));
        el("li")
            .key(keys.of(&item.label))
            .style("--share", piece::share(share))
            .tip(&item.label, &whole(&item, on))
            .child(piece::cut("span", "name", &item.label))
            .child(el("span").class("bar").child(el("i")))
            .child(value(&item, &voice))
    };
    let list = columns(el("ol").class("funnel"), &all, &voice, on).style("--rows", count);
    let list = list.all(all.into_iter().map(stage).collect::<Vec<_>>());
    root.child(list).maybe(piece::more(left_out, on))
}
