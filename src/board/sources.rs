//! A source whose keys do not go together: each finding costs as little of the source as it can.

use super::check::wrong;
use super::refer::Declared;
use crate::data::page::{DAY, day, scheme};
use crate::data::source::{Method, PageKind, Source};
use crate::grammar::node::{Object, ObjectProp, Value};
use crate::grammar::{Findings, node, short};
use crate::issue::BoardFault;

/// The keys of which one says where rows come from; the first that stands is used.
const ORIGINS: [&str; 4] = ["url", "inline", "sse", "ws"];
/// Heads that are secrets, beside those that end with `token` or have `secret` or `password`.
const SECRETS: [&str; 6] =
    ["authorization", "proxy-authorization", "cookie", "apikey", "api-key", "x-api-key"];
const ADDRESS: &str = "an address of http or https, or a relative one";
const SOCKET: &str = "an address of ws or wss, or a relative one";
const A_DAY: &str = "a day such as \"2020-02-03\"";
const LATER_DAY: &str = "a day that is not before \"from\"";

/// Checks what was read of a source, and takes out what is of no use.
pub fn check(
    entry: &ObjectProp,
    source: &mut Source,
    declared: &Declared,
    findings: &mut Findings,
) {
    let Value::Object(object) = &entry.value else { return };
    let mut own = Own { object, findings };
    own.there(entry);
    own.origins(source);
    own.addresses(source);
    own.days(source);
    own.page(source);
    own.body(source);
    own.changes(source);
    own.heads(source);
    own.fields(source, declared);
    own.pointers(source);
}

/// The source as its author wrote it.
struct Own<'c, 'n, 't> {
    object: &'c Object<'n>,
    findings: &'c mut Findings<'t>,
}

impl<'c, 'n> Own<'c, 'n, '_> {
    /// What stands under these keys, one within the other.
    fn value(&self, path: &[&str]) -> Option<&'c Value<'n>> {
        let (last, above) = path.split_last()?;
        let mut object = self.object;
        for key in above {
            object = node::get(object, key)?.as_object()?;
        }
        node::get(object, last).filter(|value| !value.is_null())
    }

    /// Where it stands, or else what it should stand in.
    fn at(&self, path: &[&str]) -> usize {
        let inner = (1..=path.len()).rev().find_map(|count| self.value(path.get(..count)?));
        inner.map_or(self.object.start(), Value::start)
    }

    fn fault(&mut self, path: &[&str], fault: BoardFault) {
        self.findings.fault(self.at(path), fault);
    }

    /// A text that is of no use as it stands.
    fn misshapen(&mut self, path: &[&str], text: &str, expected: &str) {
        self.fault(path, wrong(format!("\"{}\"", short(text)), expected));
    }

    fn missing(&mut self, path: &[&str], key: &str) {
        if self.value(&[path, &[key]].concat()).is_none() {
            self.fault(path, BoardFault::Missing { key: key.to_string() });
        }
    }

    fn there(&mut self, entry: &ObjectProp) {
        let lacks = |key: &&str| is_blank(node::get(self.object, key));
        let lacking = [("url", ORIGINS.iter().all(lacks)), ("fields", lacks(&"fields"))];
        for (key, _) in lacking.into_iter().filter(|(_, lacks)| *lacks) {
            self.findings.fault(entry.start(), BoardFault::Missing { key: key.to_string() });
        }
    }

    fn origins(&mut self, source: &mut Source) {
        let mut used = None;
        for key in ORIGINS {
            let stands = match key {
                "url" => !source.url.is_empty(),
                "inline" => source.inline.is_some(),
                "sse" => !source.sse.is_empty(),
                _ => !source.ws.is_empty(),
            };
            match used {
                _ if !stands => (),
                None => used = Some(key),
                Some(used) => {
                    self.fault(&[key], BoardFault::Conflict { used, unused: key });
                    match key {
                        "inline" => source.inline = None,
                        "sse" => source.sse.clear(),
                        _ => source.ws.clear(),
                    }
                }
            }
        }
    }

    /// Nothing is asked by other ways than HTTP and WebSockets; the page alone knows how to find a file that
    /// somebody gave it.
    fn addresses(&mut self, source: &mut Source) {
        let http = ["http", "https", "blob"];
        for (key, address, schemes, expected) in [
            ("url", &mut source.url, http.as_slice(), ADDRESS),
            ("sse", &mut source.sse, http.get(..2).unwrap_or_default(), ADDRESS),
            ("ws", &mut source.ws, ["ws", "wss"].as_slice(), SOCKET),
        ] {
            if scheme(address).is_some_and(|own| !schemes.contains(&own.as_str())) {
                self.misshapen(&[key], address, expected);
                address.clear();
            }
        }
    }

    fn days(&mut self, source: &mut Source) {
        let has_place = source.url.contains(DAY);
        if has_place && self.value(&["days"]).is_none() {
            self.fault(&["url"], BoardFault::Alone { key: DAY, needs: &["days"] });
        }
        let Some(days) = &source.days else { return };
        let bad = |text: &str| !text.is_empty() && day(text).is_none();
        self.missing(&["days"], "from");
        if bad(&days.from) {
            self.misshapen(&["days", "from"], &days.from, A_DAY);
        }
        if let Some(to) = days.to.as_deref() {
            match (day(&days.from), day(to)) {
                (_, None) => self.misshapen(&["days", "to"], to, A_DAY),
                (Some(from), Some(last)) if last < from => {
                    self.misshapen(&["days", "to"], to, LATER_DAY);
                }
                _ => (),
            }
        }
        if !has_place {
            self.fault(&["days"], BoardFault::Alone { key: "days", needs: &[DAY] });
            source.days = None;
        }
    }

    fn page(&mut self, source: &mut Source) {
        if self.value(&["page"]).is_none() {
            return;
        }
        let others = [
            ("days", source.days.is_some()),
            ("inline", source.inline.is_some()),
            ("sse", !source.sse.is_empty()),
            ("ws", !source.ws.is_empty()),
        ];
        if let Some((used, _)) = others.into_iter().find(|(_, stands)| *stands) {
            self.fault(&["page"], BoardFault::Conflict { used, unused: "page" });
            source.page = Default::default();
        }
        if matches!(source.page.kind, PageKind::Next | PageKind::Cursor) {
            self.missing(&["page"], "at");
        }
    }

    /// A body, and what is put into it, goes with POST; browsers refuse it with GET.
    fn body(&mut self, source: &Source) {
        const POST: &[&str] = &["POST"];
        let is_post = source.method == Method::Post;
        if source.body.is_some() && !is_post {
            self.fault(&["body"], BoardFault::Alone { key: "body", needs: POST });
        }
        let page = &source.page;
        for (key, param) in [("param", &page.param), ("size_param", &page.size_param)] {
            let is_within = param.as_ref().is_some_and(|param| param.starts_with('/'));
            if is_within && !is_post {
                self.fault(&["page", key], BoardFault::Alone { key, needs: POST });
            } else if is_within && matches!(self.value(&["body"]), Some(Value::StringLit(_))) {
                self.fault(&["body"], wrong("text", "object"));
            }
        }
    }

    fn changes(&mut self, source: &mut Source) {
        if source.changes.is_some() && source.streams() {
            self.missing(&["changes"], "key");
            // What is known by a key is one row.
            let others = [
                ("explode", source.explode.take().is_some()),
                ("unpivot", source.unpivot.take().is_some()),
            ];
            for (unused, _) in others.into_iter().filter(|(_, stands)| *stands) {
                self.fault(&[unused], BoardFault::Conflict { used: "changes", unused });
            }
        } else if source.changes.take().is_some() {
            let fault = BoardFault::Alone { key: "changes", needs: &["sse", "ws"] };
            self.fault(&["changes"], fault);
        }
    }

    fn heads(&mut self, source: &mut Source) {
        source.headers.0.retain(|(name, _)| {
            let is_fine = !is_secret(name);
            if !is_fine {
                self.fault(&["headers", name], BoardFault::Secret { name: short(name) });
            }
            is_fine
        });
        if source.ws.is_empty() {
            return;
        }
        // A browser's WebSocket sends no heads of its own.
        for (key, heads) in
            [("headers", &mut source.headers), ("headers_from", &mut source.headers_from)]
        {
            if !heads.is_empty() {
                heads.0.clear();
                self.fault(&[key], BoardFault::Conflict { used: "ws", unused: key });
            }
        }
    }

    fn fields(&mut self, source: &mut Source, declared: &Declared) {
        if let Some(unpivot) = &source.unpivot {
            self.missing(&["unpivot"], "columns");
            self.missing(&["unpivot"], "into");
            let (path, count) = (["unpivot", "into"], unpivot.into.len());
            if count != 2 && self.value(&path).is_some() {
                self.fault(&path, wrong(format!("list of {count}"), "list of 2"));
            }
            for field in &unpivot.into {
                self.declared(&path, field, declared);
            }
            if count != 2 {
                source.unpivot = None;
            }
        }
        let path = ["filter"];
        source.filter.retain(|condition| self.declared(&path, &condition.field, declared));
    }

    /// Whether the source has the field; a finding otherwise.
    fn declared(&mut self, path: &[&str], field: &str, declared: &Declared) -> bool {
        // A source that declares nothing has its own finding.
        if declared.fields.is_empty() || declared.fields.contains(field) {
            return true;
        }
        let at = self.value(path).and_then(|value| node::find(value, &|text| text == field));
        let nearest = self.findings.nearest(field, &mut declared.fields.iter().copied());
        let (name, source) = (short(field), short(declared.name));
        let fault = BoardFault::UnknownField { name, source, nearest };
        self.findings.fault(at.unwrap_or(self.at(path)), fault);
        false
    }

    fn pointers(&mut self, source: &mut Source) {
        self.pointer(&["rows"], Some(&mut source.rows));
        self.pointer(&["columns"], source.columns.as_mut());
        // What has no slash may be a header's name.
        let pointed = source.total.as_mut().filter(|total| total.contains('/'));
        self.pointer(&["total"], pointed);
        self.pointer(&["as_of"], source.as_of.as_mut());
        self.pointer(&["explode"], source.explode.as_mut());
        self.pointer(&["page", "at"], source.page.at.as_mut());
        self.pointer(&["ok", "at"], source.ok.as_mut().map(|ok| &mut ok.at));
        if let Some(changes) = &mut source.changes {
            self.pointer(&["changes", "op"], changes.op.as_mut());
            self.pointer(&["changes", "version"], changes.version.as_mut());
            self.pointer(&["changes", "id"], changes.id.as_mut());
        }
    }

    fn pointer(&mut self, path: &[&str], text: Option<&mut String>) {
        let Some(text) = text.filter(|text| !text.is_empty() && !text.starts_with('/')) else {
            return;
        };
        // As the two other common ways of writing have it: data/rows and $.data.rows.
        let steps = text.split(['/', '.', '[', ']']).filter(|step| !matches!(*step, "" | "$"));
        let meant: String = steps.map(|step| format!("/{step}")).collect();
        self.fault(path, BoardFault::NoPointer { text: short(text), meant: short(&meant) });
        *text = meant;
    }
}

fn is_blank(value: Option<&Value>) -> bool {
    match value {
        None => true,
        Some(Value::StringLit(text)) => text.value.is_empty(),
        Some(Value::Object(object)) => object.properties.is_empty(),
        Some(_) => false,
    }
}

fn is_secret(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    let within = ["secret", "password"].iter().any(|word| name.contains(word));
    within || name.ends_with("token") || SECRETS.contains(&name.as_str())
}
