//! Where from: the townships, villages and communities of Nanzhao (南召县, 411321).
//!
//! Names are those of the National Bureau of Statistics' list, by the package `china-division`
//! 2.7.0, without the five factory units (400 to 404) whose "virtual communities" nobody lives in.

use super::random::Random;

const PLACES: &str = include_str!("places.csv");

/// A village or community, with its township.
#[derive(Clone, Copy)]
pub struct Place {
    pub township: &'static str,
    pub village: &'static str,
    weight: u32,
}

impl Place {
    pub fn home(&self) -> String {
        format!("南召县{}{}", self.township, self.village)
    }
}

/// One home per person, in no order: each place once where there are people enough, then by weight.
pub fn homes(people: u32, random: &mut Random) -> Vec<Place> {
    let mut places = places(random);
    random.shuffle(&mut places);
    let mut homes: Vec<Place> = places.iter().copied().take(people as usize).collect();
    let rest = people as usize - homes.len();
    homes.extend((0..rest).filter_map(|_| random.weighted(&places, |place| place.weight)));
    random.shuffle(&mut homes);
    homes
}

/// Homes for people who come one by one: drawn by weight alone.
pub struct Homes {
    /// Each with the weight of all up to it.
    places: Vec<(u32, Place)>,
    all: u32,
}

impl Homes {
    pub fn new(random: &mut Random) -> Homes {
        let mut all = 0;
        let places = places(random).into_iter().map(|place| {
            all += place.weight;
            (all, place)
        });
        let places = places.collect();
        Homes { places, all }
    }

    pub fn next(&self, random: &mut Random) -> Option<Place> {
        let drawn = random.below(self.all);
        let at = self.places.partition_point(|(up_to, _)| *up_to <= drawn);
        self.places.get(at).map(|(_, place)| *place)
    }
}

/// Sizes are invented: no list of them is public. Towns' communities send fewer people away.
fn places(random: &mut Random) -> Vec<Place> {
    let lines = PLACES.lines().skip(1).filter_map(|line| line.split_once(','));
    lines
        .map(|(township, village)| {
            let (low, high) = if village.ends_with('村') { (4, 16) } else { (2, 8) };
            Place { township, village, weight: random.between(low, high) }
        })
        .collect()
}
