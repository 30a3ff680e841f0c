//! What stands above a plot: the axis's title at the left, the legend and what is not shown at the
//! right. The legend takes up to three lines before it cuts names.

use super::Draw;
use super::frame::small;
use super::scene::Entry;
use crate::look::plot;
use crate::look::{Anchor, Color, Picture, Point, Shape};

/// The height of a head of one line, in small type sizes.
pub const HEAD: f64 = 2.2;
/// The height of each further line.
const LINE: f64 = 1.5;

/// One series as a legend calls it.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub name: String,
    pub color: Color,
    /// How many keys before it have its colour: the list of colours has begun anew so often.
    pub round: usize,
}

impl Key {
    /// The keys of these names: the accent for one alone, else the theme's colours over and over.
    pub fn all(names: &[String], on: &Draw<'_>) -> Vec<Key> {
        let count = on.theme.series.len().max(1);
        let color = |at: usize| match names.len() {
            1 => on.theme.accent,
            _ => on.theme.series.get(at % count).copied().unwrap_or(on.theme.accent),
        };
        let mut keys: Vec<Key> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let color = color(at);
            let round = keys.iter().filter(|key| key.color == color).count();
            keys.push(Key { name: name.clone(), color, round });
        }
        keys
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    pub title: Option<String>,
    pub legend: Vec<Key>,
    pub missing: Option<String>,
    /// Pixels at the right end that something else takes.
    pub taken: f64,
}

/// The legend's words in their lines, and the room of each line.
struct Layout {
    lines: Vec<Vec<String>>,
    left: f64,
    right: f64,
}

impl Head {
    pub fn is_empty(&self) -> bool {
        self.title.is_none()
            && self.legend.is_empty()
            && self.missing.is_none()
            && self.taken == 0.0
    }

    /// Its lines, or where it is empty room for half a tick's label.
    pub fn height(&self, on: &Draw<'_>) -> f64 {
        let more = self.layout(on).lines.len().saturating_sub(1);
        small(on) * if self.is_empty() { 0.7 } else { HEAD + LINE * more as f64 }
    }

    fn shown_title(&self, on: &Draw<'_>) -> String {
        let title = self.title.as_deref().unwrap_or_default();
        plot::fit(title, small(on), on.width * 0.4, on.measure)
    }

    fn layout(&self, on: &Draw<'_>) -> Layout {
        let size = small(on);
        let width = |words: &str| on.measure.width(words, size, false);
        let title = self.shown_title(on);
        let left = size * 0.2 + if title.is_empty() { 0.0 } else { width(&title) + size };
        let missing = self.missing.as_deref().map_or(0.0, |words| width(words) + size);
        let right = on.width - size * 0.2 - missing - self.taken;
        let most = if on.height > size * 20.0 { 3 } else { 1 };
        let lines = lines(&self.legend, right - left, most, on);
        Layout { lines, left, right }
    }

    /// Writes it and says where each entry stands; what is switched off is faded.
    pub fn write(self, picture: &mut Picture, on: &Draw<'_>) -> Vec<Entry> {
        let size = small(on);
        let middle = size * 0.7;
        let layout = self.layout(on);
        let title = self.shown_title(on);
        let muted = on.theme.muted;
        if !title.is_empty() {
            let at = Point::new(size * 0.2, middle);
            picture.push(plot::text(title, at, size, Anchor::Start, muted));
        }
        if let Some(missing) = self.missing.filter(|_| layout.right + size > layout.left) {
            let at = Point::new(layout.right + size, middle);
            picture.push(plot::text(missing, at, size, Anchor::Start, muted));
        }
        let mut keys = self.legend.into_iter();
        let mut entries = Vec::new();
        for (at, names) in layout.lines.into_iter().enumerate() {
            let middle = middle + size * LINE * at as f64;
            let used: f64 = names.iter().map(|name| room(name, on)).sum();
            let mut x = (layout.right - used + size * 0.9).max(layout.left);
            for (name, key) in names.into_iter().zip(&mut keys) {
                let wide = room(&name, on);
                entries.push(entry(picture, (x, middle), (name, key), on));
                x += wide;
            }
        }
        entries
    }
}

/// The room of an entry: swatch, name and the gaps behind them.
fn room(name: &str, on: &Draw<'_>) -> f64 {
    on.measure.width(name, small(on), false) + AROUND * small(on)
}

/// What stands around an entry's name, in small type sizes.
const AROUND: f64 = 1.9;

/// The names in as few lines as hold them whole, at most `most`; cut where that is too few, and none
/// where not a letter would stay.
fn lines(legend: &[Key], room_of_line: f64, most: usize, on: &Draw<'_>) -> Vec<Vec<String>> {
    if legend.is_empty() {
        return Vec::new();
    }
    let longest = small(on) * 12.0;
    let whole = legend.iter().map(|key| plot::fit(&key.name, small(on), longest, on.measure));
    let packed = packed(whole.collect(), room_of_line, on);
    if packed.len() <= most && packed.iter().all(|line| used(line, on) <= room_of_line) {
        return packed;
    }
    let each = legend.len().div_ceil(most);
    let share = room_of_line / each as f64 - AROUND * small(on);
    if share <= 0.0 {
        return Vec::new();
    }
    let cut = |key: &Key| plot::fit(&key.name, small(on), share, on.measure);
    legend.chunks(each).map(|keys| keys.iter().map(cut).collect()).collect()
}

fn used(line: &[String], on: &Draw<'_>) -> f64 {
    line.iter().map(|name| room(name, on)).sum()
}

fn packed(names: Vec<String>, room_of_line: f64, on: &Draw<'_>) -> Vec<Vec<String>> {
    let mut lines: Vec<Vec<String>> = Vec::new();
    for name in names {
        match lines.last_mut() {
            Some(line) if used(line, on) + room(&name, on) <= room_of_line => line.push(name),
            _ => lines.push(vec![name]),
        }
    }
    lines
}

fn entry(
    picture: &mut Picture,
    (x, middle): (f64, f64),
    (shown, key): (String, Key),
    on: &Draw<'_>,
) -> Entry {
    let size = small(on);
    let swatch = size * 0.6;
    let off = on.pose.hides(&key.name);
    let fill = key.color.fade(if off { 0.3 } else { 1.0 });
    let text = if off { on.theme.muted.fade(0.55) } else { on.theme.text };
    // A swatch in as many pieces as its colour has been used.
    let pieces = key.round.min(3) + 1;
    let step = swatch / (pieces as f64 - 0.4);
    for piece in 0..pieces {
        let width = if pieces == 1 { swatch } else { step * 0.6 };
        let at = Point::new(x + step * piece as f64, middle - swatch / 2.0);
        picture.push(Shape::Rect { at, width, height: swatch, fill });
    }
    let wide = room(&shown, on) - size * 0.9;
    let at = Point::new(x + size, middle);
    picture.push(plot::text(shown, at, size, Anchor::Start, text));
    let place = (x, middle - size * 0.7, x + wide, middle + size * 0.7);
    Entry { name: key.name, color: key.color, place, off }
}
