//! `network`: what is linked with what, around a core, and in which state it is.

mod graph;
mod layout;
mod legend;
mod state;

use super::beside::{Place, free_place};
use super::frame::small;
use super::links::{Link, Links, at};
use super::options::{FieldName, options};
use super::scene::{Mark, Reach, Told};
use super::{Draw, Scene, view};
use crate::data::table::Table;
use crate::issue::words;
use crate::look::{Anchor, Picture, Point, Shape, Text, plot};
use graph::{Said, degrees, drawable, states};
use legend::Legend;
use state::{State, spoken};

options! {
    /// Which fields are a link's ends, its weight and its end's state.
    pub struct Options {
        /// One end: the first text where not named.
        pub from: Option<FieldName>,
        /// The other end: the next text where not named.
        pub to: Option<FieldName>,
        /// How thick a link is: the first number where not named; without any all are alike.
        pub value: Option<FieldName>,
        /// The state of the node `to`.
        pub state: Option<FieldName>,
        /// Words of the data that mean good.
        pub good: Vec<String>,
        /// Words that mean late or impaired.
        pub late: Vec<String>,
        /// Words that mean failed.
        pub failed: Vec<String>,
        /// The name of the node in the middle: the one with the most links where not named.
        pub core: Option<String>,
    }
}

/// A name takes at most so much of the width.
const NAME: f64 = 0.3;

/// Draws the nodes and what links them; what is not in the picture is said in the notice.
pub fn draw(options: &Options, rows: &Table, on: &Draw<'_>) -> Scene {
    let fields = (options.from.as_deref(), options.to.as_deref(), options.value.as_deref());
    let mut links = Links::read(rows, fields, on);
    let states = states(options, rows, &links, on);
    let (states, notice) = drawable(&mut links, states, options, on);
    let mut scene = Scene { notice, ..Scene::plain(Picture::new(on.width, on.height)) };
    if links.names.is_empty() {
        return scene;
    }
    let entries = Legend::of(&states, on);
    let web = Web::of(&links, states, options, entries.height(on), on);
    web.links(&mut scene.picture);
    web.nodes(&mut scene.picture);
    web.names(&mut scene.picture);
    entries.write(&mut scene.picture, on);
    web.marks(&mut scene.marks);
    scene
}

impl Options {
    fn meant(&self, word: &String) -> State {
        let all =
            [(&self.failed, State::Failed), (&self.late, State::Late), (&self.good, State::Good)];
        let found = all.into_iter().find(|(words, _)| words.contains(word));
        found.map_or(State::Unknown, |(_, state)| state)
    }
}

/// Beside the outermost nodes: room for their names, if they are short.
fn margin(links: &Links, on: &Draw<'_>) -> f64 {
    let wide = |name: &String| on.measure.width(name, small(on), false);
    let widest = links.names.iter().map(wide).fold(0.0, f64::max);
    widest.min(small(on) * 6.0).min(on.width * 0.14) + (on.em * 0.9).min(on.width * 0.05)
}

/// The network in the picture.
struct Web<'a> {
    links: &'a Links,
    states: Vec<Said>,
    degrees: Vec<f64>,
    core: usize,
    places: Vec<Point>,
    radii: Vec<f64>,
    /// Above it stands the legend.
    top: f64,
    on: &'a Draw<'a>,
}

impl<'a> Web<'a> {
    fn of(
        links: &'a Links,
        mut states: Vec<Said>,
        options: &Options,
        top: f64,
        on: &'a Draw<'a>,
    ) -> Web<'a> {
        let degrees = degrees(links);
        let most = degrees.iter().copied().fold(0.0, f64::max);
        let core = graph::core(links, &degrees, options);
        // A core that no row leads to is the place that the states are seen from.
        if let Some(own) = states.get_mut(core).filter(|own| own.1.is_empty()) {
            *own = Said::default();
        }
        let (wide, tall) = (on.width / 2.0, (on.height - top) / 2.0);
        let room = (wide - margin(links, on), tall - (on.em * 1.2).min(tall * 0.3));
        let ends: Vec<_> = links.links.iter().map(|link| (link.from, link.to)).collect();
        let place = |own: Point| Point::new(own.x + wide, own.y + top + tall);
        let places: Vec<Point> =
            layout::layout(&ends, links.names.len(), core, room).into_iter().map(place).collect();
        let side = (4.0 * room.0 * room.1 / places.len() as f64).sqrt();
        let least = (side * 0.16).min(on.em * 0.34);
        let radius = |(node, degree): (usize, &f64)| match node == core {
            true => least * 2.0,
            false => least * (0.8 + 0.6 * (degree / most).sqrt()),
        };
        let radii = degrees.iter().enumerate().map(radius).collect();
        Web { links, states, degrees, core, places, radii, top, on }
    }

    fn place(&self, node: usize) -> Point {
        self.places.get(node).copied().unwrap_or(Point::new(0.0, 0.0))
    }

    fn state(&self, node: usize) -> State {
        self.states.get(node).map(|(state, _)| *state).unwrap_or_default()
    }

    /// A link is in the state of the end that is further from the core.
    fn link_state(&self, link: &Link) -> State {
        let core = self.place(self.core);
        let away = |node: usize| {
            let at = self.place(node);
            (at.x - core.x).hypot(at.y - core.y)
        };
        self.state(if away(link.from) > away(link.to) { link.from } else { link.to })
    }

    /// Sound links first, so that trouble lies on top.
    fn links(&self, picture: &mut Picture) {
        let all = &self.links.links;
        let values = || all.iter().filter_map(|link| link.value);
        let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
        let keys: Vec<f64> = all.iter().map(|l| f64::from(self.link_state(l) as u8)).collect();
        // Many links are fine ones.
        let crowd = (60.0 / all.len() as f64).sqrt().min(1.0);
        for link in view::ascending(&keys).into_iter().filter_map(|at| all.get(at)) {
            let share = (link.value.unwrap_or_default() / most).sqrt();
            let width = match self.links.valued && most > least {
                true => self.on.em * (0.05 + 0.17 * share) * crowd,
                false => self.on.em * 0.07 * crowd,
            };
            let stroke = self.link_state(link).stroke(width.max(0.8), self.on);
            let points = vec![self.place(link.from), self.place(link.to)];
            picture.push(Shape::Line { points, stroke });
        }
    }

    fn nodes(&self, picture: &mut Picture) {
        let core = self.place(self.core);
        let room = (core.x.min(core.y)).min(self.on.height - core.y);
        let radius = (self.on.em * 2.4).min(room);
        let color = self.state(self.core).color(self.on).fade(0.4);
        picture.push(Shape::Glow { at: core, radius, color });
        for (node, radius) in self.radii.iter().enumerate() {
            self.state(node).symbol(picture, self.place(node), *radius, self.on);
        }
    }

    /// Nodes from the one whose name matters most: the core, trouble, those with many links.
    fn by_weight(&self) -> Vec<usize> {
        let most = self.links.names.len() as f64;
        let weight = |(node, degree): (usize, &f64)| {
            let trouble = match self.state(node) {
                State::Failed => most * 2.0,
                State::Late => most,
                _ => 0.0,
            };
            let core = if node == self.core { most * 4.0 } else { 0.0 };
            -(core + trouble + degree)
        };
        view::ascending(&self.degrees.iter().enumerate().map(weight).collect::<Vec<_>>())
    }

    /// Names beside their nodes; one that would lie on another or on a node is left out.
    fn names(&self, picture: &mut Picture) {
        let size = small(self.on);
        let around = |(at, radius): (&Point, &f64)| {
            let r = radius * 1.1;
            [at.x - r, at.y - r, at.x + r, at.y + r]
        };
        let mut taken: Vec<Place> = self.places.iter().zip(&self.radii).map(around).collect();
        taken.push([0.0, 0.0, self.on.width, self.top]);
        for node in self.by_weight() {
            let Some((name, place)) = self.name_place(node, &taken) else { continue };
            let bold = node == self.core;
            taken.push(place);
            let color = match self.state(node) {
                State::Late | State::Failed => self.state(node).color(self.on),
                _ if bold => self.on.theme.text,
                _ => self.on.theme.muted,
            };
            let at = Point::new(place[0], (place[1] + place[3]) / 2.0);
            let anchor = Anchor::Start;
            picture.push(Shape::Text(Text { text: name, at, size, bold, anchor, color }));
        }
    }

    /// Where a node's name is free: in full, else cut; away from the core, where its links are not.
    /// The core's stands over nodes where need be.
    fn name_place(&self, node: usize, taken: &[Place]) -> Option<(String, Place)> {
        let size = small(self.on);
        let is_core = node == self.core;
        let at_place = self.place(node);
        let right = at_place.x >= self.place(self.core).x;
        let gap = at(&self.radii, node) * 1.2 + size * 0.2;
        let legend = [[0.0, 0.0, self.on.width, self.top]];
        let tries = [
            (self.on.width * NAME, taken),
            (size * 5.0, taken),
            (size * 5.0, if is_core { &legend } else { taken }),
        ];
        tries.into_iter().find_map(|(room, taken)| {
            let name = plot::fit(self.links.name(node), size, room, self.on.measure);
            let width = self.on.measure.width(&name, size, is_core);
            let place = free_place(at_place, right, gap, (width, size), taken, self.on)?;
            (!name.is_empty()).then_some((name, place))
        })
    }

    /// The core, the other nodes, then what links them.
    fn marks(&self, marks: &mut Vec<Mark>) {
        let others = (0..self.places.len()).filter(|node| *node != self.core);
        marks.extend(std::iter::once(self.core).chain(others).map(|node| self.node_mark(node)));
        marks.extend(self.links.links.iter().map(|link| {
            let (a, b) = (self.place(link.from), self.place(link.to));
            let value = link.value.filter(|_| self.links.valued).map(|value| Told {
                name: String::new(),
                value: self.on.told(value, self.links.unit.as_deref()),
                color: None,
            });
            Mark {
                reach: Reach::Along { points: vec![a, b], aside: 3.0 },
                at: Point::new((a.x + b.x) / 2.0, (a.y + b.y) / 2.0),
                label: format!("{} – {}", self.links.name(link.from), self.links.name(link.to)),
                told: value.into_iter().collect(),
            }
        }));
    }

    fn node_mark(&self, node: usize) -> Mark {
        let own = |(state, word): &Said| Told {
            name: String::new(),
            value: spoken(*state, word, self.on).to_string(),
            color: Some(state.color(self.on)),
        };
        let said = self.states.get(node).filter(|(state, _)| *state != State::Plain).map(own);
        let links = Told {
            name: words::connections(self.on.lang).into(),
            value: at(&self.degrees, node).to_string(),
            color: None,
        };
        let at_place = self.place(node);
        let radius = (at(&self.radii, node) * 1.2).max(6.0);
        Mark {
            reach: Reach::Disc { at: at_place, radius },
            at: at_place,
            label: self.links.name(node).into(),
            told: said.into_iter().chain([links]).collect(),
        }
    }
}
