//! How far two runs went the same way: every figure of every epoch, to the last bit.

use super::history::{EpochRecord, Figures};
use crate::message;
use crate::text::{Count, Message, counted};

/// A run beside the one that it repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parting {
    /// Epochs from the first one on that are the same.
    pub same: usize,
    /// The epoch at which they part; `None` where they do not, as far as both went.
    pub parts_at: Option<usize>,
}

impl Parting {
    /// Compares figures alone: clocks differ.
    #[must_use]
    pub fn of(one: &[EpochRecord], other: &[EpochRecord]) -> Self {
        let mut pairs = one.iter().zip(other);
        let is_same = |(one, other): (&EpochRecord, &EpochRecord)| {
            let all = |record: &EpochRecord| {
                let validation = record.validation.as_ref().map(bits);
                (record.epoch, bits(&record.train), validation)
            };
            all(one) == all(other)
        };
        let parted = pairs.position(|pair| !is_same(pair));
        let both = one.len().min(other.len());
        Self {
            same: parted.unwrap_or(both),
            parts_at: parted.map(|same| same + 1),
        }
    }

    /// "the same to the last bit over 12 epochs".
    #[must_use]
    pub fn message(&self) -> Message {
        match self.parts_at {
            None => message!("repeated-same", epochs = counted(Count(self.same), "epoch")),
            Some(epoch) => message!("repeated-parts", epoch = epoch),
        }
    }
}

fn bits(figures: &Figures) -> Vec<u64> {
    let others = figures.others.iter().map(|(_, value)| *value);
    let all = [figures.loss, figures.accuracy].into_iter().chain(others);
    all.map(f64::to_bits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(losses: &[f64]) -> Vec<EpochRecord> {
        let record = |(index, loss): (usize, &f64)| EpochRecord {
            epoch: index + 1,
            train: Figures {
                loss: *loss,
                ..Figures::default()
            },
            seconds: index as f64,
            ..EpochRecord::default()
        };
        losses.iter().enumerate().map(record).collect()
    }

    #[test]
    fn a_bit_is_enough_to_part() {
        let one = run(&[0.5, 0.25, 0.125]);
        let same = Parting::of(&one, &run(&[0.5, 0.25]));
        assert_eq!((same.same, same.parts_at), (2, None));
        let other = run(&[0.5, f64::from_bits(0.25_f64.to_bits() + 1), 0.125]);
        let parted = Parting::of(&one, &other);
        assert_eq!((parted.same, parted.parts_at), (1, Some(2)));
        assert_eq!(parted.message(), "the losses part at epoch 2");
    }
}
