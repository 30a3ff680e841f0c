//! What was found beside the boards: of the playlist, and of the browser.

use std::cell::RefCell;

use crate::issue::Issue;

#[derive(Default)]
pub struct Found {
    playlist: RefCell<Vec<Issue>>,
    browser: RefCell<Vec<Issue>>,
}

impl Found {
    /// All findings, once these are those of the playlist.
    pub fn of_playlist(&self, issues: Vec<Issue>) -> Vec<Issue> {
        self.playlist.replace(issues);
        self.all()
    }

    /// All findings, once there is this one of the browser; it stays.
    pub fn of_browser(&self, issue: Issue) -> Vec<Issue> {
        self.browser.borrow_mut().push(issue);
        self.all()
    }

    fn all(&self) -> Vec<Issue> {
        [self.browser.borrow().clone(), self.playlist.borrow().clone()].concat()
    }
}
