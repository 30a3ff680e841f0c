//! What an arrangement says of its screen: when it holds, bezels, a controller's stretch. What is
//! out of bounds is a finding and is left out.

use crate::grammar::node::{Object, Value};

use super::check::wrong;

use super::spec::{Seams, Stretch, When};
use crate::grammar::{Findings, node, short};
use crate::issue::BoardFault;

/// Twelve screens of eight thousand pixels side by side.
const MAX_LENGTH: f64 = 100_000.0;
const MAX_RATIO: f64 = 100.0;
const LEAST_RATIO: f64 = 0.01;
/// Screens in one direction.
const MAX_SCREENS: f64 = 32.0;
const MAX_GAP: f64 = 500.0;
/// More is a mistake, not a controller.
const STRETCH: (f64, f64) = (0.1, 10.0);

/// Numbers of one object that have bounds.
struct Bounded<'n, 'f, 't> {
    object: Option<&'n Object<'n>>,
    findings: &'f mut Findings<'t>,
}

impl Bounded<'_, '_, '_> {
    /// The number, where it is in its bounds.
    fn within(&mut self, key: &str, number: f64, (least, most): (f64, f64)) -> Option<f64> {
        if (least..=most).contains(&number) {
            return Some(number);
        }
        if let Some(value) = self.object.and_then(|object| node::get(object, key)) {
            let found = value.as_number_lit().map_or("number", |number| number.value);
            let expected = format!("number from {least} to {most}");
            self.findings.fault(value.start(), wrong(short(found), expected));
        }
        None
    }

    fn length(&mut self, key: &str, number: Option<u32>) -> Option<u32> {
        let bounds = (1.0, MAX_LENGTH);
        number.filter(|number| self.within(key, f64::from(*number), bounds).is_some())
    }

    /// A most below its least: an arrangement that no screen has.
    fn crossed(&mut self, keys: (&'static str, &'static str), least: f64, most: f64) -> bool {
        let crossed = most < least;
        if let Some(value) = self.object.and_then(|own| node::get(own, keys.1)).filter(|_| crossed)
        {
            self.findings.fault(value.start(), BoardFault::Crossed { least: keys.0, most: keys.1 });
        }
        crossed
    }
}

fn bounded<'n, 'f, 't>(
    object: &'n Object<'n>,
    key: &str,
    findings: &'f mut Findings<'t>,
) -> Bounded<'n, 'f, 't> {
    Bounded { object: node::get(object, key).and_then(Value::as_object), findings }
}

/// A most that its least excludes is left out.
pub fn when(object: &Object, authored: When, findings: &mut Findings) -> When {
    let mut own = bounded(object, "when", findings);
    let ratio = (LEAST_RATIO, MAX_RATIO);
    let mut when = When {
        min_width: own.length("min_width", authored.min_width),
        max_width: own.length("max_width", authored.max_width),
        min_height: own.length("min_height", authored.min_height),
        max_height: own.length("max_height", authored.max_height),
        min_ratio: authored.min_ratio.and_then(|least| own.within("min_ratio", least, ratio)),
        max_ratio: authored.max_ratio.and_then(|most| own.within("max_ratio", most, ratio)),
    };
    if let (Some(least), Some(most)) = (when.min_width, when.max_width)
        && own.crossed(("min_width", "max_width"), f64::from(least), f64::from(most))
    {
        when.max_width = None;
    }
    if let (Some(least), Some(most)) = (when.min_height, when.max_height)
        && own.crossed(("min_height", "max_height"), f64::from(least), f64::from(most))
    {
        when.max_height = None;
    }
    if let (Some(least), Some(most)) = (when.min_ratio, when.max_ratio)
        && own.crossed(("min_ratio", "max_ratio"), least, most)
    {
        when.max_ratio = None;
    }
    when
}

/// None where there is one screen only.
pub fn seams(object: &Object, authored: Option<Seams>, findings: &mut Findings) -> Option<Seams> {
    let Seams { columns, rows, gap } = authored?;
    let mut own = bounded(object, "seams", findings);
    let mut screens = |key, count: u32| match own.within(key, f64::from(count), (1.0, MAX_SCREENS))
    {
        Some(_) => count,
        None => 1,
    };
    let (columns, rows) = (screens("columns", columns), screens("rows", rows));
    let gap = own.within("gap", gap, (0.0, MAX_GAP)).unwrap_or(0.0);
    (columns > 1 || rows > 1).then_some(Seams { columns, rows, gap })
}

pub fn stretch(object: &Object, authored: Option<Stretch>, findings: &mut Findings) -> Stretch {
    let Stretch { x, y } = authored.unwrap_or_default();
    let mut own = bounded(object, "stretch", findings);
    Stretch {
        x: own.within("x", x, STRETCH).unwrap_or(1.0),
        y: own.within("y", y, STRETCH).unwrap_or(1.0),
    }
}
