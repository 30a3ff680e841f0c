//! Sealed rows, opened by their key.

use super::index::{Of, Seal, Sealed, list_file};
use super::{Index, hash};
use crate::data::seal::{Head, Key, Shut};
use crate::issue::{DataFault, PagesFault, SealFault};

/// Takes content out of the files of that publish of a dataset. Its key has opened one already, so that a file which
/// it does not open is not what was sealed, or was sealed for another publish.
pub fn open<'o>(
    (seal, dataset): (&'o Seal, &'o str),
    key: &'o Key,
) -> impl Fn(&Sealed, &[u8]) -> Result<Vec<u8>, DataFault> + 'o {
    move |own, bytes| {
        came(own.name, bytes)?;
        content((seal, dataset), key, own, bytes).map_err(|shut| fault(shut, own.name))
    }
}

/// The index itself, if the key is the one; `bytes` are those of its sealed file.
pub fn list(seal: &Seal, dataset: &str, key: &Key, bytes: &[u8]) -> Result<Index, DataFault> {
    let file = list_file(&seal.list);
    came(&file, bytes)?;
    let own = Sealed { hash: &seal.list, name: &file, of: Of::List };
    let list = content((seal, dataset), key, &own, bytes).map_err(|shut| match shut {
        // With the bytes that its name says, it is the key; with others nobody can tell.
        Shut::Key if hash(bytes) == seal.list => sealed(SealFault::WrongKey),
        Shut::Key => fault(Shut::Changed, &file),
        other => fault(other, &file),
    })?;
    let index = Index::read(&list)?;
    if index.seal.is_some() {
        return Err(fault(Shut::Changed, &file));
    }
    Ok(Index { seal: Some(seal.clone()), ..index })
}

/// A file that did not come, as without a network, is not one that was changed.
fn came(name: &str, bytes: &[u8]) -> Result<(), DataFault> {
    let missing = || DataFault::Pages(PagesFault::NoFile { file: name.to_string() });
    if bytes.is_empty() { Err(missing()) } else { Ok(()) }
}

/// What is in a file, if it is the one of its name and place.
fn content(
    (seal, dataset): (&Seal, &str),
    key: &Key,
    own: &Sealed,
    bytes: &[u8],
) -> Result<Vec<u8>, Shut> {
    let place = own.of.write();
    let content = key.open(bytes, &Head { publish: &seal.publish, dataset, place: &place })?;
    if hash(bytes) == own.hash { Ok(content) } else { Err(Shut::Misplaced) }
}

/// A finding of that kind.
pub fn sealed(fault: SealFault) -> DataFault {
    DataFault::Pages(PagesFault::Sealed(fault))
}

fn fault(shut: Shut, name: &str) -> DataFault {
    let file = name.to_string();
    sealed(match shut {
        Shut::Key | Shut::Changed => SealFault::Changed { file },
        Shut::OtherPublish => SealFault::OtherPublish { file },
        Shut::OtherDataset => SealFault::OtherDataset { file },
        Shut::Misplaced => SealFault::Misplaced { file },
    })
}
