//! All canvas kinds: measures its place, has the panel's picture drawn, paints it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{HtmlCanvasElement, ResizeObserver};

use crate::app::outlines::Known;
use crate::app::panel::Ctx;
use crate::app::{canvas, frame, marks};
use crate::geo::Outline;
use crate::issue::{DataFault, Issue, Place};
use crate::look::Format;
use crate::panel::kind::Kind;
use crate::panel::{self, Draw, Pose, flow};

pub fn canvas(ctx: Ctx, kind: Kind) -> impl IntoView {
    let size = RwSignal::new((0.0, 0.0));
    let place = NodeRef::<html::Div>::new();
    let still = NodeRef::<html::Canvas>::new();
    let moving = NodeRef::<html::Canvas>::new();
    let words = RwSignal::new(String::new());
    let joined = RwSignal::new(None::<usize>);
    let caption = RwSignal::new(None::<String>);
    let fault = RwSignal::new(None::<String>);
    watch_size(place, size);

    let moves = matches!(kind, Kind::Flow(_));
    let name = ctx.panel(|panel| panel.name.clone()).unwrap_or_default();
    let ticket = StoredValue::new_local(None::<frame::Ticket>);
    Effect::new(move |_| {
        let (width, height) = size.get();
        let Some(target) = still.get() else { return };
        ctx.hall.with_value(|wall| wall.viewport.track());
        let known = outline(ctx, &kind);
        fault.set(known.as_ref().err().map(|fault| {
            Issue::data(Place::document(kind.outline().unwrap_or_default()), fault.clone())
                .say(ctx.lang())
        }));
        let Ok(known) = known else { return };
        if width < 1.0 || height < 1.0 || (kind.outline().is_some() && known.is_none()) {
            return;
        }
        let drawn = marks::measured("daping:draw", &name, || {
            draw(ctx, &kind, known.as_deref(), (width, height), &target)
        });
        words.set(drawn.words);
        joined.set(drawn.joined);
        ctx.hall.with_value(|wall| {
            if let Some(lost) = wall.lost_rows.get(ctx.index) {
                lost.set(drawn.lost);
            }
        });
        caption.set(known.map(|outline| panel::caption(&outline, ctx.lang())));
        ticket.set_value(
            moving.get().and_then(|over| set_moving(over, (width, height), drawn.arcs, ctx)),
        );
    });
    view! {
        <div class="drawing" node_ref=place>
            <canvas node_ref=still role="img" aria-label=words data-joined=joined></canvas>
            {moves.then(|| view! { <canvas node_ref=moving aria-hidden="true"></canvas> })}
            <p class="caption">{caption}</p>
            <p class="fault">{fault}</p>
        </div>
    }
}

/// The kind's outline: none where it needs none or it is still on its way.
fn outline(ctx: Ctx, kind: &Kind) -> Result<Option<Rc<Outline>>, DataFault> {
    let Some(name) = kind.outline() else { return Ok(None) };
    match ctx.hall.get_value().outlines.get(name) {
        Known::Waiting => Ok(None),
        Known::Here(outline) => Ok(Some(outline)),
        Known::Broken(fault) => Err(fault),
    }
}

struct Drawn {
    words: String,
    joined: Option<usize>,
    lost: usize,
    arcs: Vec<flow::Arc>,
}

fn draw(
    ctx: Ctx,
    kind: &Kind,
    outline: Option<&Outline>,
    (width, height): (f64, f64),
    target: &HtmlCanvasElement,
) -> Drawn {
    let wall = ctx.hall.get_value();
    let em = ctx.em.get();
    let on = Draw {
        width,
        height,
        em,
        theme: &wall.theme,
        measure: &wall.measure,
        lang: wall.lang,
        utc_offset: wall.utc_offset,
        format: Format::default(),
        unit: None,
        today: 0,
        pose: &Pose::default(),
        outline,
    };
    ctx.voice(|voice| {
        ctx.rows.with(|rows| {
            let on = Draw { format: voice.format, unit: voice.unit, ..on };
            let scene = kind.draw(rows, &on);
            canvas::paint(target, &scene.picture);
            let words = panel::spoken(rows, voice);
            Drawn { words, joined: scene.joined, lost: scene.lost, arcs: scene.arcs }
        })
    })
}

/// Lets the arcs' lights travel on the upper canvas.
fn set_moving(
    over: HtmlCanvasElement,
    (width, height): (f64, f64),
    arcs: Vec<flow::Arc>,
    ctx: Ctx,
) -> Option<frame::Ticket> {
    let ratio = canvas::fit(&over, width, height);
    let still = crate::app::is_still();
    let context = canvas::context(&over)?;
    if arcs.is_empty() || still {
        return None;
    }
    let color = ctx.hall.with_value(|wall| wall.theme.text.css());
    let mut time = 0.0;
    Some(frame::each(move |step| {
        time += step;
        context.clear_rect(0.0, 0.0, width * ratio, height * ratio);
        context.set_fill_style_str(&color);
        for light in flow::lights(&arcs, time) {
            context.set_global_alpha(light.strength);
            context.begin_path();
            // `arc` fails on a negative radius only.
            let _ = context.arc(
                light.at.x * ratio,
                light.at.y * ratio,
                light.radius * ratio,
                0.0,
                std::f64::consts::TAU,
            );
            context.fill();
        }
    }))
}

/// Keeps `size` at the element's own, by the browser's observer.
pub fn watch_size(place: NodeRef<html::Div>, size: RwSignal<(f64, f64)>) {
    type Held = (ResizeObserver, Closure<dyn FnMut(Array)>);
    let held: Rc<RefCell<Option<Held>>> = Rc::default();
    let keep = StoredValue::new_local(Rc::clone(&held));
    Effect::new(move |_| {
        let Some(element) = place.get() else { return };
        let own = element.clone();
        let measured = Closure::<dyn FnMut(Array)>::new(move |_: Array| {
            size.set((f64::from(own.client_width()), f64::from(own.client_height())));
        });
        if let Ok(observer) = ResizeObserver::new(measured.as_ref().unchecked_ref()) {
            observer.observe(&element);
            held.replace(Some((observer, measured)));
        }
    });
    on_cleanup(move || {
        if let Some((observer, _)) = keep.try_get_value().and_then(|held| held.take()) {
            observer.disconnect();
        }
    });
}
