//! Neighboring channels side by side, as a register holds them.
#![allow(
    unsafe_code,
    reason = "a check for each register that is read takes several times as long as what is done with it"
)]

use super::super::simd;

/// Channels whose sums one register of the widest machines holds.
pub const LANES: usize = 16;

/// The channels from `first` on.
#[inline(always)]
pub fn lanes(numbers: &[f32], first: usize) -> [f32; LANES] {
    let mut lanes = [0.0; LANES];
    lanes.copy_from_slice(&numbers[first..first + LANES]);
    lanes
}

/// Some channels of neighboring pixels.
#[derive(Debug, Clone, Copy)]
pub struct Pixels<'a> {
    /// From the first of the channels on.
    numbers: &'a [f32],
    channels: usize,
    count: usize,
}

impl<'a> Pixels<'a> {
    /// `count` pixels of `channels` channels each; `first` is where those of the first pixel start that are wanted.
    ///
    /// # Panics
    /// Where the numbers end before the last pixel's channels do.
    #[inline(always)]
    pub fn new(numbers: &'a [f32], first: usize, channels: usize, count: usize) -> Self {
        let numbers = &numbers[first..];
        let last = count.saturating_sub(1).checked_mul(channels);
        let fits = last.is_some_and(|last| last <= numbers.len() && numbers.len() - last >= LANES);
        assert!(fits, "{count} pixels of {channels} channels");
        Self {
            numbers,
            channels,
            count,
        }
    }

    /// The channels of one of the pixels.
    ///
    /// # Panics
    /// Where there is no such pixel.
    #[inline(always)]
    pub fn get(&self, pixel: usize) -> [f32; LANES] {
        assert!(pixel < self.count, "pixel {pixel} of {}", self.count);
        // SAFETY: `new` has checked that the last pixel's channels lie inside of the numbers; this is it, or one before it.
        unsafe {
            let first = self.numbers.as_ptr().add(pixel * self.channels);
            first.cast::<[f32; LANES]>().read_unaligned()
        }
    }
}

/// `sums + one · other`, in one instruction where there is one.
#[inline(always)]
pub fn added(
    fused: bool,
    mut sums: [f32; LANES],
    one: [f32; LANES],
    other: [f32; LANES],
) -> [f32; LANES] {
    for ((sum, one), other) in sums.iter_mut().zip(one).zip(other) {
        *sum = simd::added(fused, *sum, other, one);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_are_read_up_to_the_last_number() {
        let numbers: Vec<f32> = (0..2 * 20 + 4 + LANES).map(|index| index as f32).collect();
        let pixels = Pixels::new(&numbers, 4, 20, 3);
        assert_eq!(pixels.get(0)[0], 4.0);
        assert_eq!(pixels.get(2)[LANES - 1], 59.0);
    }

    #[test]
    #[should_panic(expected = "3 pixels of 20 channels")]
    fn pixels_behind_the_last_number_are_refused() {
        Pixels::new(&[0.0; 2 * 20 + 3 + LANES], 4, 20, 3);
    }

    #[test]
    #[should_panic(expected = "pixel 3 of 3")]
    fn a_pixel_that_was_not_asked_for_is_refused() {
        Pixels::new(&[0.0; 100], 0, 20, 3).get(3);
    }
}
