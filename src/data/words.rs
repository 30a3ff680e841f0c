//! The different texts of a column: one piece of memory, whatever their number. A million texts of
//! their own would cost a million allocations and twice the room.

use std::hash::Hasher;

/// Texts by their number, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    text: String,
    /// Where each ends, in bytes.
    ends: Vec<u32>,
}

impl Words {
    pub fn get(&self, at: usize) -> Option<&str> {
        let begin = match at.checked_sub(1) {
            None => 0,
            Some(before) => *self.ends.get(before)?,
        };
        self.text.get(begin as usize..*self.ends.get(at)? as usize)
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.get(at).unwrap_or_default())
    }

    /// All of them in a row, and where each ends in it.
    pub fn parts(&self) -> (&str, &[u32]) {
        (&self.text, &self.ends)
    }

    /// Of [`Words::parts`]; `None` where an end lies outside of the text, inside of a character or before the
    /// end of the word before.
    pub fn of_parts(text: String, ends: Vec<u32>) -> Option<Words> {
        let fits = ends.iter().all(|end| text.is_char_boundary(*end as usize));
        let whole = ends.last().copied().unwrap_or(0) as usize == text.len();
        (fits && whole && ends.is_sorted()).then_some(Words { text, ends })
    }

    /// For each, whether it contains `part`. One look through all of their text, whatever their number.
    pub fn holding(&self, part: &str) -> Vec<bool> {
        let mut has = vec![part.is_empty(); self.len()];
        if part.is_empty() {
            return has;
        }
        let first = part.chars().next().map_or(1, char::len_utf8);
        let (mut word, mut from) = (0, 0);
        while let Some(at) = self.text.get(from..).and_then(|rest| rest.find(part)) {
            let at = from + at;
            let end_of = |word: usize| self.ends.get(word).map_or(usize::MAX, |end| *end as usize);
            while end_of(word) <= at {
                word += 1;
            }
            // What begins in one word and ends in the next stands in neither.
            let whole = at + part.len() <= end_of(word);
            if let Some(own) = has.get_mut(word).filter(|_| whole) {
                *own = true;
            }
            from = if whole { end_of(word) } else { at + first };
        }
        has
    }

    /// Puts one at the end, also where it is there already; its number.
    pub fn push(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        self.ends.len() as u32 - 1
    }
}

/// Finds the number of a text that is there. Kept beside its [`Words`], because only who adds to them
/// needs it.
#[derive(Clone, Debug, Default)]
pub struct Index(Slots);

impl Index {
    /// The number of a text, which is put into `words` where it is not there yet.
    pub fn code(&mut self, words: &mut Words, text: &str) -> u32 {
        let hash = hash(text.as_bytes());
        let is = |code: u32| {
            words.get(code as usize).is_some_and(|own| same(own.as_bytes(), text.as_bytes()))
        };
        self.0.find(hash, is).unwrap_or_else(|| {
            let code = words.push(text);
            self.0.put(hash, code);
            code
        })
    }
}

/// Numbers by a hash of what they stand for.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    /// The upper half of the hash, and in the lower one the number plus one; 0 where none is. A power of two
    /// of them, three quarters full at most.
    slots: Vec<u64>,
    count: usize,
}

impl Slots {
    /// The number with this hash that `is` the one.
    pub fn find(&self, hash: u64, is: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = (hash >> 32) as usize & mask;
        loop {
            let slot = *self.slots.get(at)?;
            let number = (slot as u32).checked_sub(1)?;
            if slot >> 32 == hash >> 32 && is(number) {
                return Some(number);
            }
            at = (at + 1) & mask;
        }
    }

    /// Puts a number in that is not there.
    pub fn put(&mut self, hash: u64, number: u32) {
        if self.count * 4 >= self.slots.len() * 3 {
            let longer = vec![0; (self.slots.len() * 2).max(16)];
            let old = std::mem::replace(&mut self.slots, longer);
            old.into_iter().filter(|slot| *slot != 0).for_each(|slot| self.insert(slot));
        }
        self.count += 1;
        self.insert(hash >> 32 << 32 | u64::from(number + 1));
    }

    fn insert(&mut self, slot: u64) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = (slot >> 32) as usize & mask;
        while self.slots.get(at).is_some_and(|old| *old != 0) {
            at = (at + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(at) {
            *free = slot;
        }
    }
}
/// A few multiplications for each eight bytes. Not proof against texts that were made to collide, which
/// cost time and nothing else.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut mix = Mix(bytes.len() as u64);
    let (eights, rest) = bytes.as_chunks::<8>();
    eights.iter().for_each(|eight| mix.add(u64::from_le_bytes(*eight)));
    match (bytes.last_chunk::<8>(), bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        // The last bytes together with some that were there before: quicker than one by one.
        (Some(last), ..) if !rest.is_empty() => mix.add(u64::from_le_bytes(*last)),
        (Some(_), ..) => {}
        (None, Some(first), Some(last)) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            mix.add(u64::from(first) << 32 | u64::from(last));
        }
        _ => mix.add(rest.iter().fold(0, |all, byte| all << 8 | u64::from(*byte))),
    }
    mix.finish()
}

/// Whether two texts are one. In a browser quicker than the library, which goes byte by byte there.
pub fn same(one: &[u8], two: &[u8]) -> bool {
    if one.len() != two.len() {
        return false;
    }
    let ((eights, rest), (others, other_rest)) = (one.as_chunks::<8>(), two.as_chunks::<8>());
    eights.iter().zip(others).all(|(one, two)| u64::from_le_bytes(*one) == u64::from_le_bytes(*two))
        && match (one.last_chunk::<8>(), two.last_chunk::<8>()) {
            (Some(one), Some(two)) => u64::from_le_bytes(*one) == u64::from_le_bytes(*two),
            _ => rest.iter().zip(other_rest).all(|(one, two)| one == two),
        }
}

/// The golden ratio.
const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

/// See [`hash`]; also for small integers.
#[derive(Clone, Debug, Default)]
pub struct Mix(u64);

impl Mix {
    fn add(&mut self, n: u64) {
        let mixed = (self.0.rotate_left(23) ^ n).wrapping_mul(ODD);
        self.0 = mixed ^ (mixed >> 32);
    }
}

impl Hasher for Mix {
    /// What a product has in its upper bits comes from all of what was added last once it is multiplied again.
    fn finish(&self) -> u64 {
        self.0.wrapping_mul(ODD)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.add(hash(bytes));
    }

    fn write_u32(&mut self, n: u32) {
        self.add(u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        self.add(n);
    }

    fn write_isize(&mut self, n: isize) {
        self.add(n as u64);
    }
}

/// All bytes of an answer as one number, whatever the pieces in which they came.
#[derive(Clone, Debug, Default)]
pub struct Print {
    mix: Mix,
    /// Less than eight bytes that wait for others.
    rest: Vec<u8>,
}

impl Print {
    pub fn add(&mut self, bytes: &[u8]) {
        let missing = if self.rest.is_empty() { 0 } else { 8 - self.rest.len() };
        let (first, bytes) = bytes.split_at(missing.min(bytes.len()));
        self.rest.extend_from_slice(first);
        if let Some(eight) = self.rest.first_chunk() {
            self.mix.add(u64::from_le_bytes(*eight));
            self.rest.clear();
        }
        let (eights, rest) = bytes.as_chunks::<8>();
        eights.iter().for_each(|eight| self.mix.add(u64::from_le_bytes(*eight)));
        self.rest.extend_from_slice(rest);
    }

    pub fn finish(&self) -> u64 {
        let mut mix = self.mix.clone();
        mix.write(&self.rest);
        mix.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number_however_many_there_are() {
        let (mut words, mut index) = (Words::default(), Index::default());
        let text = |n: u32| format!("南召县{}号", n % 5_000);
        for n in 0..20_000 {
            assert_eq!(index.code(&mut words, &text(n)), n % 5_000);
        }
        assert_eq!(words.len(), 5_000);
        assert_eq!(words.get(4_321), Some("南召县4321号"));
        assert_eq!(words.get(5_000), None);
        assert_eq!(index.code(&mut words, ""), 5_000);
        assert_eq!(words.get(5_000), Some(""));
    }

    #[test]
    fn a_part_is_in_one_word_and_not_between_two() {
        let mut words = Words::default();
        for word in ["王小", "小明", "", "明王", "王王"] {
            words.push(word);
        }
        for (part, has) in [
            ("王", "10011"),
            ("小", "11000"),
            ("王王", "00001"),
            ("小小", "00000"),
            ("", "11111"),
            ("明", "01010"),
        ] {
            let found: String =
                words.holding(part).iter().map(|has| if *has { '1' } else { '0' }).collect();
            assert_eq!(found, has, "{part}");
        }
    }

    #[test]
    fn a_print_does_not_count_where_pieces_end() {
        let bytes: Vec<u8> = (0..100).collect();
        let print = |pieces: &mut dyn Iterator<Item = &[u8]>| {
            let mut print = Print::default();
            pieces.for_each(|piece| print.add(piece));
            print.finish()
        };
        let whole = print(&mut [&bytes[..]].into_iter());
        for size in 1..30 {
            assert_eq!(print(&mut bytes.chunks(size)), whole, "{size}");
        }
        assert_ne!(print(&mut [&bytes[..99]].into_iter()), whole);
    }

    #[test]
    fn parts_that_cut_a_character_are_no_words() {
        let of = |text: &str, ends: &[u32]| Words::of_parts(text.into(), ends.into());
        assert_eq!(
            of("王李", &[3, 6]).and_then(|words| words.get(1).map(str::to_string)),
            Some("李".into())
        );
        assert!(of("", &[]).is_some());
        for (text, ends) in [("王李", &[2, 6][..]), ("王李", &[6, 3]), ("王", &[]), ("王", &[9])]
        {
            assert!(of(text, ends).is_none(), "{ends:?}");
        }
    }
}
