//! The JSON schema of a board file, for editors: made of the same declarations that the check reads
//! by, and of what the check asks beyond them (which keys must be there, names, limits).
//!
//! Deliberately absent: what a schema cannot say: that a name is one of the file's own sources,
//! fields or panels, that an area is a rectangle.

use serde_json::{Map, json};

use super::alarm::Authored as Alarm;
use super::alarm::check::{MAX_ALARMS, MAX_SAY};
use super::areas::{MAX_ARRANGEMENTS, MAX_SIDE};
use super::check::{CSS_WORDS, MAX_NAME, MAX_OUTLINES, MAX_PANELS, MAX_SOURCES};
use super::spec;
use crate::data::query::Query;
use crate::data::source::{OkCheck, Source};
use crate::geo::File;
use crate::grammar::schema::require;
use crate::grammar::{Json, Read};
use crate::look::theme::THEMES;
use crate::panel::kind::{KINDS, Kind};

const DAY: &str = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
const TRACK: &str = r"(auto|[0-9]*\.?[0-9]+(fr|px|%))";

/// The schema of the whole file, draft 2020-12.
pub fn schema() -> Json {
    let mut file = spec::Head::schema();
    file["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    file["title"] = "A board of Daping".into();
    require(&mut file, &["daping", "panels"]);
    let keys = &mut file["properties"];
    keys["$schema"]["type"] = "string".into();
    keys["daping"]["const"] = 1.into();
    keys["theme"]["enum"] = json!(THEMES);
    narrow(&mut keys["sources"], sources());
    narrow(&mut keys["outlines"], outlines());
    narrow(&mut keys["panels"], panels());
    narrow(&mut keys["layout"], layout());
    require(&mut keys["replay"], &["from", "day"]);
    for key in ["start", "end"] {
        narrow(&mut keys["replay"]["properties"][key], json!({ "pattern": DAY }));
    }
    file["$defs"] = definitions();
    file
}

/// The schema as the file `schema/board.schema.json` has it.
pub fn text() -> String {
    format!("{:#}\n", schema())
}

fn narrow(key: &mut Json, more: Json) {
    if let (Some(key), Json::Object(more)) = (key.as_object_mut(), more) {
        key.extend(more);
    }
}

fn sources() -> Json {
    json!({
        "type": "object",
        "maxProperties": MAX_SOURCES,
        "additionalProperties": { "$ref": "#/$defs/source" },
    })
}

fn outlines() -> Json {
    json!({
        "type": "object",
        "maxProperties": MAX_OUTLINES,
        "additionalProperties": { "$ref": "#/$defs/outline" },
    })
}

fn panels() -> Json {
    let pattern = format!("^[a-z][a-z0-9_-]{{0,{}}}$", MAX_NAME - 1);
    json!({
        "type": "object",
        "maxProperties": MAX_PANELS,
        "propertyNames": { "pattern": pattern, "not": { "enum": CSS_WORDS } },
        "additionalProperties": { "$ref": "#/$defs/panel" },
    })
}

fn layout() -> Json {
    json!({
        "type": "array",
        "maxItems": MAX_ARRANGEMENTS,
        "items": { "$ref": "#/$defs/arrangement" },
    })
}

/// What is referred to: sources, queries, arrangements, the keys of every panel, and each kind.
fn definitions() -> Json {
    let mut all = Map::new();
    all.insert("source".into(), source());
    all.insert("outline".into(), File::schema());
    let mut query = Query::schema();
    require(&mut query, &["from"]);
    all.insert("query".into(), query);
    all.insert("arrangement".into(), arrangement());
    let mut common = spec::Panel::schema();
    let said = common["properties"]["data"]["description"].take();
    common["properties"]["data"] = json!({ "$ref": "#/$defs/query", "description": said });
    let alarms = json!({
        "type": "array",
        "maxItems": MAX_ALARMS,
        "items": { "$ref": "#/$defs/alarm" },
    });
    narrow(&mut common["properties"]["alarms"], alarms);
    all.insert("common".into(), common);
    all.insert("alarm".into(), alarm());
    all.insert("panel".into(), panel());
    for (word, options) in KINDS.iter().zip(Kind::schemas()) {
        all.insert(definition(word), kind(word, options));
    }
    Json::Object(all)
}

fn source() -> Json {
    let mut source = Source::schema();
    require(&mut source, &["fields"]);
    let origins = ["url", "inline", "sse", "ws"];
    source["oneOf"] = origins.map(|key| json!({ "required": [key] })).to_vec().into();
    for key in ["url", "sse", "ws"] {
        source["properties"][key]["minLength"] = 1.into();
    }
    source["properties"]["fields"]["minProperties"] = 1.into();
    let mut ok = OkCheck::schema();
    require(&mut ok, &["equals"]);
    narrow(&mut source["properties"]["ok"], ok);
    source
}

fn arrangement() -> Json {
    let mut own = spec::Arrangement::schema();
    require(&mut own, &["name"]);
    own["oneOf"] = json!([{ "required": ["areas"] }, { "required": ["stack"] }]);
    for key in ["columns", "rows"] {
        let pattern = format!(r"^\s*{TRACK}(\s+{TRACK}){{0,{}}}\s*$", MAX_SIDE - 1);
        narrow(&mut own["properties"][key], json!({ "pattern": pattern }));
    }
    own["properties"]["areas"]["maxItems"] = MAX_SIDE.into();
    own
}

fn alarm() -> Json {
    let mut own = Alarm::schema();
    own["oneOf"] = json!([{ "required": ["when"] }, { "required": ["late"] }]);
    for key in ["say", "say_en"] {
        own["properties"][key]["maxLength"] = MAX_SAY.into();
    }
    let said = own["properties"]["data"]["description"].take();
    own["properties"]["data"] = json!({ "$ref": "#/$defs/query", "description": said });
    own
}

/// A panel is what its `kind` says.
fn panel() -> Json {
    let one = |word: &&str| {
        json!({
            "if": { "properties": { "kind": { "const": word } }, "required": ["kind"] },
            "then": { "$ref": format!("#/$defs/{}", definition(word)) },
        })
    };
    json!({
        "type": "object",
        "required": ["kind"],
        "properties": { "kind": { "enum": KINDS } },
        "allOf": KINDS.iter().map(one).collect::<Vec<_>>(),
    })
}

fn definition(word: &str) -> String {
    format!("kind-{word}")
}

/// The keys of every panel and the options of the kind, in one object.
fn kind(word: &str, mut options: Json) -> Json {
    let common = |key: &&str| {
        (key.to_string(), json!({ "$ref": format!("#/$defs/common/properties/{key}") }))
    };
    let keys: Map<String, Json> = spec::Panel::KEYS.iter().map(common).collect();
    narrow(&mut options["properties"], Json::Object(keys));
    options["properties"]["kind"] = json!({ "const": word });
    let mut required = vec!["kind"];
    if let Some(kind) = Kind::named(word) {
        required.extend(kind.needs_data().then_some("data"));
        required.extend(kind.outline().map(|_| "map"));
    }
    require(&mut options, &required);
    options
}
