//! Sealed rows opened by the reference implementation of the format, the program `age`: whoever has its key needs
//! nothing of ours. `AGE` is the program; `cargo xtask setup` installs it.

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use daping::data::columns;
use daping::data::published::Index;
use daping::data::published::index::{key_file, list_file, page_file};
use daping::data::query::Query;

use super::folder::Folder;
use super::sealed::{PASSPHRASE, Wall, sealed, secret};

/// As docs/seal.md describes the head of a file.
const MAGIC: &[u8] = b"daping-seal 1\n";
const BLOCK: usize = 16_384;

/// `age`, or the program that stands beside it.
fn program(name: &str) -> OsString {
    let own = std::env::var_os("AGE").unwrap_or_else(|| "age".into());
    Path::new(&own).with_file_name(name).into_os_string()
}

fn run(program: &OsString, words: &[&str]) -> Output {
    let said = Command::new(program).args(words).output();
    said.unwrap_or_else(|why| panic!("{program:?}: {why}; `cargo xtask setup` installs age"))
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// What `age -d` makes of a file by the keys in another.
fn decrypted(key: &Path, file: &Path) -> Vec<u8> {
    let out = run(&program("age"), &["-d", "-i", path(key), path(file)]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    out.stdout
}

/// The lines of a head and the content behind it.
fn parts(plain: &[u8]) -> ([String; 3], &[u8]) {
    assert_eq!(plain.len() % BLOCK, 0, "whole blocks");
    let mut rest = plain.strip_prefix(MAGIC).expect("the head");
    let lines = std::array::from_fn(|_| {
        let end = rest.iter().position(|byte| *byte == b'\n').expect("a line");
        let line = String::from_utf8(rest[..end].to_vec()).unwrap();
        rest = &rest[end + 1..];
        line
    });
    let (length, rest) = rest.split_first_chunk().unwrap();
    let (content, zeros) = rest.split_at(u32::from_le_bytes(*length) as usize);
    assert!(zeros.iter().all(|byte| *byte == 0));
    (lines, content)
}

/// Opens every file of rows by the standard tool and holds it against what a wall is told.
fn same_rows(folder: &Folder, key: &Path) {
    let seal = folder.index().seal.unwrap();
    let plain = decrypted(key, &folder.out().join(list_file(&seal.list)));
    let ([publish, source, place], content) = parts(&plain);
    assert_eq!(
        [publish, source, place],
        [seal.publish.clone(), "\"roster\"".to_string(), "list".to_string()]
    );
    let index = Index::read(content).unwrap();
    assert_eq!(index.rows, 9_000);

    let (mut wall, _) = Wall::open(folder);
    let text = fs::read_to_string(key).unwrap();
    wall.tables(daping::data::remote::Verb::Key, &format!("secret\n{text}")).unwrap();
    let shown = &wall.roster().unwrap()[2];
    assert!(shown.rows() > 10);
    let view = index.view(&Query::default()).unwrap();
    let mut rows = 0;
    for (at, hash) in view.pages.iter().enumerate() {
        let plain = decrypted(key, &folder.out().join(page_file(hash, true)));
        let ([publish, _, place], content) = parts(&plain);
        assert_eq!(publish, seal.publish);
        assert!(place.starts_with(&format!("page {at} ")), "{place}");
        let page = columns::read(content).unwrap();
        if at == 0 {
            for row in 0..shown.rows() {
                assert_eq!(shown.text(row, "name"), page.text(row, "name"), "row {row}");
            }
        }
        rows += page.rows();
    }
    assert_eq!(rows, 9_000);
}

#[test]
fn the_standard_tool_opens_what_was_sealed_to_its_own_key_and_another_key_does_not() {
    let keys = Folder::new();
    let made = |name: &str| -> (PathBuf, String) {
        let key = keys.0.join(name);
        let said = run(&program("age-keygen"), &["-o", path(&key)]);
        assert!(said.status.success(), "{said:?}");
        let said = run(&program("age-keygen"), &["-y", path(&key)]);
        (key, String::from_utf8(said.stdout).unwrap().trim().to_string())
    };
    let ((key, recipient), (other, _)) = (made("key"), made("other"));
    let folder = sealed(&["--seal-to", &recipient]);
    same_rows(&folder, &key);
    let list = folder.out().join(list_file(&folder.index().seal.unwrap().list));
    let out = run(&program("age"), &["-d", "-i", path(&other), path(&list)]);
    assert!(!out.status.success() && out.stdout.is_empty());
}

/// What `age -d -o` writes for a passphrase, which it takes from a terminal alone: `script` makes one.
fn by_passphrase(file: &Path, passphrase: &str, to: &Path) -> Output {
    let tool = program("age");
    let words = format!("{} -d -o {} {}", path(Path::new(&tool)), path(to), path(file));
    let mut command = Command::new("script");
    command.args(["-qec", &words, "/dev/null"]).stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{passphrase}").unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn the_standard_tool_opens_what_a_passphrase_sealed_and_another_phrase_does_not() {
    let folder = sealed(&[]);
    let file = folder.out().join(key_file(&folder.index().seal.unwrap().key.unwrap()));
    let (key, none) = (folder.0.join("key.txt"), folder.0.join("none.txt"));
    let said = by_passphrase(&file, "another phrase that nobody has chosen", &none);
    assert!(!said.status.success() && !none.exists());
    let said = by_passphrase(&file, PASSPHRASE, &key);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stdout));
    assert_eq!(fs::read_to_string(&key).unwrap().trim(), secret(&folder));
    same_rows(&folder, &key);
}
