//! Arrangement + viewport -> CSS grid and type size. All lengths are CSS pixels.
//!
//! Deliberately absent: rectangles in pixels, but where bezels ask for them; the browser's grid makes
//! them. No `transform: scale`, but for a controller that stretches what it is given.

mod seams;

use super::normal::{Arrangement, Board};
use super::spec::{Stretch, When};
pub use seams::{Fit, fit, seams, title_shift};

/// Where Daping adds the phone's stack, screens narrower than this are left to it.
pub const PHONE_WIDTH: u32 = 600;
/// Grids for screens this wide are walls.
pub const WALL_WIDTH: u32 = 1_600;
/// Grids for upright screens this wide are walls too: kiosks and columns of screens.
pub const KIOSK_WIDTH: u32 = 900;
/// Lines of text on a wall's shorter side: what is smaller cannot be read across a hall.
const WALL_LINES: f64 = 45.0;
/// From a laptop that plays wall to a video wall of 7200 rows.
const WALL_EM: (f64, f64) = (14.0, 160.0);
const DESK_EM: (f64, f64) = (14.0, 20.0);
/// Smaller than 16 and phones zoom into fields by themselves.
pub const PHONE_EM: f64 = 16.0;

/// The arrangement of that name, else the first whose `when` holds, else the last.
pub fn choose<'a>(
    board: &'a Board,
    width: f64,
    height: f64,
    asked: Option<&str>,
) -> Option<&'a Arrangement> {
    let layout = &board.layout;
    let named = asked.and_then(|name| layout.iter().find(|own| own.name == name));
    let held = || layout.iter().find(|own| holds(own, width, height));
    named.or_else(held).or(layout.last())
}

fn holds(arrangement: &Arrangement, width: f64, height: f64) -> bool {
    let When { min_width, max_width, min_height, max_height, min_ratio, max_ratio } =
        arrangement.when;
    let least = |least: Option<u32>, side: f64| least.is_none_or(|least| side >= f64::from(least));
    let most = |most: Option<u32>, side: f64| most.is_none_or(|most| side <= f64::from(most));
    // Multiplied, not divided: a height of zero is no accident worth a NaN.
    let broad = min_ratio.is_none_or(|least| width >= least * height);
    let slim = max_ratio.is_none_or(|most| width <= most * height);
    let wide = least(min_width, width) && most(max_width, width);
    wide && least(min_height, height) && most(max_height, height) && broad && slim
}

/// An arrangement as CSS has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// `grid-template-columns`
    pub columns: String,
    /// `grid-template-rows`
    pub rows: String,
    /// `grid-template-areas`
    pub areas: String,
    /// The names in the order of reading, each once. A name without a panel was left out.
    pub panels: Vec<String>,
}

pub fn grid(arrangement: &Arrangement) -> Grid {
    let stacked = arrangement.areas.is_empty();
    let cells: Vec<Vec<String>> = match stacked {
        true => arrangement.stack.iter().map(|name| vec![name.clone()]).collect(),
        false => arrangement.areas.clone(),
    };
    let width = cells.first().map_or(1, Vec::len);
    let height = if stacked { None } else { Some(cells.len()) };
    let areas: Vec<String> = cells.iter().map(|row| format!("\"{}\"", row.join(" "))).collect();
    Grid {
        columns: tracks(arrangement.columns.as_deref(), Some(width)),
        rows: tracks(arrangement.rows.as_deref(), height),
        areas: if areas.is_empty() { "none".to_string() } else { areas.join(" ") },
        panels: panels(&cells),
    }
}

/// Shares of the room may not grow with their content, or one long name breaks the wall: `1fr` is
/// said as `minmax(0, 1fr)`. Without a count the tracks are as high as what is in them.
fn tracks(authored: Option<&str>, count: Option<usize>) -> String {
    match (authored, count) {
        (Some(authored), _) => {
            let one = |track: &str| match track.ends_with("fr") {
                true => format!("minmax(0, {track})"),
                false => track.to_string(),
            };
            authored.split_whitespace().map(one).collect::<Vec<_>>().join(" ")
        }
        (None, Some(count)) => format!("repeat({}, minmax(0, 1fr))", count.max(1)),
        (None, None) => "auto".to_string(),
    }
}

fn panels(cells: &[Vec<String>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in cells.iter().flatten() {
        if name != "." && !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// What an arrangement is made for; style/ and the type size follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Read from afar: fills the screen, nothing scrolls. Also where all rows are fixed.
    Wall,
    /// Read at arm's length: as long as its panels need.
    Desk,
    /// One column for a thumb.
    Phone,
}

impl Form {
    pub fn word(self) -> &'static str {
        match self {
            Form::Wall => "wall",
            Form::Desk => "desk",
            Form::Phone => "phone",
        }
    }
}

/// A stack is for phones; a grid is a wall for 1600 pixels and more of either side, or for upright
/// screens of 900 and more; other grids are for desks.
pub fn form(arrangement: &Arrangement) -> Form {
    let When { min_width, min_height, max_ratio, .. } = arrangement.when;
    let upright = max_ratio.is_some_and(|most| most <= 1.0);
    let wide = if upright { KIOSK_WIDTH } else { WALL_WIDTH };
    let is_wall = min_width.is_some_and(|least| least >= wide)
        || min_height.is_some_and(|least| least >= WALL_WIDTH);
    match arrangement.name.as_str() {
        "phone" => Form::Phone,
        _ if arrangement.areas.is_empty() => Form::Phone,
        "wall" => Form::Wall,
        _ if is_wall || is_fixed(arrangement) => Form::Wall,
        _ => Form::Desk,
    }
}

/// Whether every row has a height of its own in pixels: its panels do not grow, and the page is as
/// high as they are together.
pub fn is_fixed(arrangement: &Arrangement) -> bool {
    let rows = arrangement.rows.as_deref().unwrap_or("auto");
    !arrangement.areas.is_empty() && rows.split_whitespace().all(|track| track.ends_with("px"))
}

/// What an arrangement is laid out on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stage {
    /// The window, in pixels that are square once the controller has stretched them.
    pub width: f64,
    pub height: f64,
    /// What `main` is scaled by to fill the window again; 1 where nothing is stretched.
    pub scale_x: f64,
    pub scale_y: f64,
}

/// A controller that shows 1920 × 1080 on 6720 × 2160 stretches by 3.5 and 2. Laid out on a stage of
/// 3360 × 1080 and squeezed into the signal, circles are round on the wall.
pub fn stage(arrangement: &Arrangement, width: f64, height: f64) -> Stage {
    let Stretch { x, y } = arrangement.stretch;
    Stage { width: width * x, height: height * y, scale_x: 1.0 / x, scale_y: 1.0 / y }
}

/// The size of body text on a stage of that width and height. A wall is read from afar, so it
/// follows the shorter side; a phone has the size of phones; a desk follows both sides.
pub fn em(arrangement: &Arrangement, width: f64, height: f64) -> f64 {
    let (size, (least, most)) = match form(arrangement) {
        Form::Phone => return PHONE_EM,
        Form::Wall if !is_fixed(arrangement) => (width.min(height) / WALL_LINES, WALL_EM),
        Form::Wall | Form::Desk => ((width / 90.0).min(height / 50.0), DESK_EM),
    };
    if size.is_finite() { size.clamp(least, most) } else { PHONE_EM }
}
