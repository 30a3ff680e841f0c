//! Which level of its maps a panel shows: its own outline, or that inside the regions that were
//! entered one after another.

use std::rc::Rc;

use super::outlines::Known;
use super::wall::Wall;
use crate::geo::{File, Outline};
use crate::issue::{DataFault, Issue, Lang, OutlineFault, Place, words};

/// The deepest level that can be shown.
#[derive(Default)]
pub struct Level {
    pub file: Rc<File>,
    /// From the outermost; each is held for as long as the level is shown. Empty where none may be.
    pub outlines: Vec<Rc<Outline>>,
    /// What the levels are called, the outermost first.
    pub names: Vec<String>,
    /// Why the level that was asked for is not shown, while the one above is.
    pub said: Option<String>,
    /// What was found on the way.
    pub issues: Vec<Issue>,
}

impl Level {
    /// How many regions have been entered.
    pub fn depth(&self) -> usize {
        self.names.len().saturating_sub(1)
    }

    pub fn outline(&self) -> Option<&Outline> {
        self.outlines.get(self.depth()).map(Rc::as_ref)
    }

    fn push(&mut self, name: String, file: Rc<File>, outline: Option<Rc<Outline>>) {
        let odd = outline.iter().flat_map(|outline| &outline.oddities);
        let odd = odd.map(|odd| Issue::data(Place::document(&name), DataFault::Odd(odd.clone())));
        self.issues.extend(odd.map(Issue::notice));
        self.file = file;
        self.outlines.extend(outline);
    }

    /// Goes into one region more; false where the way ends.
    fn enter(&mut self, wall: &Wall, code: &str, lang: Lang) -> bool {
        let regions = self.outline().map(|outline| &outline.regions[..]).unwrap_or_default();
        let region = regions.iter().find(|region| region.code == code);
        let name = region.map_or(code, |region| &region.name).to_string();
        let Some(inside) = region.and_then(|_| self.file.inside(code)) else {
            self.stop(code, OutlineFault::Missing, &name, lang);
            return false;
        };
        let (file, known) = wall.outlines.get(&wall.board, &inside, &self.file);
        match known {
            Known::Here(outline) => self.push(inside, file, Some(outline)),
            Known::Unlicensed => self.push(inside, file, None),
            Known::Waiting => {
                self.said = Some(words::loading(lang).into());
                return false;
            }
            Known::Broken(fault) => {
                self.stop(&inside, fault, &name, lang);
                return false;
            }
        }
        self.names.push(name);
        true
    }

    /// The next level cannot be shown; a missing one is said by its region.
    fn stop(&mut self, place: &str, fault: OutlineFault, region: &str, lang: Lang) {
        let fault = match fault {
            OutlineFault::Missing => DataFault::NoLevel { region: region.to_string() },
            other => DataFault::Outline(other),
        };
        let bare = matches!(fault, DataFault::NoLevel { .. });
        let issue = Issue::data(Place::document(place), fault);
        self.said = Some(if bare { words::no_level(region, lang) } else { issue.say(lang) });
        self.issues.push(issue);
    }
}

/// Walks from the outline `root` as far into the entered regions as there are outlines; `None` while
/// the first is on its way.
pub fn walk(wall: &Wall, root: &str, path: &[String], lang: Lang) -> Result<Option<Level>, Issue> {
    let mut level = Level::default();
    let (file, known) = wall.outlines.get(&wall.board, root, &level.file);
    let outline = match known {
        Known::Waiting => return Ok(None),
        Known::Here(outline) => Some(outline),
        Known::Unlicensed => None,
        Known::Broken(fault) => {
            return Err(Issue::data(Place::document(root), DataFault::Outline(fault)));
        }
    };
    // A file is often called as its outline is; that is nothing to be read.
    let own = outline.as_ref().map(|outline| outline.name.as_str());
    let own = own.filter(|own| !own.is_empty() && *own != root);
    level.names.push(own.unwrap_or(words::whole_map(lang)).to_string());
    level.push(root.to_string(), file, outline);
    // All but those that cannot be entered.
    let _ = path.iter().all(|code| level.enter(wall, code, lang));
    Ok(Some(level))
}
