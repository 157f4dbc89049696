//! What the window knows about a run: its curves, its epochs, how far it is. Fed by the run's events.

use super::curve::Curve;
use crate::engine::health::HealthLog;
use crate::engine::lag::Lag;
use crate::engine::run::{EpochRecord, Figures, PinnedRecord, RateChange, RateMark};
use crate::text::Message;

/// Loss and accuracy, in training and validation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curves {
    /// Training loss, one value per batch.
    pub loss: Curve,
    /// Training accuracy, one value per batch.
    pub accuracy: Curve,
    /// Validation loss, one value per epoch.
    pub val_loss: Curve,
    /// Validation accuracy, one value per epoch.
    pub val_accuracy: Curve,
    /// Validation loss by batch statistics, one value per epoch.
    pub batch_val_loss: Curve,
    /// Validation accuracy by batch statistics, one value per epoch.
    pub batch_val_accuracy: Curve,
}

/// Where in the run it is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Place {
    /// Epoch, from 1; 0 before the first batch.
    pub epoch: usize,
    /// Epochs in all.
    pub epochs: usize,
    /// Batches of this epoch that are done.
    pub batch: usize,
    /// Batches of one epoch.
    pub batches: usize,
    /// Pictures trained on in a second, lately.
    pub images_per_second: f64,
    /// What is left, in seconds; `None` until anybody can say.
    pub seconds_left: Option<f64>,
}

impl Place {
    /// The share of the whole run that is done, from 0 to 1.
    pub fn share(&self) -> f64 {
        let batches = self.batches.max(1) as f64;
        let done = self.epoch.saturating_sub(1) as f64 + self.batch as f64 / batches;
        (done / self.epochs.max(1) as f64).clamp(0.0, 1.0)
    }
}

/// One run as far as the window follows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The network and the data: "HappyModel on builtin:happy".
    pub title: Message,
    /// The curves.
    pub curves: Curves,
    /// The finished epochs.
    pub epochs: Vec<EpochRecord>,
    /// What was watched of the layers.
    pub health: HealthLog,
    /// What was said about pinned pictures after each epoch.
    pub pinned: Vec<PinnedRecord>,
    /// How far it is.
    pub place: Place,
    /// The size of its steps, as it was told last.
    pub learning_rate: Option<f64>,
    /// Where that was changed by hand, or will be where a run is repeated.
    pub rate_changes: Vec<RateChange>,
    means: Option<Means>,
}

/// The means over an epoch as of some batch.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Means {
    epoch: usize,
    batch: usize,
    loss: f64,
    accuracy: f64,
}

impl Record {
    /// A run that has not trained on anything yet.
    pub fn new(title: Message, epochs: usize) -> Self {
        Self {
            title,
            curves: Curves::default(),
            epochs: Vec::new(),
            health: HealthLog::default(),
            pinned: Vec::new(),
            place: Place {
                epochs,
                ..Place::default()
            },
            learning_rate: None,
            rate_changes: Vec::new(),
            means: None,
        }
    }

    /// Takes a report after some batches. `loss` and `accuracy` are means over the epoch so far, as Keras shows them;
    /// the curves get what the batches since the last report must have been, or they would jump at each epoch.
    pub fn batch(&mut self, place: Place, loss: f64, accuracy: f64) {
        let before = self
            .means
            .filter(|means| means.epoch == place.epoch && means.batch < place.batch);
        let since = |mean: f64, mean_before: fn(&Means) -> f64| match &before {
            Some(means) => {
                let (now, then) = (place.batch as f64, means.batch as f64);
                (mean * now - mean_before(means) * then) / (now - then)
            }
            None => mean,
        };
        let epoch =
            place.epoch.saturating_sub(1) as f64 + place.batch as f64 / place.batches.max(1) as f64;
        self.curves
            .loss
            .push(epoch, since(loss, |means| means.loss));
        self.curves.accuracy.push(
            epoch,
            since(accuracy, |means| means.accuracy).clamp(0.0, 1.0),
        );
        self.means = Some(Means {
            epoch: place.epoch,
            batch: place.batch,
            loss,
            accuracy,
        });
        self.place = place;
    }

    /// Takes the figures of an epoch that went by before anybody looked: only its mean is known of its batches.
    pub fn past_epoch(&mut self, record: EpochRecord) {
        let epoch = record.epoch as f64;
        self.curves.loss.push_mean(epoch, record.train.loss);
        self.curves.accuracy.push_mean(epoch, record.train.accuracy);
        self.epoch(record);
    }

    /// Why the last epoch's figures at rest lie far below those in training, where batch normalization is the reason.
    pub fn lag(&self) -> Option<Lag> {
        self.epochs.last()?.lag
    }

    /// Where charts show that the learning rate was changed by hand, as far as it has come.
    pub fn rate_marks(&self) -> Vec<RateMark> {
        let Place {
            epoch,
            batch,
            batches,
            ..
        } = self.place;
        let under_way = epoch.saturating_sub(1) as f64 + batch as f64 / batches.max(1) as f64;
        let come_to = under_way.max(self.epochs.len() as f64);
        let marks = self.rate_changes.iter().map(|change| change.mark(batches));
        marks.filter(|mark| mark.epoch <= come_to).collect()
    }

    /// Takes the figures of a finished epoch.
    pub fn epoch(&mut self, record: EpochRecord) {
        let epoch = record.epoch as f64;
        let curves = &mut self.curves;
        let push = |figures: &Option<Figures>, loss: &mut Curve, accuracy: &mut Curve| {
            if let Some(figures) = figures {
                loss.push(epoch, figures.loss);
                accuracy.push(epoch, figures.accuracy);
            }
        };
        push(
            &record.validation,
            &mut curves.val_loss,
            &mut curves.val_accuracy,
        );
        push(
            &record.batch_validation,
            &mut curves.batch_val_loss,
            &mut curves.batch_val_accuracy,
        );
        self.epochs.push(record);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_counts_whole_epochs_and_the_batches_of_the_current_one() {
        let place = Place {
            epoch: 3,
            epochs: 4,
            batch: 5,
            batches: 10,
            ..Place::default()
        };
        assert_eq!(place.share(), 2.5 / 4.0);
        assert_eq!(Place::default().share(), 0.0);
    }

    #[test]
    fn changes_by_hand_are_marked_as_far_as_the_run_has_come() {
        let mut record = Record::new("a run".into(), 4);
        let change = |epoch, step| RateChange {
            epoch,
            step,
            learning_rate: 0.1,
        };
        record.rate_changes = vec![change(1, 0), change(2, 5), change(3, 1)];
        record.place = Place {
            epoch: 2,
            batch: 6,
            batches: 10,
            ..record.place
        };
        let places = record.rate_marks().into_iter().map(|mark| mark.epoch);
        assert_eq!(places.collect::<Vec<_>>(), [0.0, 1.5]);
    }

    #[test]
    fn the_curve_shows_each_batch_although_reports_are_means_over_the_epoch() {
        let mut record = Record::new("a run".into(), 2);
        let place = |epoch, batch| Place {
            epoch,
            epochs: 2,
            batch,
            batches: 4,
            ..Place::default()
        };
        // Losses 4, 2, (1, 1), then 3 in the next epoch; the report after the third batch was dropped.
        for (epoch, batch, mean) in [(1, 1, 4.0), (1, 2, 3.0), (1, 4, 2.0), (2, 1, 3.0)] {
            record.batch(place(epoch, batch), mean, 0.5);
        }
        assert_eq!(
            record.curves.loss.points(),
            [[0.25, 4.0], [0.5, 2.0], [1.0, 1.0], [1.25, 3.0]]
        );
    }

    #[test]
    fn training_has_a_point_per_batch_and_validation_one_per_epoch() {
        let mut record = Record::new("a run".into(), 1);
        for batch in 1..=4 {
            record.batch(
                Place {
                    epoch: 1,
                    epochs: 1,
                    batch,
                    batches: 4,
                    ..Place::default()
                },
                1.0,
                0.5,
            );
        }
        record.epoch(EpochRecord {
            epoch: 1,
            validation: Some(Figures {
                loss: 2.0,
                accuracy: 0.5,
                ..Figures::default()
            }),
            ..EpochRecord::default()
        });
        assert_eq!(record.curves.loss.points().last(), Some(&[1.0, 1.0]));
        assert_eq!(record.curves.val_loss.points(), [[1.0, 2.0]]);
        assert_eq!(record.curves.batch_val_loss.points(), [] as [[f64; 2]; 0]);
    }
}
