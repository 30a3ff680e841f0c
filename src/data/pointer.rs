//! RFC 6901 JSON pointers.

use serde_json::Value;

/// The steps of a pointer; `None` where it is neither empty nor begins with `/`.
pub fn tokens(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let steps = pointer.strip_prefix('/')?.split('/');
    Some(steps.map(|step| step.replace("~1", "/").replace("~0", "~")).collect())
}

/// Walks on from a value by the steps that are left.
pub fn walk<'a>(from: &'a Value, steps: &[String]) -> Option<&'a Value> {
    steps.iter().try_fold(from, |value, step| match value {
        Value::Object(map) => map.get(step),
        Value::Array(list) => list.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_unescaped_in_the_order_of_the_rfc() {
        assert_eq!(tokens(""), Some(vec![]));
        assert_eq!(tokens("/a~1b/~01"), Some(vec!["a/b".into(), "~1".into()]));
        assert_eq!(tokens("/"), Some(vec![String::new()]));
        assert_eq!(tokens("rows"), None);
        let value = serde_json::json!({"a": [{"b": 1}]});
        let steps = tokens("/a/0/b").unwrap();
        assert_eq!(walk(&value, &steps), Some(&serde_json::json!(1)));
    }
}
