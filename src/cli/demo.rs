//! Demo data: a county's roster of migrant workers and its province's resumption of work, all
//! invented, the same bytes from the same seed on every machine.
//!
//! The files lie on a CDN for all to read, and yet must show the masks of an internal wall at work.
//! So names, telephones and identity numbers are there in full, and belong to nobody. No clock, no
//! float, no order of a hash decides anything here: a test compares the committed files.

mod firm;
mod journey;
mod nanzhao;
mod person;
mod place;
mod power;
mod province;
mod random;
mod roster;
mod service;
mod sheet;
mod supply;
mod work;

use std::io;
use std::path::{Path, PathBuf};

/// The seed and size of the committed files.
pub const SEED: u64 = 20_200_221;
pub const PEOPLE: u32 = 6_000;

/// The largest roster that is written; about 320 bytes per person.
pub const MAX_PEOPLE: u32 = 1_000_000;

/// Writes every demo file into the folder `to` (a folder for each board), making what is missing; says
/// which.
///
/// `InvalidInput` where `people` is over [`MAX_PEOPLE`].
pub fn write(to: &Path, seed: u64, people: u32) -> io::Result<Vec<PathBuf>> {
    let files = files(seed, people)?;
    let written = files.into_iter().map(|(name, text)| {
        let path = to.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&path, text)?;
        Ok(path)
    });
    written.collect()
}

/// The name below `data/` and the text of every demo file.
pub fn files(seed: u64, people: u32) -> io::Result<Vec<(&'static str, String)>> {
    if people > MAX_PEOPLE {
        let message = format!("people: at most {MAX_PEOPLE}, found {people}");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let mut files = vec![
        ("nanzhao/roster.json", roster::file(seed, people)?),
        ("nanzhao/prefectures.json", province::prefectures(seed)?),
        ("nanzhao/power.csv", province::power(seed)),
    ];
    files.extend(nanzhao::files(seed, people)?);
    files.extend(power::files(seed)?);
    files.extend(supply::files(seed)?);
    Ok(files)
}
