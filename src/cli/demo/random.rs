//! Chance that is the same on every machine: SplitMix64 and integers, no float, no clock.

/// A stream of numbers that its seed fixes for good; the committed demo files hang on it.
pub struct Random(u64);

impl Random {
    /// Streams of one seed are independent: a file may change without shaking the others.
    pub fn new(seed: u64, stream: u64) -> Self {
        Random(seed ^ stream.wrapping_mul(0xd134_2543_de82_ef95))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of `0..end`; 0 where `end` is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        let high = self.next() >> 32;
        ((high * u64::from(end)) >> 32) as u32
    }

    /// One of `low..=high`.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// One of the items; `None` where there are none.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len() as u32) as usize)
    }

    /// One of the items, each as likely as its weight.
    pub fn weighted<'a, T>(&mut self, items: &'a [T], weight: fn(&T) -> u32) -> Option<&'a T> {
        let mut left = self.below(items.iter().map(weight).sum());
        items.iter().find(|item| {
            let here = left < weight(item);
            left = left.saturating_sub(weight(item));
            here
        })
    }

    /// Fisher and Yates.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_stream_is_splitmix64() {
        // The reference implementation's first outputs for seed 0.
        let mut random = Random::new(0, 0);
        assert_eq!(random.next(), 0xe220_a839_7b1d_cdaf);
        assert_eq!(random.next(), 0x6e78_9e6a_a1b9_65f4);
    }

    #[test]
    fn draws_stay_in_range_and_reach_both_ends() {
        let mut random = Random::new(1, 1);
        let draws: Vec<u32> = (0..1_000).map(|_| random.between(3, 7)).collect();
        assert_eq!((draws.iter().min(), draws.iter().max()), (Some(&3), Some(&7)));
        assert_eq!(random.below(0), 0);
        assert_eq!(random.pick::<u8>(&[]), None);
    }

    #[test]
    fn weights_of_zero_are_never_drawn() {
        let mut random = Random::new(2, 1);
        let items = [("never", 0), ("often", 9), ("never", 0), ("seldom", 1)];
        let draws: Vec<&str> =
            (0..1_000).filter_map(|_| Some(random.weighted(&items, |i| i.1)?.0)).collect();
        let often = draws.iter().filter(|d| **d == "often").count();
        assert!(draws.len() == 1_000 && !draws.contains(&"never"));
        assert!((800..1_000).contains(&often), "{often}");
    }
}
