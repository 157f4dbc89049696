//! What a lesson is judged by.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Graph, Inference};
use crate::layer::Kind;
use crate::recipe::{Loss, Recipe};

/// All that is known of a student's work.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The network.
    pub graph: &'a Graph,
    /// What inference says of it.
    pub inference: &'a Inference,
    /// What training is asked to do.
    pub recipe: &'a Recipe,
    /// The loss that training takes, chosen or following from the last layer; `None` where neither says.
    pub loss: Option<Loss>,
    /// The data set; `None` where none was chosen.
    pub data: Option<DataSeen>,
    /// The trainings that are known; `None` where nobody can say.
    pub runs: Option<Vec<RunSeen>>,
    /// What was measured on pictures held out, by the metric's name; `None` where nobody can say.
    pub evaluation: Option<BTreeMap<String, f64>>,
    /// How many pictures of one's own the network was asked about; `None` where nobody can say.
    pub pictures: Option<usize>,
}

/// A data set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataSeen {
    /// Where it comes from, as on the command line.
    pub source: String,
    /// Its classes; `None` until it is read.
    pub classes: Option<usize>,
    /// Its pictures to train on; `None` until it is read.
    pub images: Option<usize>,
}

/// A training.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunSeen {
    /// Epochs that are over.
    pub epochs: usize,
    /// Of each metric the best of all epochs: the lowest loss, the highest of anything else.
    pub best: BTreeMap<String, f64>,
    /// Kinds of layers in the trained network.
    pub kinds: BTreeSet<Kind>,
    /// How many layers it has, those inside of blocks among them.
    pub layers: usize,
}

impl RunSeen {
    /// Takes the figure of an epoch, where it is better than those before.
    pub fn take(&mut self, metric: &str, value: f64) {
        let lower_is_better = metric.ends_with("loss") || metric.ends_with("error");
        let best = self.best.entry(metric.to_owned()).or_insert(value);
        let is_better = if lower_is_better {
            value < *best
        } else {
            value > *best
        };
        if is_better {
            *best = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_all_epochs_counts() {
        let mut run = RunSeen::default();
        for (loss, accuracy) in [(0.9, 0.5), (0.2, 0.8), (0.4, 0.7)] {
            run.take("val_loss", loss);
            run.take("val_accuracy", accuracy);
        }
        assert_eq!((run.best["val_loss"], run.best["val_accuracy"]), (0.2, 0.8));
    }
}
