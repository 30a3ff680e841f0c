//! What becomes of one column: by somebody's numbers in it first, then by its head, then by its cells.

use super::cells::{self, Seen};
use super::{Column, Shown, Sure, heads, showable};
use crate::data::clean::narrow;
use crate::data::number;
use crate::data::source::Mask;
use crate::data::table::Type;
use crate::data::when;
use crate::issue::{Meaning, Why};

/// A run of so many digits is no part of a name, but may be somebody's.
const TOO_MANY_DIGITS: usize = 7;
/// In fewer rows values need not come again.
const FEW: usize = 10;
/// The longest head, in characters.
const MAX_HEAD: usize = 60;
/// Of a hundred cells so many make a column's kind.
const MOST: usize = 60;
const NEARLY_ALL: usize = 90;

/// A column of this head and these cells.
pub fn column(at: usize, head: &str, seen: &Seen, twice: bool) -> Column {
    let known = heads::known(head);
    // What is longer is a text.
    let fits = head.chars().count() <= MAX_HEAD;
    let mut column = Column {
        at,
        field: known.map_or_else(|| format!("c{}", at + 1), |(_, field)| field.to_string()),
        head: showable(head).filter(|_| fits),
        name: showable(head).filter(|_| fits).map(|_| head.to_string()),
        kind: Type::Text,
        serial: false,
        unit: None,
        mask: Some(Mask::Hidden),
        shown: Shown::Hidden,
        why: Why::Unknown,
        sure: Sure::Quite,
        distinct: None,
    };
    let hidden = match () {
        _ if head.is_empty() => Some(Why::NoHead),
        _ if column.head.is_none() => Some(Why::BareHead),
        _ if twice => Some(Why::Twice),
        _ if seen.filled == 0 => Some(Why::Blank),
        _ => None,
    };
    if let Some(why) = hidden {
        column.why = why;
        return column;
    }
    let meaning = known.map(|(meaning, _)| meaning);
    if seen.personal > 0 {
        of_people(&mut column, meaning, seen);
        return column;
    }
    if !meaning.is_some_and(|meaning| by_head(&mut column, meaning, head, seen)) {
        by_cells(&mut column, meaning, head, seen);
    }
    column
}

impl Column {
    fn masked(&mut self, mask: Mask, why: Why, sure: Sure) {
        (self.mask, self.shown, self.why, self.sure) = (Some(mask), Shown::InRows, why, sure);
    }

    fn plain(&mut self, kind: Type, why: Why, sure: Sure) {
        (self.mask, self.kind, self.shown) = (None, kind, Shown::InRows);
        (self.why, self.sure) = (why, sure);
    }

    fn hidden(&mut self, why: Why, sure: Sure) {
        (self.mask, self.shown, self.why, self.sure) =
            (Some(Mask::Hidden), Shown::Hidden, why, sure);
    }
}

/// A column in which at least one cell looks like somebody's number.
fn of_people(column: &mut Column, meaning: Option<Meaning>, seen: &Seen) {
    let head = match meaning {
        Some(Meaning::Phone) => Some(Mask::Phone),
        Some(Meaning::IdNumber) => Some(Mask::IdNumber),
        _ => None,
    };
    let (phones, ids) = (seen.is_most(seen.phones, MOST), seen.is_most(seen.ids, MOST));
    let cells = match (phones, ids) {
        (true, _) => Some((Mask::Phone, Meaning::Phone)),
        (_, true) => Some((Mask::IdNumber, Meaning::IdNumber)),
        _ => None,
    };
    match (head, cells) {
        // 电话 over identity numbers: those are what is there.
        (Some(_), Some((mask, meaning))) | (None, Some((mask, meaning))) => {
            let sure = if head == Some(mask) { Sure::Quite } else { Sure::Fairly };
            let why = if head == Some(mask) { Why::Head(meaning) } else { Why::Cells(meaning) };
            column.masked(mask, why, sure);
            let field = if mask == Mask::Phone { "phone" } else { "id_number" };
            column.field = field.to_string();
        }
        (Some(mask), None) => {
            let meaning = meaning.unwrap_or(Meaning::Phone);
            column.masked(mask, Why::Head(meaning), Sure::Hardly);
        }
        (None, None) => column.hidden(Why::Numbers, Sure::Quite),
    }
}

/// By what the head says; false where the cells do not bear it out.
fn by_head(column: &mut Column, meaning: Meaning, head: &str, seen: &Seen) -> bool {
    use Meaning::*;
    let why = Why::Head(meaning);
    match meaning {
        Name => column.masked(Mask::PersonName, why, Sure::Fairly),
        Phone => column.masked(Mask::Phone, why, Sure::Hardly),
        IdNumber => column.masked(Mask::IdNumber, why, Sure::Hardly),
        Address => column.masked(Mask::Address, why, Sure::Fairly),
        Work => column.masked(Mask::Destination, why, Sure::Fairly),
        Birth | Account | Contact | Serial | Remark => column.hidden(why, Sure::Quite),
        Health | Sensitive | Employer => counted(column, why, seen),
        Date => return day(column, why, Sure::Quite, seen, MOST),
        Flag => return flag(column, why, Sure::Quite, seen, MOST),
        Number => return amount(column, why, Sure::Quite, head, seen, MOST),
        Place | Category => {
            // Where people live is a place however many there are; what is called a category must be one.
            let is =
                meaning == Place || (!seen.are_names() && (seen.repeats() || seen.filled < FEW));
            let Some(distinct) = seen.distinct().filter(|_| is) else { return false };
            column.plain(Type::Text, why, Sure::Quite);
            column.distinct = Some(distinct);
        }
    }
    if column.shown == Shown::InRows && meaning == Name && seen.are_names() {
        column.sure = Sure::Quite;
    }
    true
}

/// By the cells alone.
fn by_cells(column: &mut Column, meaning: Option<Meaning>, head: &str, seen: &Seen) {
    let own = Why::Cells;
    let found = day(column, own(Meaning::Date), Sure::Fairly, seen, NEARLY_ALL)
        || flag(column, own(Meaning::Flag), Sure::Fairly, seen, NEARLY_ALL)
        || amount(column, own(Meaning::Number), Sure::Fairly, head, seen, NEARLY_ALL);
    if found {
        return;
    }
    if seen.are_names() {
        return column.masked(Mask::PersonName, own(Meaning::Name), Sure::Hardly);
    }
    if seen.is_most(seen.doors, MOST) {
        return column.masked(Mask::Address, own(Meaning::Address), Sure::Hardly);
    }
    match seen.distinct().filter(|_| seen.repeats()) {
        Some(distinct) => {
            let sure = if meaning.is_some() { Sure::Fairly } else { Sure::Hardly };
            column.plain(Type::Text, Why::FewValues { distinct }, sure);
            column.distinct = Some(distinct);
        }
        None => column.hidden(Why::Unknown, Sure::Quite),
    }
}

/// What may be counted but says too much beside a person.
fn counted(column: &mut Column, why: Why, seen: &Seen) {
    match seen.distinct().filter(|_| seen.repeats() && !seen.are_names()) {
        Some(distinct) => {
            column.plain(Type::Text, why, Sure::Fairly);
            column.distinct = Some(distinct);
            column.shown = Shown::Counted;
        }
        None => column.hidden(why, Sure::Quite),
    }
}

fn day(column: &mut Column, why: Why, sure: Sure, seen: &Seen, percent: usize) -> bool {
    let serial = percent == MOST && seen.is_most(seen.serials, percent);
    if !serial && !seen.is_most(seen.days, percent) {
        return false;
    }
    column.plain(Type::Date, why, sure);
    column.serial = serial;
    true
}

fn flag(column: &mut Column, why: Why, sure: Sure, seen: &Seen, percent: usize) -> bool {
    if !seen.is_most(seen.flags, percent) {
        return false;
    }
    column.plain(Type::Flag, why, sure);
    column.distinct = Some(2);
    true
}

/// Numbers of many digits are the numbers of files and of people, unless the head says otherwise.
fn amount(
    column: &mut Column,
    why: Why,
    sure: Sure,
    head: &str,
    seen: &Seen,
    percent: usize,
) -> bool {
    if !seen.is_most(seen.numbers, percent) || (percent > MOST && seen.long_numbers > 0) {
        return false;
    }
    column.plain(Type::Number, why, sure);
    column.unit = heads::unit(head);
    if column.unit.is_some() {
        // The unit is said beside the numbers.
        column.head = column.head.as_deref().map(heads::without_unit);
    }
    true
}

/// Whether a first line's cell can be no head, where no head of the line is known.
pub fn is_data(head: &str, seen: &Seen) -> bool {
    const YEARS: std::ops::RangeInclusive<f64> = 1900.0..=2100.0;
    const SMALL: std::ops::RangeInclusive<f64> = 0.0..=31.0;
    let amount = number::read(head, "").map(|own| own.value);
    let amount = amount.is_some_and(|n| !YEARS.contains(&n) && !SMALL.contains(&n));
    let day = when::day(head, when::offset(0)).is_some() && seen.days > 0;
    let name = cells::is_name(head) && seen.are_names();
    has_digits(head) || amount || day || name || seen.has(head)
}

/// Whether a text has a run of digits that may be somebody's.
pub fn has_digits(text: &str) -> bool {
    let text = narrow(text);
    let mut runs = text.split(|c: char| !c.is_ascii_digit());
    runs.any(|run| run.len() >= TOO_MANY_DIGITS)
}
