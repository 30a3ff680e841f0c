//! Where the lights of a flow are at a time: each way has one with a fading tail.

use super::scene::Arc;
use crate::geo::{Xy, arc_at};
use crate::look::Color;

/// How long a round takes.
pub const ROUND_MS: f64 = 3_000.0;
/// A light's tail: so many dots, each so much of the way behind the last.
pub const TAIL: usize = 9;
pub const TAIL_STEP: f64 = 0.014;

/// A dot of light.
#[derive(Clone, Debug, PartialEq)]
pub struct Light {
    pub at: Xy,
    pub radius: f64,
    /// 0 to 1.
    pub strength: f64,
    pub color: Color,
}

/// The dots after `time` milliseconds, of each way from the head to the tail's end.
pub fn lights(arcs: &[Arc], time: f64) -> Vec<Light> {
    let mut lights = Vec::with_capacity(arcs.len() * TAIL);
    for own in arcs {
        let (from, to) = own.window;
        let round = (time / ROUND_MS + own.phase).fract();
        let head = (round - from) / (to - from);
        for dot in (0..TAIL).filter(|_| head <= 1.0) {
            let t = head - dot as f64 * TAIL_STEP;
            if t <= 0.0 {
                break;
            }
            let fade = 1.0 - dot as f64 / TAIL as f64;
            lights.push(Light {
                at: arc_at(&own.curve, t),
                radius: own.radius * (0.5 + 0.5 * fade),
                strength: fade * fade,
                color: own.color,
            });
        }
    }
    lights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::arc;

    fn way(window: (f64, f64)) -> [Arc; 1] {
        let curve = arc(Xy { x: 0.0, y: 0.0 }, Xy { x: 100.0, y: 0.0 }, 0.2);
        [Arc { curve, radius: 2.0, color: Color(0xff), phase: 0.0, window }]
    }

    #[test]
    fn a_light_goes_from_the_origin_to_the_end_in_three_seconds() {
        let head = |time| lights(&way((0.0, 1.0)), time).first().map(|light| light.at.x);
        assert!(head(30.0).is_some_and(|x| x < 5.0));
        assert!(head(2_970.0).is_some_and(|x| x > 95.0));
        assert!(head(3_030.0).is_some_and(|x| x < 5.0));
    }

    #[test]
    fn a_leg_is_lit_in_its_own_part_of_the_round_alone() {
        let head = |time| lights(&way((0.5, 1.0)), time).first().map(|light| light.at.x);
        assert_eq!(head(1_400.0), None);
        assert!(head(1_530.0).is_some_and(|x| x < 5.0));
        assert!(head(2_970.0).is_some_and(|x| x > 95.0));
    }
}
