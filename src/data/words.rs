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
pub struct Index {
    /// Numbers plus one by their text's hash, 0 where none is; a power of two.
    slots: Vec<u32>,
}

impl Index {
    /// The number of a text, which is put into `words` where it is not there yet.
    pub fn code(&mut self, words: &mut Words, text: &str) -> u32 {
        // Three quarters full at most.
        if words.len() * 4 >= self.slots.len() * 3 {
            self.grow(words);
        }
        let mask = self.slots.len() - 1;
        let mut at = hash(text.as_bytes()) as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            match slot.checked_sub(1) {
                None => {
                    *slot = words.len() as u32 + 1;
                    return words.push(text);
                }
                Some(code) if words.get(code as usize) == Some(text) => return code,
                Some(_) => at = (at + 1) & mask,
            }
        }
        words.push(text)
    }

    fn grow(&mut self, words: &Words) {
        let length = (self.slots.len() * 2).max(16);
        self.slots.clear();
        self.slots.resize(length, 0);
        let mask = length - 1;
        for (word, code) in words.iter().zip(1..) {
            let mut at = hash(word.as_bytes()) as usize & mask;
            while self.slots.get(at).is_some_and(|slot| *slot != 0) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = code;
            }
        }
    }
}

/// A few multiplications for each eight bytes. Not proof against texts that were made to collide, which
/// cost time and nothing else.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut mix = Mix::default();
    mix.write(bytes);
    mix.finish()
}

/// See [`hash`]; also for small integers.
#[derive(Clone, Debug, Default)]
pub struct Mix(u64);

impl Mix {
    fn add(&mut self, n: u64) {
        let mixed = (self.0.rotate_left(23) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        eights.iter().for_each(|eight| self.add(u64::from_le_bytes(*eight)));
        let last = rest.iter().fold(rest.len() as u64, |all, byte| all << 8 | u64::from(*byte));
        self.add(last);
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
