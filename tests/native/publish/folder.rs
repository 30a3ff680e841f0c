//! A folder of its own for each test, and the command that publishes into it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use daping::data::published::Index;

/// A folder that goes with its test.
pub struct Folder(pub PathBuf);

/// What a command said, and its exit code.
pub struct Said {
    pub text: String,
    pub code: i32,
}

impl Folder {
    pub fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let own = format!(
            "daping-publish-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(own);
        fs::create_dir_all(path.join("boards")).unwrap();
        Folder(path)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn out(&self) -> PathBuf {
        self.0.join("data/roster")
    }

    /// Publishes the file by the board, both by their names.
    pub fn publish(&self, file: &str, board: &str, more: &[&str]) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_daping"));
        command.arg("publish").arg(self.0.join(file)).arg("--board").arg(self.0.join(board));
        run(command.arg("--out").arg(self.out()).args(more))
    }

    /// Names and bytes of what was published, in the order of the names.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        files(&self.out())
    }

    pub fn index(&self) -> Index {
        Index::read(&fs::read(self.out().join("index.json")).unwrap()).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_string();
    let mut all: Vec<_> = entries.map(|path| (name(&path), fs::read(&path).unwrap())).collect();
    all.sort();
    all
}

pub fn run(command: &mut Command) -> Said {
    let out = command.output().expect("the program runs");
    let text = [out.stdout, out.stderr].concat();
    let code = out.status.code().expect("an exit code");
    Said { text: String::from_utf8_lossy(&text).into_owned(), code }
}
