//! Sealed files: content in the [age](https://age-encryption.org/v1) format, which the standard tools open too.
//!
//! ```text
//! k-HASH.age   by a passphrase: the publish's own secret key, AGE-SECRET-KEY-1...
//! p-HASH.age   to that key, or to given ones: head, content, zeros
//! head         "daping-seal 1\n", then on a line each the publish (32 hex digits), the dataset as JSON has a text, and
//!              the place in the publish; then the content's length in bytes (u32, little-endian)
//! ```
//!
//! A file is its content only after all of it was found to be what was sealed, and where. Zeros fill it up, so that
//! its length tells little of what is in it. Beside the recipients of a file the publish stands in the open
//! (`-> daping-publish NAME`, which other tools pass over), so that a file of another publish, which has another key,
//! is told from a damaged one.
//!
//! Deliberately absent: ciphers, which are age's, and where a key comes from. Opening needs no chance; sealing
//! takes it from the machine, as the library does.

use std::cell::RefCell;
#[cfg(not(target_arch = "wasm32"))]
use std::collections::HashSet;
use std::fmt;
use std::io::Read;
#[cfg(not(target_arch = "wasm32"))]
use std::io::Write;
use std::str::FromStr;

use age::secrecy::SecretString;
use age::x25519;
use age::{DecryptError, Decryptor, Identity};
use age_core::format::{FileKey, Stanza};

use super::tree::quote;

const MAGIC: &[u8] = b"daping-seal 1\n";
/// Stands before the publish's name beside the recipients of a file.
const MARK: &str = "daping-publish";
/// Files are as long as a multiple of so many bytes, before they are sealed.
#[cfg(not(target_arch = "wasm32"))]
const BLOCK: usize = 16_384;
/// The passphrase is stretched by scrypt with N = 2^17, r = 8, p = 1: 128 MB and some 0.3 s.
#[cfg(not(target_arch = "wasm32"))]
const WORK: u8 = 17;
/// More work than that is not done for a file that somebody may have put there: 256 MB.
const MOST_WORK: u8 = 18;

/// Why a file stays shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shut {
    /// The key, or the passphrase, is another one.
    Key,
    /// It is not what was sealed.
    Changed,
    /// It was sealed for another publish.
    OtherPublish,
    /// It is of another dataset.
    OtherDataset,
    /// It is another file of this publish.
    Misplaced,
}

/// What a file says of itself, before its content.
#[derive(Clone, Copy, Debug)]
pub struct Head<'h> {
    pub publish: &'h str,
    /// The source's name in the board.
    pub dataset: &'h str,
    /// On one line.
    pub place: &'h str,
}

impl Head<'_> {
    #[cfg(not(target_arch = "wasm32"))]
    fn write(&self, length: u32) -> Vec<u8> {
        let mut head = MAGIC.to_vec();
        for line in self.lines() {
            head.extend_from_slice(line.as_bytes());
            head.push(b'\n');
        }
        head.extend_from_slice(&length.to_le_bytes());
        head
    }

    fn lines(&self) -> [String; 3] {
        let mut dataset = String::new();
        quote(self.dataset, &mut dataset);
        [self.publish.to_string(), dataset, self.place.to_string()]
    }

    /// Where content begins and ends in plain bytes that have this head.
    fn find(&self, all: &[u8]) -> Result<std::ops::Range<usize>, Shut> {
        let mut rest = all.strip_prefix(MAGIC).ok_or(Shut::Changed)?;
        let kinds = [Shut::OtherPublish, Shut::OtherDataset, Shut::Misplaced];
        for (own, other) in self.lines().iter().zip(kinds) {
            let end = rest.iter().position(|byte| *byte == b'\n').ok_or(Shut::Changed)?;
            let (line, after) = rest.split_at_checked(end).ok_or(Shut::Changed)?;
            if line != own.as_bytes() {
                return Err(other);
            }
            rest = after.get(1..).ok_or(Shut::Changed)?;
        }
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(Shut::Changed)?;
        let begin = all.len() - rest.len();
        let end = begin.saturating_add(u32::from_le_bytes(*length) as usize);
        if end <= all.len() { Ok(begin..end) } else { Err(Shut::Changed) }
    }
}

/// A secret key, never to be shown.
pub struct Key(x25519::Identity);

impl fmt::Debug for Key {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("Key(…)")
    }
}

impl Key {
    /// Reads `AGE-SECRET-KEY-1…`: the first line that is one, as in the files of age's own tools.
    pub fn read(text: &str) -> Result<Key, Shut> {
        let mut lines = text.lines().map(str::trim);
        let key = lines.find_map(|line| x25519::Identity::from_str(line).ok());
        key.map(Key).ok_or(Shut::Key)
    }

    /// A new one.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn new() -> Key {
        Key(x25519::Identity::generate())
    }

    /// What is sealed to it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn recipient(&self) -> x25519::Recipient {
        self.0.to_public()
    }

    /// The key's file, locked by a passphrase.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn lock(&self, passphrase: &str) -> std::io::Result<Vec<u8>> {
        use age::secrecy::ExposeSecret;
        let mut recipient = age::scrypt::Recipient::new(secret(passphrase));
        recipient.set_work_factor(WORK);
        let text = self.0.to_string();
        encrypt(text.expose_secret().as_bytes(), &[&recipient])
    }

    /// The key of such a file, as its text.
    pub fn unlock(bytes: &[u8], passphrase: &str) -> Result<SecretString, Shut> {
        let mut identity = age::scrypt::Identity::new(secret(passphrase));
        identity.set_max_work_factor(MOST_WORK);
        let text = String::from_utf8(decrypt(bytes, &identity)?).map_err(|_| Shut::Changed)?;
        Key::read(&text).map_err(|_| Shut::Changed)?;
        Ok(secret(text.trim()))
    }

    /// The content of a file that has this head.
    pub fn open(&self, bytes: &[u8], head: &Head) -> Result<Vec<u8>, Shut> {
        let marked = Marked { key: &self.0, of: RefCell::new(None) };
        let mut all = match decrypt(bytes, &marked) {
            // Another publish has another key, and says so beside it.
            Err(Shut::Key) if marked.is_foreign(head.publish) => return Err(Shut::OtherPublish),
            all => all?,
        };
        let own = head.find(&all)?;
        all.truncate(own.end);
        all.drain(..own.start);
        Ok(all)
    }
}

/// A key that hears which publish a file says that it is of.
struct Marked<'k> {
    key: &'k x25519::Identity,
    of: RefCell<Option<String>>,
}

impl Marked<'_> {
    fn is_foreign(&self, publish: &str) -> bool {
        self.of.borrow().as_ref().is_some_and(|own| own != publish)
    }
}

impl Identity for Marked<'_> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        if stanza.tag == MARK {
            *self.of.borrow_mut() = stanza.args.first().cloned();
            return None;
        }
        self.key.unwrap_stanza(stanza)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Default for Key {
    fn default() -> Self {
        Key::new()
    }
}

fn secret(text: &str) -> SecretString {
    SecretString::from(text.to_string())
}

/// Whole or not at all.
fn decrypt(bytes: &[u8], identity: &dyn Identity) -> Result<Vec<u8>, Shut> {
    use age::DecryptError::{ExcessiveWork, KeyDecryptionFailed, NoMatchingKeys};
    let shut = |error| match error {
        NoMatchingKeys | KeyDecryptionFailed => Shut::Key,
        // Nobody who publishes with this program asks for so much.
        ExcessiveWork { .. } => Shut::Changed,
        // A passphrase that is wrong is one that does not open.
        age::DecryptError::DecryptionFailed => Shut::Key,
        _ => Shut::Changed,
    };
    let decryptor = Decryptor::new_buffered(bytes).map_err(shut)?;
    let mut all = Vec::with_capacity(bytes.len());
    let mut reader = decryptor.decrypt(std::iter::once(identity)).map_err(shut)?;
    reader.read_to_end(&mut all).map_err(|_| Shut::Changed)?;
    Ok(all)
}

/// Those whose keys open what is sealed.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Default)]
pub struct Recipients(Vec<x25519::Recipient>);

#[cfg(not(target_arch = "wasm32"))]
impl Recipients {
    pub fn of(key: &Key) -> Recipients {
        Recipients(vec![key.recipient()])
    }

    /// Reads `age1…`, one each; an error is one that is none.
    pub fn read(all: &[String]) -> Result<Recipients, String> {
        let read =
            |text: &String| x25519::Recipient::from_str(text.trim()).map_err(|_| text.clone());
        all.iter().map(read).collect::<Result<_, _>>().map(Recipients)
    }

    /// Seals a content under its head; other bytes each time.
    pub fn seal(&self, content: &[u8], head: &Head) -> std::io::Result<Vec<u8>> {
        let length = u32::try_from(content.len()).map_err(std::io::Error::other)?;
        let mut all = head.write(length);
        let whole = (all.len() + content.len()).next_multiple_of(BLOCK);
        all.reserve_exact(whole - all.len());
        all.extend_from_slice(content);
        all.resize(whole, 0);
        let mark = Mark(head.publish);
        let own = self.0.iter().map(|own| own as &dyn age::Recipient);
        encrypt(&all, &own.chain(std::iter::once(&mark as _)).collect::<Vec<_>>())
    }
}

/// Names the publish beside its recipients, and opens nothing.
#[cfg(not(target_arch = "wasm32"))]
struct Mark<'p>(&'p str);

#[cfg(not(target_arch = "wasm32"))]
impl age::Recipient for Mark<'_> {
    fn wrap_file_key(
        &self,
        _: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        let (tag, args) = (MARK.to_string(), vec![self.0.to_string()]);
        Ok((vec![Stanza { tag, args, body: Vec::new() }], HashSet::new()))
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn encrypt(content: &[u8], to: &[&dyn age::Recipient]) -> std::io::Result<Vec<u8>> {
    let encryptor = age::Encryptor::with_recipients(to.iter().copied());
    let encryptor = encryptor.map_err(std::io::Error::other)?;
    let mut bytes = Vec::new();
    let mut writer = encryptor.wrap_output(&mut bytes)?;
    writer.write_all(content)?;
    writer.finish()?;
    Ok(bytes)
}

/// Opening needs no chance, and a browser's worker is asked for none.
#[cfg(target_arch = "wasm32")]
mod chance {
    fn none(_: &mut [u8]) -> Result<(), getrandom::Error> {
        Err(getrandom::Error::UNSUPPORTED)
    }

    getrandom::register_custom_getrandom!(none);
}
