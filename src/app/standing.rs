//! The arrangement that holds for the window: the page's form and type size, the grid and its bezels.

use leptos::prelude::*;
use web_sys::Element as Node;

use super::effect::{Local, effect};
use super::place::rect;
use super::wall::Hall;
use crate::board::layout::{self, Form};
use crate::board::page::Paper;
use crate::look::Band;
use crate::look::markup::{Element, el};
use crate::look::seams::Rect;

/// The gap between panels, of the page's height.
const GAP: f64 = 0.01;

/// How the panels stand.
#[derive(Clone, PartialEq)]
pub struct Standing {
    pub name: String,
    pub form: Form,
    /// Its panels have the sizes that the board gives, not the window's.
    pub fixed: bool,
    pub grid: layout::Grid,
    pub em: f64,
    pub stage: layout::Stage,
    pub bands: Vec<Band>,
    pub title_shift: f64,
    /// The sheet that all this is for, and whether a reader has chosen it.
    pub paper: Option<(Paper, bool)>,
}

/// What holds for the window as it is.
pub fn now(hall: Hall) -> Option<Standing> {
    let wall = hall.get_value();
    let (width, height, _) = wall.viewport.get();
    let asked = wall.address.arrangement.as_deref();
    let paper = wall.tools.open.with(|open| open.paper);
    let (chosen, stage) = match paper {
        None => {
            let chosen = layout::choose(&wall.board, width, height, asked)?;
            (chosen, layout::stage(chosen, width, height))
        }
        // A sheet has its own arrangement, and no controller stretches it.
        Some((paper, _)) => {
            let (across, down) = paper.screen();
            let (width, height) = paper.room();
            let stage = layout::Stage { width, height, scale_x: 1.0, scale_y: 1.0 };
            (layout::choose(&wall.board, across, down, None)?, stage)
        }
    };
    Some(Standing {
        name: chosen.name.clone(),
        form: layout::form(chosen),
        fixed: layout::is_fixed(chosen),
        grid: layout::grid(chosen),
        em: paper.map_or_else(
            || layout::em(chosen, stage.width, stage.height),
            |(paper, _)| paper.em(chosen, stage.width),
        ),
        bands: match paper {
            None => layout::seams(chosen, stage.width, stage.height),
            Some(_) => Vec::new(),
        },
        title_shift: paper.map_or(layout::title_shift(chosen, stage.width), |_| 0.0),
        stage,
        paper,
    })
}

/// The page itself.
pub fn page(hall: Hall, standing: &Option<Standing>) -> Element {
    let wall = hall.get_value();
    let main = el("main")
        .own()
        .attr("data-board", wall.address.board.as_str())
        .attr("data-frame", wall.board.frame.word())
        .flag("data-kiosk", wall.address.kiosk)
        .flag("data-paused", wall.paused.get());
    let Some(Standing { name, form, fixed, em, stage, title_shift, paper, .. }) = standing else {
        return main;
    };
    let main = main
        .attr("data-arrangement", name.as_str())
        .attr("data-form", form.word())
        .flag("data-fixed", *fixed)
        .style("--em", px(*em))
        .style("--title-shift", px(*title_shift));
    if let Some((paper, chosen)) = paper {
        return main
            .attr(
                "data-paper",
                match (chosen, paper.upright) {
                    (true, _) => paper.word(),
                    (false, true) => "upright",
                    (false, false) => "",
                },
            )
            .style("--paper-width", px(stage.width))
            .style("--paper-height", px(stage.height));
    }
    if (stage.scale_x, stage.scale_y) == (1.0, 1.0) {
        return main;
    }
    main.attr("data-stretched", "")
        .style("--stage-width", px(stage.width))
        .style("--stage-height", px(stage.height))
        .style("--scale-x", stage.scale_x)
        .style("--scale-y", stage.scale_y)
}

/// The grid at its place; where bezels cross it, in pixels whose gaps lie on them.
pub fn grid(hall: Hall, standing: &Option<Standing>, place: &Rect) -> Element {
    let grid = el("div").own().class("wall");
    let Some(Standing { name, grid: tracks, bands, stage, .. }) = standing else { return grid };
    let wall = hall.get_value();
    let own = wall.board.layout.iter().find(|own| own.name == *name);
    let fitted = own.filter(|_| place.width > 0.0);
    let fitted = fitted.and_then(|own| layout::fit(own, place, bands, stage.height * GAP));
    let grid = grid.style("grid-template-areas", &tracks.areas);
    match fitted {
        None => grid
            .style("grid-template-columns", &tracks.columns)
            .style("grid-template-rows", &tracks.rows),
        Some(fit) => grid
            .style("grid-template-columns", fit.columns)
            .style("grid-template-rows", fit.rows)
            .style("gap", px(fit.gap)),
    }
}

fn px(length: f64) -> String {
    format!("{length:.2}px")
}

/// Where the grid stands, looked at after each change of the window; only bezels ask for it.
pub fn watch(hall: Hall, grid: Node) -> Local<Rect> {
    let place = Local::new(Rect::default());
    effect(move || {
        let wall = hall.get_value();
        if wall.bands.with(|bands| bands.is_empty()) {
            return;
        }
        wall.viewport.track();
        // The plate's height is that of its words, which come with the first data.
        wall.second.track();
        let now = rect(&grid);
        place.keep(now);
    });
    place
}
