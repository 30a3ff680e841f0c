//! The bodies of panels: one file for each DOM kind, one for all canvas kinds.

mod canvas;
pub mod clock;
mod funnel;
mod rank;
mod roster;
mod stat;
mod table;
mod ticker;

use leptos::prelude::*;

use super::panel::Ctx;
use crate::panel::kind::{Kind, Surface};

/// The body of a kind.
pub fn body(ctx: Ctx, kind: &Kind) -> AnyView {
    match kind.clone() {
        Kind::Stat(options) => stat::stat(ctx, options).into_any(),
        Kind::Roster(options) => roster::roster(ctx, options).into_any(),
        Kind::Rank(options) => rank::rank(ctx, options).into_any(),
        Kind::Table(options) => table::table(ctx, options).into_any(),
        Kind::Funnel(options) => funnel::funnel(ctx, options).into_any(),
        Kind::Ticker(options) => ticker::ticker(ctx, options).into_any(),
        Kind::Clock(options) => {
            view! { <clock::Clock hall=ctx.hall seconds=options.seconds date=options.date/> }
                .into_any()
        }
        kind => {
            debug_assert_eq!(kind.surface(), Surface::Canvas);
            canvas::canvas(ctx, kind).into_any()
        }
    }
}
