//! What is printed of a publish.
//!
//! Deliberately absent: any value of a cell, and any name of a column that could be one.

use super::write::{Done, Job};
use crate::issue::{Issue, Lang, Level, terminal};
use crate::look::format;

/// What was published, and what was found on the way.
pub fn done(job: &Job, done: &Done, lang: Lang) -> String {
    let counted =
        |count: u64| format::number(count as f64, format::Format::Full, None, lang).line();
    let written = done.written;
    let mut parts = vec![
        terminal::rows_read(&counted(done.read), lang),
        terminal::rows_written(&counted(done.rows), done.fields, lang),
        terminal::answers(done.answers, lang),
        terminal::files(written.files, lang),
        terminal::bytes(&counted(written.bytes), lang),
    ];
    parts.extend(done.as_of.as_ref().map(|time| terminal::as_of(time, lang)));
    if written.removed > 0 {
        parts.push(terminal::removed(written.removed, lang));
    }
    let index = job.out.join("index.json").display().to_string();
    let mut lines = vec![head(job, lang), format!("  {}", parts.join(" · "))];
    lines.extend(found(&done.issues, lang));
    lines.push(format!("  {}", terminal::published(&index, lang)));
    lines.join("\n")
}

/// Why nothing was.
pub fn stopped(job: &Job, issues: &[Issue], lang: Lang) -> String {
    let mut lines = vec![head(job, lang)];
    lines.extend(found(issues, lang));
    lines.push(format!("  {}", terminal::not_published(lang)));
    lines.join("\n")
}

fn head(job: &Job, lang: Lang) -> String {
    format!("■ {} ← {}", terminal::source(job.name, lang), job.file.display())
}

fn found(issues: &[Issue], lang: Lang) -> Vec<String> {
    if issues.is_empty() {
        return vec![format!("  ✓ {}", terminal::no_findings(lang))];
    }
    let sign = |issue: &Issue| if issue.level == Level::Fault { "✕" } else { "·" };
    issues.iter().map(|issue| format!("  {} {}", sign(issue), issue.say(lang))).collect()
}
