//! RFC 6901 JSON pointers.

/// The steps of a pointer; `None` where it is neither empty nor begins with `/`.
pub fn tokens(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let steps = pointer.strip_prefix('/')?.split('/');
    Some(steps.map(|step| step.replace("~1", "/").replace("~0", "~")).collect())
}

/// The steps of a text that is a pointer or a mere key: what begins with no slash is one key.
pub fn steps(at: &str) -> Vec<String> {
    let pointer = at.starts_with('/').then(|| tokens(at)).flatten();
    pointer.unwrap_or_else(|| vec![at.to_string()])
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
    }
}
