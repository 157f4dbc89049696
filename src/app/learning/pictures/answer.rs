//! What a network said about a picture.

use crate::app::widgets;
use crate::data::Doubt;
use crate::engine::lag::Lag;
use crate::text::Message;
use crate::tr;

/// A prediction and who gave it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The most probable class.
    pub index: usize,
    /// One probability for each class.
    pub probabilities: Vec<f32>,
    /// Class names.
    pub classes: Vec<String>,
    /// Which weights: "after 12 epochs of HappyModel on builtin:happy".
    pub weights: Message,
    /// Why the prediction is worse than the figures of training, where batch normalization is the reason.
    pub lag: Option<Lag>,
    /// Why the picture may be one that it knows nothing of.
    pub doubts: Vec<Doubt>,
}

/// Up to here classes keep their order, so that bars stay in place from picture to picture.
const MANY: usize = 12;
/// Below this nobody should rely on the prediction.
const SURE_FROM: f32 = 0.6;

impl Answer {
    /// The prediction: "happy, 97 %".
    pub fn words(&self) -> String {
        let probability = self.probabilities.get(self.index).copied().unwrap_or(0.0);
        let name = self.class_words(self.index);
        let percent = widgets::percent(f64::from(probability));
        if probability < SURE_FROM {
            tr!("answer-unsure", class = name, percent = percent)
        } else {
            tr!("answer-sure", class = name, percent = percent)
        }
    }

    /// A class that is only numbered is called so.
    pub fn class_words(&self, index: usize) -> String {
        class_words(&self.classes, index)
    }

    /// Classes and their probabilities, the most probable first where there are many.
    pub fn ranked(&self) -> Vec<(usize, f32)> {
        let mut ranked: Vec<_> = self.probabilities.iter().copied().enumerate().collect();
        if ranked.len() > MANY {
            ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
        }
        ranked
    }
}

/// A class by its name; one that is only numbered is called so.
pub fn class_words(classes: &[String], index: usize) -> String {
    let name = classes.get(index).cloned();
    let name = name.unwrap_or_else(|| index.to_string());
    let is_number = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_digit());
    if is_number {
        tr!("class-of-number", number = name)
    } else {
        name
    }
}

#[cfg(test)]
impl Answer {
    /// One that says nothing of who gave it.
    pub fn sample(index: usize, probabilities: &[f32], classes: &[&str]) -> Self {
        Self {
            index,
            probabilities: probabilities.to_vec(),
            classes: classes.iter().map(|class| (*class).to_owned()).collect(),
            weights: "".into(),
            lag: None,
            doubts: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prediction_names_the_class_and_how_sure_the_network_is() {
        let classes = ["not happy", "happy"];
        assert_eq!(
            Answer::sample(1, &[0.03, 0.97], &classes).words(),
            "happy, 97 %"
        );
        assert_eq!(
            Answer::sample(0, &[0.88, 0.12], &classes).words(),
            "not happy, 88 %"
        );
        assert_eq!(
            Answer::sample(1, &[0.48, 0.52], &classes).words(),
            "unsure, perhaps happy, 52 %"
        );
    }

    #[test]
    fn a_class_without_a_name_is_called_by_its_number() {
        assert_eq!(
            Answer::sample(0, &[1.0, 0.0], &["3", "4"]).words(),
            "class 3, 100 %"
        );
        assert_eq!(
            Answer::sample(1, &[0.0, 1.0], &[]).words(),
            "class 1, 100 %"
        );
    }

    #[test]
    fn many_classes_come_most_probable_first_and_few_keep_their_order() {
        let few = Answer::sample(1, &[0.2, 0.8], &[]);
        assert_eq!(few.ranked()[0].0, 0);
        let mut probabilities = vec![0.0; 20];
        probabilities[13] = 1.0;
        assert_eq!(Answer::sample(13, &probabilities, &[]).ranked()[0].0, 13);
    }
}
