//! Panels of tabs and the panels that stand in their place.

use super::check::Section;
use super::normal::Panel;
use crate::grammar::{Findings, node, short};
use crate::issue::BoardFault;
use crate::panel::kind::Kind;

const MEMBER: &str = "the name of a panel that is no tabs";

/// Leaves out of tabs what is no panel of this board or is tabs itself. Tabs without a panel are
/// said and stay: the wall keeps its order.
pub fn check(authored: &Section, panels: &mut [Panel], findings: &mut Findings) {
    let known: Vec<String> = panels
        .iter()
        .filter(|panel| !matches!(panel.kind, Kind::Tabs(_)))
        .map(|panel| panel.name.clone())
        .collect();
    for panel in panels {
        let Kind::Tabs(options) = &mut panel.kind else { continue };
        let Some(entry) = authored.shown().find(|entry| entry.name.as_str() == panel.name) else {
            continue;
        };
        options.panels.retain(|name| {
            let is_known = known.contains(name);
            if !is_known {
                let at = node::find(&entry.value, &|text| text == name).unwrap_or(entry.start());
                let nearest = findings.nearest(name, &mut known.iter().map(String::as_str));
                let (word, expected) = (short(name), MEMBER.to_string());
                findings.fault(at, BoardFault::UnknownWord { word, expected, nearest });
            }
            is_known
        });
        if options.panels.is_empty() {
            findings.fault(entry.start(), BoardFault::Missing { key: "panels".to_string() });
        }
    }
}

/// Whether a panel stands in the place of tabs, and so needs none of its own.
pub fn is_member(panels: &[Panel], name: &str) -> bool {
    panels.iter().any(|panel| panel.kind.members().iter().any(|member| member == name))
}
