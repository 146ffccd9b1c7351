//! Seeded chance.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// A seeded source of chance: the same seed and stream give the same world.
#[derive(Debug)]
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// A source of its own for each stream, so that a change in one part of the world leaves the others alone.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut source = ChaCha8Rng::seed_from_u64(seed);
        source.set_stream(stream);
        Self(source)
    }

    /// A number from 0 to `end` exclusive; 0 where `end` is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        if end == 0 { 0 } else { self.0.random_range(0..end) }
    }

    /// Whether something of this probability happens.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of a list, or `None` if it is empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.place(list.len()))
    }

    /// One word of a list, or an empty text if there is none.
    pub fn word(&mut self, list: &[&'static str]) -> &'static str {
        self.pick(list).copied().unwrap_or_default()
    }

    /// One of a list, with its weight.
    pub fn weighted<'a, T>(&mut self, list: &'a [T], weight: impl Fn(&T) -> u32) -> Option<&'a T> {
        let mut left = self.below(list.iter().map(&weight).sum());
        list.iter().find(|one| match left.checked_sub(weight(one)) {
            Some(rest) => {
                left = rest;
                false
            }
            None => true,
        })
    }

    fn place(&mut self, length: usize) -> usize {
        u32::try_from(length)
            .map(|length| self.below(length))
            .ok()
            .and_then(|place| usize::try_from(place).ok())
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_a_stream_fix_every_throw() {
        let throws = |seed, stream| {
            let mut dice = Dice::new(seed, stream);
            (0..20).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(throws(1, 1), throws(1, 1));
        assert_ne!(throws(1, 1), throws(1, 2));
        assert_ne!(throws(1, 1), throws(2, 1));
    }

    #[test]
    fn weights_of_zero_never_win_and_empty_lists_give_nothing() {
        let mut dice = Dice::new(1, 1);
        for _ in 0..200 {
            assert_eq!(
                dice.weighted(&[0, 3, 0, 2], |weight| *weight)
                    .map(|weight| *weight > 0),
                Some(true)
            );
        }
        assert_eq!(dice.pick::<u8>(&[]), None);
        assert_eq!(dice.weighted(&[0], |weight| *weight), None);
        assert!(!dice.chance(0) && dice.chance(100));
    }
}
