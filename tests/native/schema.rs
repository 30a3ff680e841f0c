//! The committed JSON schema is the one that the declarations give. `DAPING_REFRESH_GOLDEN=1` writes
//! it anew. Whether it takes sound boards and refuses broken ones, tests/e2e/schema.mjs asks a
//! validator.

use std::fs;
use std::path::Path;

use daping::board::schema::{schema, text};
use daping::panel::kind::KINDS;

#[test]
fn the_committed_schema_is_that_of_the_code() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/board.schema.json");
    if std::env::var_os("DAPING_REFRESH_GOLDEN").is_some() {
        fs::write(&file, text()).expect("the schema can be written");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        kept == text(),
        "schema/board.schema.json is out of date: run again with DAPING_REFRESH_GOLDEN=1"
    );
}

#[test]
fn every_key_of_a_file_a_source_and_a_query_is_explained() {
    let schema = schema();
    let parts = ["/properties", "/$defs/source/properties", "/$defs/common/properties"];
    let parts =
        parts.into_iter().chain(["/$defs/query/properties", "/$defs/arrangement/properties"]);
    let parts = parts.chain(["/$defs/alarm/properties"]);
    for part in parts {
        let keys = schema.pointer(part).and_then(|keys| keys.as_object()).expect(part);
        for (key, own) in keys {
            assert!(own["description"].is_string(), "{part}: {key}");
        }
    }
    for kind in KINDS {
        assert!(schema["$defs"][format!("kind-{kind}")]["description"].is_string(), "{kind}");
    }
}
