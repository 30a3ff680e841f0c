//! The net of a radar: where its middle is, its rings and spokes, and the words around it.

use super::{Draw, Picture, Point, RINGS, Scene, Shape, Stroke, TAU, View, format, small};
use crate::look::{Anchor, plot};
use crate::panel::toggles;

/// The place of the net, in CSS pixels.
pub(super) struct Web {
    middle: Point,
    pub radius: f64,
    axes: usize,
    /// What the words around may take: left and right.
    room: (f64, f64),
    /// There is room for words.
    worded: bool,
}

impl Web {
    /// The net beside the legend, or under it where the picture is narrow; writes the legend.
    pub fn of(scene: &mut Scene, view: &View, on: &Draw<'_>) -> Web {
        let size = small(on);
        let worded = on.width > size * 10.0 && on.height > size * 7.0;
        let keyed = on.width > size * 10.0 && on.height > size * 10.0 && view.keys.len() > 1;
        let (mut right, mut top) = (on.width, 0.0);
        if keyed && on.width > on.height * 1.2 && on.width > size * 22.0 {
            let wide = toggles::column_width(&view.keys, on.width * 0.28, on);
            // Net and legend stand together in the middle.
            let used = on.height + size * 10.0 + wide;
            let edge = ((on.width - used) / 2.0).max(size * 0.4);
            let column = (on.width - edge - wide, on.width - edge, on.height / 2.0);
            toggles::column(scene, &view.keys, column, on);
            right = on.width - edge - wide - size;
        } else if keyed {
            toggles::line(scene, &view.keys, (0.0, on.width - size * 0.2, size * 0.9), on);
            top = if scene.legend.is_empty() { 0.0 } else { size * 2.0 };
        }
        let left =
            if right < on.width { (on.width - right - size * 12.0).max(0.0) * 0.5 } else { 0.0 };
        let (wide, high) = (right - left, on.height - top);
        let radius = match worded {
            // A line of words over and under, four characters at either side.
            true => (high / 2.0 - size * 1.6).min(wide / 2.0 - size * 4.5),
            false => high.min(wide) / 2.0 - (on.em * 0.15).max(3.0),
        };
        let middle = Point::new((left + right) / 2.0, top + high / 2.0);
        Web { middle, radius: radius.max(2.0), axes: view.axes.len(), room: (left, right), worded }
    }

    fn angle(&self, axis: usize) -> f64 {
        axis as f64 / self.axes.max(1) as f64 * TAU
    }

    fn around(&self, angle: f64, radius: f64) -> Point {
        Point::new(self.middle.x + radius * angle.sin(), self.middle.y - radius * angle.cos())
    }

    /// The place on an axis, from the middle (0) to the rim (1).
    pub fn at(&self, axis: usize, share: f64) -> Point {
        self.around(self.angle(axis), self.radius * share)
    }

    /// The part of the net that is nearer to this axis than to any other.
    pub fn wedge(&self, axis: usize) -> Vec<Point> {
        let half = TAU / 2.0 / self.axes.max(1) as f64;
        let angle = self.angle(axis);
        let rim = |turn: f64| self.around(angle + turn, self.radius);
        vec![self.middle, rim(-half), rim(0.0), rim(half)]
    }

    pub fn rings(&self, picture: &mut Picture, on: &Draw<'_>) {
        for ring in 1..=RINGS {
            let share = ring as f64 / RINGS as f64;
            let points = (0..=self.axes).map(|axis| self.at(axis % self.axes.max(1), share));
            let color = on.theme.hairline.fade(if ring == RINGS { 1.0 } else { 0.7 });
            picture.push(Shape::Line { points: points.collect(), stroke: Stroke::new(color, 1.0) });
        }
        for axis in 0..self.axes {
            let points = vec![self.middle, self.at(axis, 1.0)];
            picture.push(Shape::Line {
                points,
                stroke: Stroke::new(on.theme.hairline.fade(0.7), 1.0),
            });
        }
    }

    /// The axes' names around the net, and what the rings stand for where all axes share them. A
    /// name that would lie on another is left out.
    pub fn words(&self, picture: &mut Picture, view: &View, on: &Draw<'_>) {
        if !self.worded {
            return;
        }
        let mut taken: Vec<[f64; 4]> = Vec::new();
        for (axis, name) in view.axes.iter().enumerate() {
            self.name(picture, axis, name, &mut taken, on);
        }
        if view.shared && self.radius > small(on) * 5.0 {
            self.steps(picture, view, on);
        }
    }

    fn name(
        &self,
        picture: &mut Picture,
        axis: usize,
        name: &str,
        taken: &mut Vec<[f64; 4]>,
        on: &Draw<'_>,
    ) {
        let size = small(on);
        let (sin, cos) = self.angle(axis).sin_cos();
        let at = self.around(self.angle(axis), self.radius + size * 0.5);
        let y = (at.y - cos * size * 0.45).clamp(size * 0.5, on.height - size * 0.5);
        let (left, right) = self.room;
        let (anchor, room) = match sin {
            sin if sin > 0.1 => (Anchor::Start, right - at.x),
            sin if sin < -0.1 => (Anchor::End, at.x - left),
            _ => (
                Anchor::Middle,
                (right - at.x).min(at.x - left).min(self.radius.max(size * 5.0)) * 2.0,
            ),
        };
        let name = plot::fit(name, size, room - size * 0.2, on.measure);
        let wide = on.measure.width(&name, size, false);
        let begin = match anchor {
            Anchor::Start => at.x,
            Anchor::Middle => at.x - wide / 2.0,
            Anchor::End => at.x - wide,
        };
        let own = [begin - size * 0.3, y - size * 0.5, begin + wide + size * 0.3, y + size * 0.5];
        let clear = |other: &[f64; 4]| {
            own[2] <= other[0] || other[2] <= own[0] || own[3] <= other[1] || other[3] <= own[1]
        };
        if !name.is_empty() && taken.iter().all(clear) {
            taken.push(own);
            picture.push(plot::text(name, Point::new(at.x, y), size, anchor, on.theme.text));
        }
    }

    /// What the inner rings stand for, beside the axis at twelve; the unit once, at the outermost.
    fn steps(&self, picture: &mut Picture, view: &View, on: &Draw<'_>) {
        let size = small(on) * 0.85;
        let most = view.most.first().copied().unwrap_or(1.0);
        let unit = on.unit.or(view.unit.as_deref());
        let said: Vec<String> = (1..=RINGS)
            .map(|ring| {
                let unit = unit.filter(|_| ring == RINGS);
                let step = most * ring as f64 / RINGS as f64;
                format::number(step, on.format, unit, on.lang).line()
            })
            .collect();
        let wide = |words: &String| on.measure.width(words, size, false);
        if said.iter().map(wide).fold(0.0, f64::max) > self.radius * 0.42 {
            return;
        }
        for (ring, said) in (1..=RINGS).zip(said) {
            let at = self.at(0, ring as f64 / RINGS as f64);
            let at = Point::new(at.x + size * 0.35, at.y + size * 0.7);
            picture.push(plot::text(said, at, size, Anchor::Start, on.theme.muted.fade(0.85)));
        }
    }
}
