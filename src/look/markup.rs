//! A piece of the page as data: what a DOM kind shows, compared in tests, written as HTML for the
//! goldens and patched into the page by the browser.
//!
//! Deliberately absent: HTML as text in the browser, and handlers. Every text is a text node; what a
//! reader may do is named by `act`, and the panel's host does it.

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub enum Markup {
    Element(Element),
    Text(String),
}

/// An element with its attributes in the order they were given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    pub tag: &'static str,
    /// What makes it the same element when its place among its siblings changes. Among siblings
    /// either all have keys, each once, or none has.
    pub key: Option<String>,
    pub attributes: Vec<(&'static str, String)>,
    /// Custom properties and other CSS, set by script: a strict policy forbids the attribute.
    pub styles: Vec<(&'static str, String)>,
    pub children: Vec<Markup>,
    /// What is inside belongs to someone else (a pool of rows, a canvas): no child is touched.
    pub own: bool,
}

/// An empty element of that tag.
pub fn el(tag: &'static str) -> Element {
    Element { tag, ..Element::default() }
}

impl Element {
    pub fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    pub fn key(self, key: impl Into<String>) -> Self {
        Element { key: Some(key.into()), ..self }
    }

    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// An attribute that is there or not: `hidden`, `aria-current`…
    pub fn flag(self, name: &'static str, is: bool) -> Self {
        if is { self.attr(name, "") } else { self }
    }

    pub fn own(self) -> Self {
        Element { own: true, ..self }
    }

    /// `--share` or another CSS property.
    pub fn style(mut self, name: &'static str, value: impl ToString) -> Self {
        self.styles.push((name, value.to_string()));
        self
    }

    /// What a click, a tap or Enter asks of the panel; see `panel::pose`.
    pub fn act(self, word: impl Into<String>) -> Self {
        self.attr("data-act", word)
    }

    /// What a pointer, a tap or the focus is told of it: a label and a line. The host shows it.
    pub fn tip(self, label: &str, line: &str) -> Self {
        self.attr("data-tip", format!("{label}\n{line}")).attr("tabindex", "0")
    }

    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Markup::Text(text.into()));
        self
    }

    pub fn child(mut self, child: Element) -> Self {
        self.children.push(Markup::Element(child));
        self
    }

    pub fn maybe(self, child: Option<Element>) -> Self {
        self.all(child)
    }

    pub fn all(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children.into_iter().map(Markup::Element));
        self
    }
}

/// As HTML, one element a line, for goldens and tests.
#[cfg(not(target_arch = "wasm32"))]
pub fn html(element: &Element) -> String {
    let mut out = String::new();
    write(element, 0, &mut out);
    out
}

#[cfg(not(target_arch = "wasm32"))]
fn write(element: &Element, depth: usize, out: &mut String) {
    const VOID: [&str; 4] = ["br", "col", "hr", "img"];
    let indent = "  ".repeat(depth);
    let tag = element.tag;
    out.push_str(&format!("{indent}<{tag}"));
    for (name, value) in &element.attributes {
        match value.as_str() {
            "" => out.push_str(&format!(" {name}")),
            value => out.push_str(&format!(" {name}=\"{}\"", escaped(value))),
        }
    }
    if !element.styles.is_empty() {
        let styles = element.styles.iter().map(|(name, value)| format!("{name}:{value}"));
        out.push_str(&format!(" style=\"{}\"", escaped(&styles.collect::<Vec<_>>().join(";"))));
    }
    out.push('>');
    if VOID.contains(&tag) {
        out.push('\n');
        return;
    }
    let inline = element.children.iter().all(|child| matches!(child, Markup::Text(_)));
    if !inline {
        out.push('\n');
    }
    for child in &element.children {
        match child {
            Markup::Text(text) if inline => out.push_str(&escaped(text)),
            Markup::Text(text) => out.push_str(&format!("{indent}  {}\n", escaped(text))),
            Markup::Element(child) => write(child, depth + 1, out),
        }
    }
    if !inline {
        out.push_str(&indent);
    }
    out.push_str(&format!("</{tag}>\n"));
}

#[cfg(not(target_arch = "wasm32"))]
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_values_are_escaped() {
        let piece = el("p").class("a").attr("title", "\"<").style("--share", 0.5).text("<b>&");
        assert_eq!(
            html(&piece),
            "<p class=\"a\" title=\"&quot;&lt;\" style=\"--share:0.5\">&lt;b&gt;&amp;</p>\n"
        );
    }

    #[test]
    fn nested_elements_stand_on_their_own_lines() {
        let list =
            el("ul").child(el("li").key("a").text("甲")).child(el("li").flag("hidden", true));
        assert_eq!(html(&list), "<ul>\n  <li>甲</li>\n  <li hidden></li>\n</ul>\n");
    }
}
