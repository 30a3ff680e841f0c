//! Sealed rows: what lies in the folder tells of nobody, one key opens it, and whatever is not what was sealed
//! stays shut.

use std::fs;

use daping::data::Audience;
use daping::data::published::index::{Of, Seal, key_file, list_file, page_file};
use daping::data::published::{Index, hash};
use daping::data::query::Query;
use daping::data::remote::{self, Look, Status, Verb};
use daping::data::seal::{Head, Key, Recipients, Shut};
use daping::data::table::Table;
use daping::issue::DataFault;
use daping::reader::Session;

use super::flow::{board, csv};
use super::folder::Folder;

pub const PASSPHRASE: &str = "synthetic maple eleven drizzle copper anthem";

/// Ones that a wall would show, and the board's answers.
pub fn sealed(more: &[&str]) -> Folder {
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
pub struct Wall<'f>(Session, &'f Folder);

impl Wall<'_> {
    pub fn open(folder: &Folder) -> (Wall<'_>, Vec<u8>) {
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

    pub fn tables(&mut self, verb: Verb, body: &str) -> Result<Vec<Table>, DataFault> {
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

    pub fn roster(&mut self) -> Result<Vec<Table>, DataFault> {
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
pub fn secret(folder: &Folder) -> String {
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
    assert_eq!(remote::read(&locked), Err(DataFault::Locked), "where nobody enters anything");
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
        ("wrong\n", "口令或密钥不对"),
        ("missing\n", "缺少索引所列的文件 k-"),
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

/// What a wall says that has the key, at the first page of the roster.
fn shown(folder: &Folder, key: &str) -> Result<Vec<Table>, DataFault> {
    let (mut wall, _) = Wall::open(folder);
    wall.tables(Verb::Key, &format!("secret\n{key}")).and_then(|_| wall.roster())
}

fn head<'h>(publish: &'h str, place: &'h str) -> Head<'h> {
    Head { publish, dataset: "roster", place }
}

/// The index that only the key shows.
fn inner(folder: &Folder, key: &str) -> Index {
    let seal = folder.index().seal.unwrap();
    let bytes = fs::read(folder.out().join(list_file(&seal.list))).unwrap();
    let own = Key::read(key).unwrap().open(&bytes, &head(&seal.publish, &Of::List.write()));
    Index::read(&own.unwrap()).unwrap()
}

/// The names of all of the roster's pages, in their order.
fn pages(folder: &Folder, key: &str) -> Vec<String> {
    let index = inner(folder, key);
    let view = index.view(&Query::default()).unwrap();
    view.pages.iter().map(|hash| page_file(hash, true)).collect()
}

#[test]
fn a_changed_byte_another_publish_and_another_place_are_told_apart() {
    let folder = sealed(&[]);
    let old_key = secret(&folder);
    let old_page = fs::read(folder.out().join(&pages(&folder, &old_key)[0])).unwrap();
    let old = folder.index().seal.unwrap();
    let old_list = fs::read(folder.out().join(list_file(&old.list))).unwrap();
    let file = folder.0.join("passphrase");
    let options = ["--seal", "--passphrase", file.to_str().unwrap()];
    assert_eq!(folder.publish("a.csv", "boards/b.json", &options).code, 0);
    let key = secret(&folder);
    assert_ne!(key, old_key, "each publish has a key of its own");
    let (pages, list) = (pages(&folder, &key), list_file(&folder.index().seal.unwrap().list));
    assert!(pages.len() > 1);
    assert!(shown(&folder, &key).is_ok());
    let read = |name: &str| fs::read(folder.out().join(name)).unwrap();
    let with = |name: &str, bytes: &[u8]| {
        let before = read(name);
        fs::write(folder.out().join(name), bytes).unwrap();
        let zh = said(shown(&folder, &key));
        fs::write(folder.out().join(name), before).unwrap();
        assert!(zh.contains(name), "{zh}");
        zh
    };
    for name in [&pages[0], &list] {
        // In the recipient's part, in what stands behind it, and in the rows.
        for at in [40, 150, read(name).len() - 1] {
            let mut other = read(name);
            other[at] ^= 1;
            assert!(with(name, &other).contains("被改动"), "byte {at} of {name}");
        }
        assert!(with(name, b"").contains("缺少"), "what did not come was not changed");
    }
    assert!(with(&pages[0], &old_page).contains("来自另一次发布"));
    assert!(with(&list, &old_list).contains("来自另一次发布"));
    assert!(with(&pages[0], &read(&pages[1])).contains("另一个文件"));
    assert!(with(&list, &read(&pages[0])).contains("另一个文件"));
    assert!(shown(&folder, &key).is_ok(), "as it was");
    assert!(
        said(shown(&folder, &old_key)).contains("口令或密钥不对"),
        "the key of another publish"
    );
}

#[test]
fn who_has_the_key_cannot_make_an_old_publish_look_new_by_its_name() {
    let folder = sealed(&[]);
    let (key, index) = (secret(&folder), folder.index());
    let seal = index.seal.unwrap();
    let later = format!("{}{:08x}", &seal.publish[..24], seal.issued() + 60);
    let open = Index::of(Seal { publish: later, ..seal.clone() });
    fs::write(folder.out().join("index.json"), open.write()).unwrap();
    assert!(said(shown(&folder, &key)).contains("来自另一次发布"));
    // Nor does the publish of one source stand for another.
    fs::write(folder.out().join("index.json"), Index::of(seal.clone()).write()).unwrap();
    let (publish, place) = (seal.publish.as_str(), Of::List.write());
    let to = Recipients::of(&Key::read(&key).unwrap());
    let other = Head { publish, dataset: "others", place: &place };
    let bytes = to.seal(inner(&folder, &key).write().as_bytes(), &other).unwrap();
    fs::write(folder.out().join(list_file(&hash(&bytes))), &bytes).unwrap();
    let open = Index::of(Seal { list: hash(&bytes), ..seal });
    fs::write(folder.out().join("index.json"), open.write()).unwrap();
    assert!(said(shown(&folder, &key)).contains("另一个数据来源"));
}

#[test]
fn every_bit_of_a_sealed_file_counts() {
    let (key, name) = (Key::new(), "0123456789abcdef0123456789abcdef");
    let own = head(name, "page 0 {}");
    let content = "王*,138****5678".repeat(20);
    let bytes = Recipients::of(&key).seal(content.as_bytes(), &own).unwrap();
    assert_eq!(key.open(&bytes, &own).as_deref(), Ok(content.as_bytes()));
    // All of its head, and of the last block; between them one bit of every byte in sixteen.
    let whole = |at: usize| at < 500 || at + 40 > bytes.len();
    for at in (0..bytes.len()).filter(|at| whole(*at) || at % 16 == 0) {
        for bit in (0..8).filter(|bit| whole(at) || *bit == at / 16 % 8) {
            let mut other = bytes.clone();
            other[at] ^= 1 << bit;
            // A key that has opened another file of the publish is no wrong one: it is this file.
            let told = key.open(&other, &own);
            assert!(
                matches!(told, Err(Shut::Changed | Shut::Key)),
                "bit {bit} of byte {at}: {told:?}"
            );
        }
    }
    for end in [0, 1, 100, bytes.len() - 1] {
        assert!(key.open(&bytes[..end], &own).is_err(), "cut after {end}");
    }
    let other = "f".repeat(32);
    assert_eq!(key.open(&bytes, &head(&other, "page 0 {}")), Err(Shut::OtherPublish));
    assert_eq!(key.open(&bytes, &head(name, "page 1 {}")), Err(Shut::Misplaced));
    let dataset = Head { dataset: "others", ..own };
    assert_eq!(key.open(&bytes, &dataset), Err(Shut::OtherDataset));
    assert_eq!(Key::new().open(&bytes, &own), Err(Shut::Key));
    assert_eq!(Key::new().open(&bytes, &head(&other, "")), Err(Shut::OtherPublish));
    let short = Recipients::of(&key).seal(b"x", &own).unwrap();
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
    // Words of the board are no secret, though no dictionary has them.
    let guessed = folder.write("weak", "roster云阳镇2020");
    let options = ["--seal", "--passphrase", guessed.to_str().unwrap()];
    assert_eq!(folder.publish("a.csv", "boards/b.json", &options).code, 2);
    // A new one is said to a terminal alone: in a log it would stay.
    let said = folder.publish("a.csv", "boards/b.json", &["--seal"]);
    assert!(said.code == 2 && said.text.contains("不是终端"), "{}", said.text);
    assert_eq!(folder.index(), before);
    let said = at_terminal(&folder);
    let made =
        said.split("请另行保管):").nth(1).map(|own| own.lines().next().unwrap_or_default().trim());
    let made = made.unwrap_or_default();
    assert_eq!(made.len(), 23, "{said}");
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
    assert!(said.text.contains("被改动"), "{}", said.text);
}

/// What `daping publish --seal` says to a terminal of its own, which `script` makes.
fn at_terminal(folder: &Folder) -> String {
    let path = |name: &str| folder.0.join(name).display().to_string();
    let own = format!(
        "{} publish {} --board {} --out {} --seal",
        env!("CARGO_BIN_EXE_daping"),
        path("a.csv"),
        path("boards/b.json"),
        folder.out().display()
    );
    let mut command = std::process::Command::new("script");
    let said = super::folder::run(command.args(["-qec", &own, "/dev/null"]));
    assert_eq!(said.code, 0, "{}", said.text);
    said.text
}

#[test]
fn what_stood_in_the_open_goes_once_it_is_sealed() {
    let folder = Folder::new();
    folder.write("boards/b.json", board("internal"));
    folder.write("a.csv", csv(100));
    assert_eq!(folder.publish("a.csv", "boards/b.json", &[]).code, 0);
    assert!(folder.files().iter().any(|(name, _)| name.ends_with(".bin")));
    let file = folder.write("passphrase", PASSPHRASE);
    let options = ["--seal", "--passphrase", file.to_str().unwrap()];
    for publish in 0..3 {
        assert_eq!(folder.publish("a.csv", "boards/b.json", &options).code, 0);
        let left = folder.files().into_iter().filter(|(name, _)| name.ends_with(".bin"));
        assert_eq!(left.count(), 0, "after {publish}");
    }
    // Those of the publish before stay, as a wall may have its index; older ones go.
    let own = folder.index().files().len();
    assert_eq!(folder.files().len(), 2 * own + 1);
}
