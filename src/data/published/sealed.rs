//! Sealed rows, opened by their key.

use super::index::{Seal, list_file};
use super::{Index, page};
use crate::data::seal::{Key, Shut};
use crate::issue::{DataFault, PagesFault, SealFault};

/// Takes content out of the files of that publish. Its key has opened one already, so that a file which it does not
/// open is not what was sealed.
pub fn open<'o>(
    seal: &'o Seal,
    key: &'o Key,
) -> impl Fn(&str, &[u8]) -> Result<Vec<u8>, DataFault> + 'o {
    move |name, bytes| key.open(bytes, &seal.publish).map_err(|shut| fault(shut, name))
}

/// The index itself, if the key is the one; `bytes` are those of its sealed file.
pub fn list(seal: &Seal, key: &Key, bytes: &[u8]) -> Result<Index, DataFault> {
    let file = list_file(&seal.list);
    page::is(&seal.list, &file, bytes)?;
    let list = key.open(bytes, &seal.publish).map_err(|shut| match shut {
        Shut::Key => sealed(SealFault::WrongKey),
        other => fault(other, &file),
    })?;
    let index = Index::read(&list)?;
    if index.seal.is_some() {
        return Err(fault(Shut::Changed, &file));
    }
    Ok(Index { seal: Some(seal.clone()), ..index })
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
    })
}
