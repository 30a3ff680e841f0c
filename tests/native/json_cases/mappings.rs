//! Mappings of sources, each with an answer that it fits: what the fuzzer begins with.

/// A source as a board writes it, and an answer.
pub const MAPPINGS: [(&str, &str); 16] = [
    (r#"{"fields":{"a":{},"n":{"type":"number"}}}"#, r#"[{"a":"x","n":1},{"a":"y","n":"2 万"}]"#),
    (
        r#"{"rows":"/data/rows","columns":"/data/columns","fields":{"n":{"type":"number"}}}"#,
        r#"{"data":{"columns":["a",{"name":"n"}],"rows":[["x",1],["y",null]]}}"#,
    ),
    (
        r#"{"rows":"/rows","ok":{"at":"/code","equals":200},"total":"/total","as_of":"/at","fields":{"a":{}}}"#,
        r#"{"code":200,"total":3,"at":"2020-02-21 08:00","rows":[{"a":1}]}"#,
    ),
    (
        r#"{"explode":"/cities","fields":{"city":{"at":"/cities/name"},"province":{},"name":{}}}"#,
        r#"[{"province":"p","cities":[{"name":"a"},{"name":"b"}]},{"province":"q"}]"#,
    ),
    (
        r#"{"format":"csv","unpivot":{"columns":["2020*"],"into":["day","value"]},"fields":{"town":{},"day":{"type":"date"},"value":{"type":"number"}}}"#,
        "town,2020-02-01,2020-02-02\nx,1,2\ny,,4\n",
    ),
    (
        r#"{"filter":[["n",">=",2]],"fields":{"n":{"type":"number","scale":0.1,"unit":"%"}}}"#,
        r#"[{"n":"12.5%"},{"n":"1,024"},{"n":"3.2亿"}]"#,
    ),
    (
        r#"{"fields":{"p":{"mask":"person_name"},"t":{"mask":"phone"},"i":{"mask":"id_number"},"h":{"mask":"hidden"}}}"#,
        r#"[{"p":"王小明","t":"13812341234","i":"411321199001011234","h":"x"}]"#,
    ),
    (
        r#"{"fields":{"w":{"mask":"address"},"z":{"mask":"destination"}}}"#,
        r#"[{"w":"云阳镇老街 3 号","z":"广东省深圳市"}]"#,
    ),
    (
        r#"{"fields":{"d":{"type":"date","format":["%d/%m/%Y","iso"]},"t":{"type":"time","format":["epoch_ms","epoch_s"]}}}"#,
        r#"[{"d":"21/02/2020","t":1582243200000},{"d":"2020年2月21日","t":"1582243200"}]"#,
    ),
    (
        r#"{"fields":{"k":{"constant":"x"},"day":{"type":"date","from":"file_day"},"s":{"from":"answer","at":"/s"},"n":{"type":"flag"}}}"#,
        r#"[{"n":"是"},{"n":false}]"#,
    ),
    (
        r#"{"format":"ndjson","fields":{"a":{},"n":{"type":"figure"}}}"#,
        "{\"a\":\"x\",\"n\":1}\n\n{\"a\":\"y\",\"n\":\"2\"}\n",
    ),
    (r#"{"format":"csv","fields":{"a":{},"n":{"type":"number"}}}"#, "a,n,a\n\"x\ny\",\"1\"\n"),
    (
        r#"{"rows":"/r","page":{"kind":"cursor","at":"/next"},"fields":{"a":{}}}"#,
        r#"{"r":[{"a":1}],"next":"c2"}"#,
    ),
    (
        r#"{"rows":"/0/rows/1","fields":{"a":{"at":"/b~1c/0"},"~":{"at":"/~0"}}}"#,
        r#"[{"rows":[0,[{"b/c":[7],"~":1}]]}]"#,
    ),
    (r#"{"inline":[{"a":1},["b"]],"fields":{"a":{}}}"#, "[]"),
    (
        r#"{"unpivot":{"columns":["*"],"into":["k","v"]},"explode":"/l","fields":{"k":{},"v":{"type":"number"}}}"#,
        r#"[{"l":[{"x":1,"y":2},[3]],"z":4}]"#,
    ),
];

/// Stands between a mapping and its answer; no mapping holds it.
const BETWEEN: u8 = 0;

/// What the fuzzer's target takes: every mapping with its answer, and the first with `others`.
pub fn sources(others: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let join = |mapping: &str, answer: &[u8]| [mapping.as_bytes(), &[BETWEEN], answer].concat();
    let own = MAPPINGS.iter().enumerate();
    let own = own
        .map(|(at, (mapping, answer))| (format!("mapping {at}"), join(mapping, answer.as_bytes())));
    let (first, _) = MAPPINGS[0];
    own.chain(others.into_iter().map(|(name, answer)| (name, join(first, &answer)))).collect()
}
