use std::io::Read;
fn main() {
    let bytes = std::fs::read("/tmp/x.xlsx").unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes[..])).unwrap();
    for at in 0..zip.len() {
        let mut part = match zip.by_index(at) { Ok(p) => p, Err(e) => { println!("{at} {e:?}"); continue; } };
        println!("{:?}", part.name());
        let mut v = Vec::new();
        println!("{:?}", part.read_to_end(&mut v));
    }
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(&bytes[..])).unwrap();
    println!("{:?}", book.load_merged_regions());
    let names: Vec<_> = book.sheets_metadata().to_vec();
    println!("{names:?}");
}
