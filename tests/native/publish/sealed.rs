//! Sealed rows: what lies in the folder tells of nobody, one key opens it, and whatever is not what was sealed
//! stays shut.

use std::fs;

use daping::data::Audience;
use daping::data::published::index::{Seal, key_file, list_file, page_file};
use daping::data::published::{Index, hash};
use daping::data::remote::{self, Look, Status, Verb};
use daping::data::seal::{Key, Recipients, Shut};
use daping::data::table::Table;
use daping::issue::DataFault;
use daping::reader::Session;

use super::flow::{board, csv};
use super::folder::Folder;

const PASSPHRASE: &str = "synthetic maple eleven drizzle copper anthem";

/// Ones that a wall would show, and the board's answers.
fn sealed(more: &[&str]) -> Folder {
    let folder = Folder::new();
    folder.write("boards/b.json", board("internal"));
    folder.write("a.csv", csv(9_000));
    let file = folder.write("passphrase", format!("{PASSPHRASE}\n"));
    let passphrase = ["--seal", "--passphrase", file.to_str().unwrap()];
    let options = if more.is_empty() { &passphrase[..] } else { more };
    let said = folder.publish("a.csv", "boards/b.json", options);
    assert_eq!(said.code, 0, "{}", said.text);
    assert!(!said.text.contains(PASSPHRASE), "{}", said.text);
    folder
}

/// A wall's worker at a folder; what is said to it goes as its script says it.
struct Wall<'f>(Session, &'f Folder);

impl Wall<'_> {
    fn open(folder: &Folder) -> (Wall<'_>, Vec<u8>) {
        let mut wall = Wall(Session::default(), folder);
        let opening = remote::opening("roster", Audience::Internal, 28_800);
        wall.tables(Verb::Open, &format!("{opening}\n{}", board("internal"))).unwrap();
        wall.tables(Verb::Begin, &remote::incoming(None, "index.json", None)).unwrap();
        let index = fs::read_to_string(folder.out().join("index.json")).unwrap();
        wall.tables(Verb::Push, &index).unwrap();
        wall.tables(Verb::End, "").unwrap();
        let said = wall.call(Verb::Finish, b"");
        (wall, said)
    }

    fn call(&mut self, verb: Verb, body: &[u8]) -> Vec<u8> {
        loop {
            let said = self.0.call(verb as u32, body);
            if said[0] != Status::Need as u8 {
                return said;
            }
            for name in std::str::from_utf8(&said[1..]).unwrap().lines() {
                let bytes = fs::read(self.1.out().join(name)).unwrap_or_default();
                self.0.call(Verb::File as u32, &[format!("{name}\n").as_bytes(), &bytes].concat());
            }
        }
    }

    fn tables(&mut self, verb: Verb, body: &str) -> Result<Vec<Table>, DataFault> {
        remote::read(&self.call(verb, body.as_bytes()))
    }

    /// The words that the script hears of a passphrase.
    fn unlock(&mut self, passphrase: &str) -> String {
        let hash = self.1.index().seal.unwrap().key.unwrap();
        let file = fs::read(self.1.out().join(key_file(&hash))).unwrap();
        let body = [format!("unlock\n{hash}\n{passphrase}\n").as_bytes(), &file].concat();
        let said = self.call(Verb::Key, &body);
        assert_eq!(said[0], Status::Good as u8);
        String::from_utf8(said[1..].to_vec()).unwrap()
    }

    fn roster(&mut self) -> Result<Vec<Table>, DataFault> {
        let query = crate::rows::read(r#"{"from": "roster"}"#);
        self.tables(Verb::View, &remote::question(&query, &[], &Look::default()))
    }
}

/// The sentence of what was found.
fn said<T: std::fmt::Debug>(result: Result<T, DataFault>) -> String {
    let Err(DataFault::Told { zh, en }) = result else { panic!("no finding: {result:?}") };
    assert!(!en.is_empty());
    zh
}

/// The secret key of a folder.
fn secret(folder: &Folder) -> String {
    let told = Wall::open(folder).0.unlock(PASSPHRASE);
    told.strip_prefix("key\n").unwrap_or_else(|| panic!("{told}")).to_string()
}

#[test]
fn a_passphrase_opens_what_no_file_tells() {
    let folder = sealed(&[]);
    let files = folder.files();
    assert!(files.iter().all(|(name, _)| name.ends_with(".age") || name == "index.json"));
    let all: Vec<u8> = files.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
    for telling in ["石门乡", "云阳镇", "王*", "***", "AGE-SECRET-KEY"] {
        let is_there = all.windows(telling.len()).any(|own| own == telling.as_bytes());
        assert!(!is_there, "{telling} lies in the open");
    }
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".age")) {
        assert!(bytes.starts_with(b"age-encryption.org/v1\n-> "), "{name}");
    }
    let (mut wall, locked) = Wall::open(&folder);
    assert_eq!(locked[0], Status::Locked as u8);
    assert!(wall.roster().is_err(), "nothing is half open");
    assert_eq!(wall.unlock("another phrase that nobody has chosen"), "wrong");
    let key = secret(&folder);
    let told = wall.tables(Verb::Key, &format!("secret\n{key}")).unwrap();
    assert_eq!(told[0].number(0, "rows"), Some(9_000.0));
    let rows = wall.roster().unwrap();
    assert!(rows[2].text(0, "name").is_some_and(|name| name.contains('*')), "masked as ever");
}

#[test]
fn another_key_and_the_words_of_the_page_are_faults_with_their_sentences() {
    let folder = sealed(&[]);
    let (mut wall, _) = Wall::open(&folder);
    use daping::data::seal::Key;
    let other = Key::new();
    let file = other.lock("x").unwrap();
    let text = Key::unlock(&file, "x").unwrap();
    let text = daping_secret(&text);
    assert!(said(wall.tables(Verb::Key, &format!("secret\n{text}"))).contains("口令或密钥不对"));
    assert!(said(wall.tables(Verb::Key, "secret\nAGE-SECRET-KEY-1NONE")).contains("不对"));
    for (words, sentence) in [
        ("locked\n", "已加密"),
        ("wrong\n", "口令或密钥不对"),
        ("changed\n", ".age 被改动"),
        ("older\n1582243200", "2020-02-21 00:00 UTC"),
        ("insecure\n", "https"),
    ] {
        let zh = said(wall.tables(Verb::Key, words));
        assert!(zh.contains(sentence), "{zh}");
    }
    let key = secret(&folder);
    assert!(wall.tables(Verb::Key, &format!("secret\n{key}")).is_ok(), "the right one opens still");
}

fn daping_secret(text: &age::secrecy::SecretString) -> String {
    use age::secrecy::ExposeSecret;
    text.expose_secret().to_string()
}

#[test]
fn a_changed_byte_and_a_page_of_another_publish_stay_shut() {
    let folder = sealed(&[]);
    let key = secret(&folder);
    let opened = |folder: &Folder| {
        let (mut wall, _) = Wall::open(folder);
        wall.tables(Verb::Key, &format!("secret\n{key}")).and_then(|_| wall.roster())
    };
    assert!(opened(&folder).is_ok());
    let index = folder.index();
    let list = |folder: &Folder| folder.out().join(list_file(&folder.index().seal.unwrap().list));
    let publish = |folder: &Folder| folder.index().seal.unwrap().publish;
    let name = index.files().into_iter().find(|name| name.starts_with("p-")).unwrap();
    let page = folder.out().join(name);
    let bytes = fs::read(&page).unwrap();
    let mut other = bytes.clone();
    *other.last_mut().unwrap() ^= 1;
    fs::write(&page, &other).unwrap();
    assert!(said(opened(&folder)).contains("内容与其名称不符"));

    // A page that was sealed for another publish, to the same recipients, under a name of its own.
    let old = Recipients::of(&Key::read(&key).unwrap()).seal(b"x", &"f".repeat(32)).unwrap();
    let text = Key::read(&key)
        .unwrap()
        .open(&fs::read(list(&folder)).unwrap(), &publish(&folder))
        .unwrap();
    let mut inner = Index::read(&text).unwrap();
    let forged = |inner: &Index, publish: &str| {
        let to = Recipients::of(&Key::read(&key).unwrap());
        let bytes = to.seal(inner.write().as_bytes(), publish).unwrap();
        fs::write(folder.out().join(list_file(&hash(&bytes))), &bytes).unwrap();
        let seal = folder.index().seal.unwrap();
        let open = Index::of(Seal { list: hash(&bytes), ..seal });
        fs::write(folder.out().join("index.json"), open.write()).unwrap();
    };
    inner.views[0].pages[0] = hash(&old);
    fs::write(folder.out().join(page_file(&hash(&old), true)), &old).unwrap();
    forged(&inner, &publish(&folder));
    assert!(said(opened(&folder)).contains("来自另一次发布"));
    forged(&inner, &"e".repeat(32));
    assert!(said(opened(&folder)).contains("来自另一次发布"), "the list itself");

    // Who makes an old publish look new changes its name, which stands in each of its files.
    fs::write(&page, &bytes).unwrap();
    let seal = index.seal.clone().unwrap();
    let later = format!("{}{:08x}", &seal.publish[..24], seal.issued() + 60);
    let open = Index::of(Seal { publish: later, ..seal.clone() });
    fs::write(folder.out().join("index.json"), open.write()).unwrap();
    assert!(said(opened(&folder)).contains("来自另一次发布"));
    fs::write(folder.out().join("index.json"), index.write()).unwrap();
    assert!(opened(&folder).is_ok(), "as it was");
    fs::write(folder.out().join(list_file(&seal.list)), &bytes).unwrap();
    assert!(said(opened(&folder)).contains("内容与其名称不符"));
}

#[test]
fn every_bit_of_a_sealed_file_counts() {
    let (key, name) = (Key::new(), "0123456789abcdef0123456789abcdef");
    let content = "王*,138****5678".repeat(20);
    let bytes = Recipients::of(&key).seal(content.as_bytes(), name).unwrap();
    assert_eq!(key.open(&bytes, name).as_deref(), Ok(content.as_bytes()));
    // All of its head, and of the last block; between them one bit of every byte in sixteen.
    let whole = |at: usize| at < 400 || at + 40 > bytes.len();
    for at in (0..bytes.len()).filter(|at| whole(*at) || at % 16 == 0) {
        for bit in (0..8).filter(|bit| whole(at) || *bit == at / 16 % 8) {
            let mut other = bytes.clone();
            other[at] ^= 1 << bit;
            assert!(key.open(&other, name).is_err(), "bit {bit} of byte {at}");
        }
    }
    for end in [0, 1, 100, bytes.len() - 1] {
        assert!(key.open(&bytes[..end], name).is_err(), "cut after {end}");
    }
    let other = "f".repeat(32);
    assert_eq!(key.open(&bytes, &other), Err(Shut::OtherPublish));
    assert_eq!(Key::new().open(&bytes, name), Err(Shut::Key));
    let short = Recipients::of(&key).seal(b"x", name).unwrap();
    // Besides some noise of age's own.
    assert!(short.len().abs_diff(bytes.len()) < 500, "its length tells little");
}

#[test]
fn recipients_open_with_their_own_keys() {
    let key = Key::new();
    let folder = sealed(&["--seal-to", &key.recipient().to_string()]);
    assert_eq!(folder.index().seal.unwrap().key, None);
    let (mut wall, locked) = Wall::open(&folder);
    assert_eq!(locked[..2], [Status::Locked as u8, b'\n'], "no file of a key");
    let text = daping_secret(&Key::unlock(&key.lock("x").unwrap(), "x").unwrap());
    let file = format!("# created: 2020-02-21T08:00:00+08:00\n{text}\n");
    assert!(wall.tables(Verb::Key, &format!("secret\n{file}")).is_ok(), "a file of age-keygen");
    assert!(wall.roster().is_ok());
    let said = folder.publish("a.csv", "boards/b.json", &["--seal-to", "age1nobody"]);
    assert!(said.code == 2 && said.text.contains("age1nobody"), "{}", said.text);
}

#[test]
fn passphrases_are_strong_or_made() {
    let folder = sealed(&[]);
    let before = folder.index();
    for weak in ["", "password1234", "南召县2020", "12345678901234567890"] {
        let file = folder.write("weak", weak);
        let options = ["--seal", "--passphrase", file.to_str().unwrap()];
        let said = folder.publish("a.csv", "boards/b.json", &options);
        assert!(said.code == 2 && said.text.contains("口令太弱"), "{weak}: {}", said.text);
    }
    assert_eq!(folder.index(), before, "nothing was published");
    let said = folder.publish("a.csv", "boards/b.json", &["--seal"]);
    let made = said.text.split("请另行保管):").nth(1).map(str::trim).unwrap_or_default();
    assert_eq!(made.len(), 23, "{}", said.text);
    let after: Index = folder.index();
    let (old, new) = (before.seal.unwrap(), after.seal.clone().unwrap());
    assert!(new.issued() > old.issued() && new.publish != old.publish);
    assert!(Wall::open(&folder).0.unlock(made).starts_with("key\n"));
    assert_eq!(Wall::open(&folder).0.unlock(PASSPHRASE), "wrong");
    let files = folder.files();
    assert!(files.iter().all(|(_, bytes)| !bytes.windows(23).any(|own| own == made.as_bytes())));
    // The board finds what it needs, though it cannot look into it.
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_daping"));
    let said = super::folder::run(
        command.arg("check").arg(folder.write("boards/b.json", board("internal"))),
    );
    assert_eq!(said.code, 0, "{}", said.text);
    fs::write(folder.out().join(key_file(&new.key.unwrap())), b"age").unwrap();
    fs::remove_file(folder.out().join(list_file(&new.list))).unwrap();
    let said = super::folder::run(command.arg("--lang").arg("zh"));
    assert!(said.code == 1 && said.text.contains("缺少索引所列的文件 i-"), "{}", said.text);
    assert!(said.text.contains("内容与其名称不符"), "{}", said.text);
}
