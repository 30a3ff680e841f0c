//! Files of boundaries in every form, as small as they can be, for the fuzzer to begin with.

/// A name and a text.
pub fn outlines() -> [(&'static str, &'static str); 12] {
    [
        (
            "compact",
            r#"{"daping_outline":1,"name":"a","source":"b","note":"c","scale":4,"origin":[112,33],
"regions":[{"code":"411321","name":"甲县","label":[112.5,33.5],"rings":["??G??GF?","AACEDB"]}],"lines":["??GG"]}"#,
        ),
        (
            "tiles",
            r#"{"daping_tiles":1,"tiles":[{"code":"1","name":"甲","column":0,"row":0},{"code":"1","column":1,"row":-3}]}"#,
        ),
        (
            "collection",
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":411321,"properties":{"name":"甲","cp":[112.5,33.5]},"geometry":{"type":"Polygon","coordinates":[[[112,33,5],[113,33],[113,34],[112,33]],[[112.7,33.1],[112.8,33.1],[112.8,33.2]]]}},{"type":"Feature","properties":{"adcode":"411321"},"geometry":{"type":"MultiPolygon","coordinates":[[[[114,33],[114,34],[115,34],[114,33]]]]}}]}"#,
        ),
        (
            "feature",
            r#"{"type":"Feature","properties":{"区划码":"411321"},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"Polygon","coordinates":[[[1,2],[3,4],[1,4]]]}]}}"#,
        ),
        (
            "bare",
            r#"{"type":"Polygon","coordinates":[[[1,2],[3,4],[1,4]]],"properties":{"adcode":1}}"#,
        ),
        ("lines", r#"{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}"#),
        (
            "encoded",
            r#"{"type":"FeatureCollection","UTF8Encoding":true,"UTF8Scale":4,"features":[{"id":"1","geometry":{"type":"Polygon","coordinates":["@@HB@HGB"],"encodeOffsets":[[448,132]]}},{"id":"2","geometry":{"type":"MultiPolygon","coordinates":[["@@HB@H"]],"encodeOffsets":[[[449,132]]]}}]}"#,
        ),
        (
            "topology",
            r#"{"type":"Topology","arcs":[[[0,0],[0,1]],[[0,1],[1,0]],[[0,0],[2,2]]],"objects":{"a":{"type":"GeometryCollection","geometries":[{"type":"Polygon","id":"1","arcs":[[0,1,-3]]},{"type":"LineString","arcs":[2]}]}}}"#,
        ),
        (
            "quantised",
            r#"{"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[112,33]},"arcs":[[[0,0],[2,0],[0,2],[-2,-2]]],"objects":{"a":{"type":"MultiPolygon","arcs":[[[0]]],"properties":{"name":"甲"}}}}"#,
        ),
        (
            "seam",
            r#"{"type":"MultiPolygon","coordinates":[[[[170,60],[-170,60],[-170,70],[170,60]]],[[[-160,60],[-161,60],[-161,61],[-160,60]]]]}"#,
        ),
        ("swapped", r#"{"type":"Polygon","coordinates":[[[33,112],[34,112],[34,113],[33,112]]]}"#),
        ("empty", r#"{"type":"FeatureCollection","features":[]}"#),
    ]
}
