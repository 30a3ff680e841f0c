//! What a reader has done to a panel: which page, which order, what is switched off. Nothing of it
//! is data, and none of it outlives the page.

/// China has five levels of division; a board may have a few more of its own.
pub const MOST_LEVELS: usize = 8;

/// The pose of one panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pose {
    /// Which page, card or tab is in sight, counted on over the ends; see `page_of`.
    pub page: i64,
    /// A hand has taken the pager: nothing turns by itself any more.
    pub held: bool,
    /// The column that a table is sorted by, and whether it descends.
    pub sort: Option<(usize, bool)>,
    /// Names of series that are switched off.
    pub hidden: Vec<String>,
    /// The codes of the regions that have been entered, the outermost first.
    pub path: Vec<String>,
    /// Numbers instead of the drawing.
    pub sheet: bool,
    /// The part of the x axis that is looked at, in shares of the whole.
    pub range: Option<(f64, f64)>,
}

impl Pose {
    /// Does what an element's `act` says: `next`, `back`, `page:N`, `sort:N`, `toggle:NAME`, `hold`,
    /// `sheet`, `reset`, `enter:CODE`, `up:DEPTH`. False where it is no such word.
    pub fn act(&mut self, word: &str) -> bool {
        let (verb, rest) = word.split_once(':').unwrap_or((word, ""));
        let number = rest.parse::<usize>();
        match (verb, number) {
            ("next", _) => self.turn(self.page + 1),
            ("back", _) => self.turn(self.page - 1),
            ("page", Ok(page)) => self.turn(page as i64),
            ("sort", Ok(column)) => self.sort_by(column),
            ("toggle", _) => self.toggle(rest),
            ("hold", _) => self.held = !self.held,
            ("sheet", _) => self.sheet = !self.sheet,
            ("reset", _) => self.range = None,
            ("enter", _) if self.path.len() < MOST_LEVELS => self.path.push(rest.to_string()),
            ("up", Ok(depth)) => self.path.truncate(depth),
            _ => return false,
        }
        true
    }

    /// Which of `count` pages is in sight.
    pub fn page_of(&self, count: usize) -> usize {
        self.page.rem_euclid(count.max(1) as i64) as usize
    }

    fn turn(&mut self, page: i64) {
        (self.page, self.held) = (page, true);
    }

    /// Ascending, then descending, then as it came.
    fn sort_by(&mut self, column: usize) {
        self.sort = match self.sort {
            Some((own, false)) if own == column => Some((column, true)),
            Some((own, true)) if own == column => None,
            _ => Some((column, false)),
        };
    }

    fn toggle(&mut self, name: &str) {
        match self.hidden.iter().position(|own| own == name) {
            Some(at) => drop(self.hidden.remove(at)),
            None => self.hidden.push(name.to_string()),
        }
    }

    pub fn hides(&self, name: &str) -> bool {
        self.hidden.iter().any(|own| own == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_sorts_up_then_down_then_not() {
        let mut pose = Pose::default();
        let mut seen = Vec::new();
        for _ in 0..3 {
            assert!(pose.act("sort:2"));
            seen.push(pose.sort);
        }
        assert_eq!(seen, [Some((2, false)), Some((2, true)), None]);
    }

    #[test]
    fn a_hand_holds_the_page_and_unknown_words_do_nothing() {
        let mut pose = Pose::default();
        assert!(pose.act("back") && pose.held && pose.page_of(3) == 2);
        assert!(pose.act("toggle:复工率") && pose.hides("复工率"));
        assert!(pose.act("toggle:复工率") && !pose.hides("复工率"));
        let before = pose.clone();
        assert!(!pose.act("explode") && !pose.act("page:x"));
        assert_eq!(pose, before);
    }
}
