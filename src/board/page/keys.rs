//! The keys of the whole page: which key means what, by where the focus is.

/// What a key asks of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    FullScreen,
    /// All sources ask at once.
    Refresh,
    /// All that moves by itself stands still, or goes on.
    Pause,
    Search,
    /// Chooses a file of this machine.
    File,
    /// The page's address as a code for a camera.
    Code,
    /// The playlist's next board, and the one before.
    Next,
    Back,
    /// Closes what is open.
    Away,
}

/// Where the focus is when a key goes down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// On nothing that knows keys of its own.
    Page,
    /// A text is being written.
    Text,
    /// A drawing, a roster, a slider or what scrolls: arrows and the space bar are its own.
    Moves,
    /// A button or a menu: the space bar presses it.
    Button,
}

/// Keys that are held down with another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Control, Alt or Meta: the browser's and the system's own.
    pub other: bool,
    pub shift: bool,
}

/// `(KeyboardEvent.key, what is held with it, where) -> command`; `None` leaves the key to whoever has
/// the focus.
pub fn command(key: &str, held: Held, focus: Focus) -> Option<Command> {
    let away = key == "Escape";
    if held.other || focus == Focus::Text && !away {
        return None;
    }
    match key {
        // Some layouts reach these with Shift; a Chinese keyboard writes the wide ones.
        "?" | "\u{ff1f}" => return Some(Command::Help),
        "/" | "\u{3001}" => return Some(Command::Search),
        _ if held.shift => return None,
        _ => (),
    }
    let free = focus == Focus::Page;
    match key {
        "f" | "F" => Some(Command::FullScreen),
        "r" | "R" => Some(Command::Refresh),
        "o" | "O" => Some(Command::File),
        "q" | "Q" => Some(Command::Code),
        " " if free => Some(Command::Pause),
        "ArrowRight" if focus != Focus::Moves => Some(Command::Next),
        "ArrowLeft" if focus != Focus::Moves => Some(Command::Back),
        "Escape" => Some(Command::Away),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Held = Held { other: false, shift: false };
    const SHIFT: Held = Held { other: false, shift: true };
    const OTHER: Held = Held { other: true, shift: false };

    #[test]
    fn a_key_means_what_it_means_where_the_focus_is() {
        use Command::*;
        use Focus::{Button, Moves, Page, Text};
        // By key and what is held: on the page, in a text, on what moves, on a button.
        let cases = [
            ("?", SHIFT, [Some(Help), None, Some(Help), Some(Help)]),
            ("\u{ff1f}", SHIFT, [Some(Help), None, Some(Help), Some(Help)]),
            ("/", NONE, [Some(Search), None, Some(Search), Some(Search)]),
            ("/", SHIFT, [Some(Search), None, Some(Search), Some(Search)]),
            ("f", NONE, [Some(FullScreen), None, Some(FullScreen), Some(FullScreen)]),
            ("F", NONE, [Some(FullScreen), None, Some(FullScreen), Some(FullScreen)]),
            ("F", SHIFT, [None; 4]),
            ("r", NONE, [Some(Refresh), None, Some(Refresh), Some(Refresh)]),
            ("o", NONE, [Some(File), None, Some(File), Some(File)]),
            ("q", NONE, [Some(Code), None, Some(Code), Some(Code)]),
            (" ", NONE, [Some(Pause), None, None, None]),
            ("ArrowRight", NONE, [Some(Next), None, None, Some(Next)]),
            ("ArrowLeft", NONE, [Some(Back), None, None, Some(Back)]),
            ("Escape", NONE, [Some(Away); 4]),
            ("t", NONE, [None; 4]),
            ("Enter", NONE, [None; 4]),
            ("ArrowDown", NONE, [None; 4]),
            ("Process", NONE, [None; 4]),
        ];
        for (key, held, expected) in cases {
            let all = [Page, Text, Moves, Button].map(|focus| command(key, held, focus));
            assert_eq!(all, expected, "{key:?} {held:?}");
            // The browser's own keys stay the browser's.
            for focus in [Page, Text, Moves, Button] {
                assert_eq!(command(key, OTHER, focus), None, "{key:?} {focus:?}");
            }
        }
    }
}
