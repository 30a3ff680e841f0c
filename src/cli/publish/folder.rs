//! The folder that is published: new files first, the index last.
//!
//! ```text
//! p-HASH.bin.part -> p-HASH.bin ... -> index.json -> files of older publishes go
//! ```
//!
//! What breaks off before the index leaves the old publish whole; its parts are removed with the writer,
//! or by the next one where the process was killed. Files of the publish before this one stay, because a
//! wall may still have its index. Files of other names are nobody's business here.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::data::published::Index;

const INDEX: &str = "index.json";
const PART: &str = ".part";

/// Writes one publish.
pub struct Folder {
    path: PathBuf,
    /// The folder was not there before.
    made: bool,
    /// Names whose parts are written.
    parts: BTreeSet<String>,
    /// The index that is there; its files stay.
    old: Option<Index>,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written {
    pub files: usize,
    pub bytes: u64,
    /// Files of older publishes that were removed.
    pub removed: usize,
}

/// Why a folder cannot be used.
pub enum Refused {
    Io(io::Error),
    /// Its index is no index of pages.
    Foreign(PathBuf),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Refused::Io(error)
    }
}

impl Folder {
    /// Makes the folder where it is missing, and removes what an earlier writer left half done.
    pub fn open(path: &Path) -> Result<Folder, Refused> {
        let made = !path.exists();
        fs::create_dir_all(path)?;
        let old = match fs::read(path.join(INDEX)) {
            Ok(bytes) => match Index::read(&bytes) {
                Ok(index) => Some(index),
                Err(_) => return Err(Refused::Foreign(path.join(INDEX))),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        for name in names(path)?.iter().filter(|name| is_part(name)) {
            fs::remove_file(path.join(name))?;
        }
        Ok(Folder { path: path.to_path_buf(), made, parts: BTreeSet::new(), old })
    }

    /// Writes a file of that name beside the old ones; one that is there with these bytes stays.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let is_there = || fs::read(self.path.join(name)).is_ok_and(|old| old == bytes);
        if self.parts.contains(name) || is_there() {
            return Ok(());
        }
        self.parts.insert(name.to_string());
        let mut file = File::create(self.part(name))?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    /// Brings the files of the index in, then the index itself; then older files go.
    pub fn publish(mut self, index: &Index) -> io::Result<Written> {
        let files = index.files();
        let wanted: BTreeSet<&str> = files.iter().map(String::as_str).collect();
        for name in std::mem::take(&mut self.parts) {
            if wanted.contains(name.as_str()) {
                fs::rename(self.part(&name), self.path.join(&name))?;
            } else {
                fs::remove_file(self.part(&name))?;
            }
        }
        sync(&self.path)?;
        let text = index.write();
        self.parts.insert(INDEX.to_string());
        let mut file = File::create(self.part(INDEX))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(self.part(INDEX), self.path.join(INDEX))?;
        self.parts.clear();
        self.made = false;
        sync(&self.path)?;
        let mut written = Written { files: files.len() + 1, bytes: text.len() as u64, removed: 0 };
        for name in &files {
            written.bytes += fs::metadata(self.path.join(name))?.len();
        }
        // What stood in the open before it was sealed does not stay there.
        let stays = |old: &&Index| index.seal.is_none() || old.seal.is_some();
        let before = self.old.iter().filter(stays).flat_map(Index::files);
        let kept: BTreeSet<String> = files.into_iter().chain(before).collect();
        for name in names(&self.path)?.iter().filter(|name| is_own(name) && !kept.contains(*name)) {
            fs::remove_file(self.path.join(name))?;
            written.removed += 1;
        }
        Ok(written)
    }

    fn part(&self, name: &str) -> PathBuf {
        self.path.join(format!("{name}{PART}"))
    }
}

/// What was not published leaves nothing.
impl Drop for Folder {
    fn drop(&mut self) {
        // Whatever cannot be removed now is removed by the next writer.
        for name in &self.parts {
            drop(fs::remove_file(self.part(name)));
        }
        if self.made {
            drop(fs::remove_dir(&self.path));
        }
    }
}

fn names(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        names.extend(entry?.file_name().into_string());
    }
    Ok(names)
}

/// `p-0123456789abcdef.bin`, or sealed as `.age`
fn is_own(name: &str) -> bool {
    let hash = ["p-", "a-", "k-", "i-"].iter().find_map(|begin| name.strip_prefix(begin));
    let hash =
        hash.and_then(|rest| rest.strip_suffix(".bin").or_else(|| rest.strip_suffix(".age")));
    let hash = hash.unwrap_or_default();
    hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_part(name: &str) -> bool {
    name.strip_suffix(PART).is_some_and(|name| is_own(name) || name == INDEX)
}

/// Renames hold once the folder itself is on the disk.
fn sync(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}
