//! The `Link` header, RFC 8288, as far as the next page asks for it.

/// The target of the first link whose relations have `next`. Text that breaks the grammar ends the
/// search; a link with an anchor speaks of something else than the answer.
pub fn next(header: &str) -> Option<&str> {
    let mut rest = header;
    loop {
        rest = rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
        let (target, after) = rest.strip_prefix('<')?.split_once('>')?;
        let (leads_on, after) = params(after);
        if leads_on {
            return Some(target.trim());
        }
        rest = after;
    }
}

/// Whether the parameters of a link say `rel=next`, and what follows the link. Of several `rel` the
/// first counts.
fn params(mut rest: &str) -> (bool, &str) {
    let (mut rel, mut anchored) = (None, false);
    loop {
        rest = rest.trim_start();
        let Some(param) = rest.strip_prefix(';') else { break };
        let end = param.find(['=', ';', ',']).unwrap_or(param.len());
        let (name, after) = param.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value(after.trim_start()),
            None => ("", after),
        };
        let name = name.trim();
        if name.eq_ignore_ascii_case("rel") && rel.is_none() {
            rel = Some(value);
        }
        anchored |= name.eq_ignore_ascii_case("anchor");
        rest = after;
    }
    let mut words = rel.unwrap_or_default().split_whitespace();
    (!anchored && words.any(|word| word.eq_ignore_ascii_case("next")), rest)
}

/// The value that a parameter begins with, and what follows it. Escapes in quotes stay: no
/// relation has one.
fn value(text: &str) -> (&str, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (value, after) = text.split_at(end);
        return (value.trim_end(), after);
    };
    let mut escaped = false;
    for (at, c) in quoted.char_indices() {
        if c == '"' && !escaped {
            let (value, after) = quoted.split_at(at);
            return (value, after.trim_start_matches('"'));
        }
        escaped = c == '\\' && !escaped;
    }
    (quoted, "")
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn the_next_link_is_found_in_every_form_of_the_rfc() {
        let cases = [
            (r#"<?p=2>; rel="next""#, "?p=2"),
            ("<?p=2>;rel=next", "?p=2"),
            (r#"<?p=1>; rel="prev", <?p=2>; rel="last NEXT""#, "?p=2"),
            (r#"<?a,b;c=">; Title="x, <y>; rel=\"next\""; REL = "next""#, "?a,b;c=\""),
            (r#"<?p=1>; rel=first,,<?p=2>;title=x ;rel=next ,<?p=3>; rel=next"#, "?p=2"),
            ("< ?p=2 >; crossorigin; rel=next", "?p=2"),
        ];
        for (header, target) in cases {
            assert_eq!(next(header), Some(target), "{header}");
        }
    }

    #[test]
    fn what_is_no_next_link_is_none() {
        for header in [
            "",
            ",",
            "<?p=2>",
            r#"<?p=2>; rel="prev""#,
            "<?p=2>; rel=nextish",
            "<?p=2; rel=next",
            "?p=2; rel=next",
            r#"<?p=2>; rel="prev"; rel="next""#,
            r#"<?p=2>; rel="next"; anchor="/other""#,
            r#"<?p=2>; title="rel=next"#,
            r#"x="<?p=2>; rel=next""#,
        ] {
            assert_eq!(next(header), None, "{header}");
        }
    }
}
