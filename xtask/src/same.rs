//! `same`: the release app built twice, from two clean copies of the last commit in folders of other names, at
//! other hours of the day by their own clocks, and every byte compared.
//!
//! The tools are those of `setup`, the same for both; that they come to the same on another machine is not
//! shown by this. What is not committed is in neither copy.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::{answer, loud, read, step};
use crate::{Fault, dist};

/// The folders, of other lengths, and the zones of their clocks.
const COPIES: [(&str, &str); 2] = [("one", "UTC"), ("a-folder-of-another-name", "Asia/Shanghai")];

pub fn run() -> Result<(), Fault> {
    let commit = answer(Command::new("git").args(["rev-parse", "HEAD"]));
    let commit =
        commit.ok_or("This is no checkout of git, so there is no commit to build twice.")?;
    let place = std::env::temp_dir().join(format!("daping-same-{}", std::process::id()));
    let outcome = both(&place, &commit);
    // What is left of the copies is some gigabytes.
    let _ = fs::remove_dir_all(&place);
    let count = outcome?;
    println!("\n{commit}: {count} files, the same in both builds, byte for byte.");
    Ok(())
}

fn both(place: &Path, commit: &str) -> Result<usize, Fault> {
    let mut built = Vec::new();
    for (name, zone) in COPIES {
        let folder = place.join(name);
        step(&format!("A clean copy in {}", folder.display()), || copy(&folder, commit))?;
        let mut build = Command::new("cargo");
        build.args(["xtask", "dist"]).current_dir(&folder).env("TZ", zone);
        // Each compiles everything itself, into its own folder.
        build.env_remove("CARGO_TARGET_DIR");
        loud(&mut build, "The words above say why.")?;
        let own = folder.join(dist::FOLDER);
        let mut files = BTreeMap::new();
        walk(&own, &own, &mut files)?;
        built.push(files);
        // There is not always room for two.
        let _ = fs::remove_dir_all(folder.join("target"));
    }
    match built.as_slice() {
        [one, other] => differences(one, other).map_or(Ok(one.len()), Err),
        _ => Err("Not both copies were built.".into()),
    }
}

fn copy(folder: &Path, commit: &str) -> Result<(), Fault> {
    let advice = "The words above say why.";
    let mut clone = Command::new("git");
    clone.args(["clone", "--quiet", "--no-checkout", "."]).arg(folder);
    loud(&mut clone, advice)?;
    let mut checkout = Command::new("git");
    checkout.arg("-C").arg(folder).args(["checkout", "--quiet", "--detach", commit]);
    loud(&mut checkout, advice)
}

/// Every file by its name from the folder, with its bytes.
fn walk(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Fault> {
    let fault = |why| format!("{} cannot be read: {why}.", folder.display());
    let entries =
        fs::read_dir(folder).map_err(fault)?.collect::<Result<Vec<_>, _>>().map_err(fault)?;
    for path in entries.into_iter().map(|entry| entry.path()).collect::<Vec<PathBuf>>() {
        if path.is_dir() {
            walk(root, &path, files)?;
        } else {
            let name = path.strip_prefix(root).unwrap_or(&path);
            files.insert(name.to_string_lossy().replace('\\', "/"), read(&path)?);
        }
    }
    Ok(())
}

/// A sentence with the names of what differs, or is in one alone.
fn differences(
    one: &BTreeMap<String, Vec<u8>>,
    other: &BTreeMap<String, Vec<u8>>,
) -> Option<Fault> {
    if one.is_empty() {
        return Some("The builds have no files.".into());
    }
    let names = one.keys().chain(other.keys().filter(|name| !one.contains_key(*name)));
    let differ = |name: &&String| one.get(*name) != other.get(*name);
    let said: Vec<String> = names
        .filter(differ)
        .map(|name| match (one.get(name), other.get(name)) {
            (Some(one), Some(other)) => {
                let at = one.iter().zip(other).take_while(|(one, other)| one == other).count();
                format!(
                    "  {name}: {} and {} bytes, the same up to byte {at}",
                    one.len(),
                    other.len()
                )
            }
            (Some(_), None) => format!("  {name}: in the first build alone"),
            _ => format!("  {name}: in the second build alone"),
        })
        .collect();
    (!said.is_empty()).then(|| format!("Two builds of one commit differ:\n{}", said.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(all: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        all.iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn what_differs_is_named() {
        let one = files(&[("a", "same"), ("b", "12345"), ("c", "")]);
        assert_eq!(differences(&one, &one.clone()), None);
        let other = files(&[("a", "same"), ("b", "1234"), ("d", "")]);
        let said = differences(&one, &other).unwrap();
        assert!(said.contains("b: 5 and 4 bytes, the same up to byte 4"), "{said}");
        assert!(said.contains("c: in the first build alone"), "{said}");
        assert!(said.contains("d: in the second build alone"), "{said}");
        assert!(!said.contains("a:"), "{said}");
        assert!(differences(&files(&[]), &files(&[])).is_some());
    }
}
