//! Sealed rows: what the page's script says of keys, and what is made of it. See [`Verb::Key`](crate::data::remote::Verb::Key).
//!
//! Deliberately absent: who is asked for a passphrase, and what is remembered of it (public/reader/seal.js).

use super::published::Published;
use crate::data::published::index::{Seal, key_file};
use crate::data::published::{hash, sealed};
use crate::data::seal::{Key, Shut};
use crate::issue::{DataFault, PagesFault, SealFault};

/// What was said.
pub enum Heard<'b> {
    Unlock {
        hash: &'b str,
        passphrase: &'b str,
        file: &'b [u8],
    },
    Secret(&'b str),
    /// A word, and what stands behind it.
    Why((&'b str, &'b str)),
}

/// A line, and what is behind it.
fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((std::str::from_utf8(line).ok()?, rest.get(1..)?))
}

pub fn heard(body: &[u8]) -> Result<Heard<'_>, DataFault> {
    read(body).ok_or(DataFault::NoReader)
}

fn read(body: &[u8]) -> Option<Heard<'_>> {
    let (word, rest) = line(body)?;
    match word {
        "unlock" => {
            let (hash, rest) = line(rest)?;
            let (passphrase, file) = line(rest)?;
            Some(Heard::Unlock { hash, passphrase, file })
        }
        "secret" => Some(Heard::Secret(std::str::from_utf8(rest).ok()?)),
        why => Some(Heard::Why((why, std::str::from_utf8(rest).ok()?))),
    }
}

/// What the page has to know to find the key.
pub fn locked(seal: &Seal) -> String {
    let key = seal.key.as_ref().map(|key| key_file(key)).unwrap_or_default();
    format!("{key}\n{}", seal.issued())
}

/// `key` and the secret key in that file, `wrong` or `changed`.
pub fn unlock(own: &str, passphrase: &str, file: &[u8]) -> String {
    use age::secrecy::ExposeSecret;
    if hash(file) != own {
        return "changed".into();
    }
    match Key::unlock(file, passphrase) {
        Ok(key) => format!("key\n{}", key.expose_secret()),
        Err(Shut::Key) => "wrong".into(),
        Err(_) => "changed".into(),
    }
}

/// Opens the rows of that source by a secret key, or says which file is needed for it.
pub fn opened(
    own: &mut Published,
    text: &str,
    source: &str,
) -> Result<Result<(), Vec<String>>, DataFault> {
    let key = Key::read(text).map_err(|_| sealed::sealed(SealFault::WrongKey))?;
    own.unseal(key, source)
}

/// The fault that a word says.
pub fn why(seal: Option<&Seal>, (word, rest): (&str, &str)) -> DataFault {
    let key = seal.and_then(|seal| seal.key.as_ref()).map(|key| key_file(key));
    let key = || key.unwrap_or_default();
    sealed::sealed(match word {
        "missing" => return DataFault::Pages(PagesFault::NoFile { file: key() }),
        "wrong" => SealFault::WrongKey,
        "changed" => SealFault::Changed { file: key() },
        "older" => SealFault::Older {
            issued: seal.map_or(0, Seal::issued),
            seen: rest.trim().parse().unwrap_or_default(),
        },
        "insecure" => SealFault::NotSecure,
        _ => return DataFault::NoReader,
    })
}
