//! The page's own scripts without what only their readers need: whole lines of comment, and indents.
//!
//! Deliberately absent: everything that would need to understand the script. A script whose texts go over
//! several lines stays as it is.

use std::path::Path;

use crate::Fault;
use crate::list;
use crate::step::{read, write};

/// Every script and sheet of the folder whose name is no hash of it.
pub fn scripts(folder: &Path) -> Result<(), Fault> {
    let is_own = |name: &String| {
        let is_text = [".js", ".css"].iter().any(|ending| name.ends_with(ending));
        is_text && !name.starts_with("daping-") && !name.starts_with("packs/")
    };
    for name in list::names(folder)?.iter().filter(|name| is_own(name)) {
        let path = folder.join(name);
        let text = String::from_utf8_lossy(&read(&path)?).into_owned();
        write(&path, lean(&text).as_bytes())?;
    }
    Ok(())
}

fn lean(text: &str) -> String {
    if text.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return text.to_string();
    }
    let (mut out, mut in_comment) = (String::new(), false);
    for line in text.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        if (begins || in_comment) && (!line.contains("*/") || line.ends_with("*/")) {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indents_go_and_nothing_else() {
        let script = "// One.\n\n/**\n * Two.\n */\nconst a = 1 // three\n  * 2;\n  /* four */\n/* five */ f();\n  g('//');\n";
        let wanted = "const a = 1 // three\n* 2;\n/* five */ f();\ng('//');\n";
        assert_eq!(lean(script), wanted);
        let texts = "const a = `\n// a text\n`;\n";
        assert_eq!(lean(texts), texts);
    }
}
