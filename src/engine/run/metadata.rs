//! What travels with weights: the preprocessing contract and the class names, as texts in the weights' file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::data::{Appearance, Contract, DataError, Dataset};
use crate::files::json_fault_anywhere;
use crate::message;
use crate::text::Message;

/// What must be known beside the weights to ask a network about a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelMetadata {
    /// What every picture goes through before the network sees it.
    pub contract: Contract,
    /// Class names, in the order of the network's outputs.
    pub classes: Vec<String>,
    /// What the data itself called the same classes.
    pub own_classes: Vec<String>,
    /// What the pictures look like that were trained on; weights of before that was kept know nothing of it.
    pub appearance: Option<Appearance>,
}

/// The key of the text about the pictures.
const APPEARANCE: &str = "appearance";

impl ModelMetadata {
    /// The texts for the weights' file.
    #[must_use]
    pub fn to_texts(&self) -> BTreeMap<String, String> {
        // Numbers and texts only: neither can fail to be written.
        let contract = serde_json::to_string(&self.contract).unwrap_or_default();
        let classes = serde_json::to_string(&self.classes).unwrap_or_default();
        let own_classes = serde_json::to_string(&self.own_classes).unwrap_or_default();
        let mut texts = BTreeMap::from([
            ("contract".to_owned(), contract),
            ("classes".to_owned(), classes),
            ("own_classes".to_owned(), own_classes),
        ]);
        if let Some(appearance) = &self.appearance {
            let text = serde_json::to_string(appearance).unwrap_or_default();
            texts.insert(APPEARANCE.to_owned(), text);
        }
        texts
    }

    /// Reads the texts of a weights' file.
    ///
    /// # Errors
    /// Which text is missing or cannot be understood.
    pub fn from_texts(texts: &BTreeMap<String, String>) -> Result<Self, Message> {
        fn read<T: serde::de::DeserializeOwned>(
            texts: &BTreeMap<String, String>,
            key: &str,
        ) -> Result<T, Message> {
            let text = texts
                .get(key)
                .ok_or_else(|| message!("says-nothing-about", key = key))?;
            let fault = |error: serde_json::Error| {
                message!(
                    "fault-of-key",
                    key = key,
                    fault = json_fault_anywhere(&error)
                )
            };
            serde_json::from_str(text).map_err(fault)
        }
        let contract = read(texts, "contract")?;
        let classes: Vec<String> = read(texts, "classes")?;
        let own_classes = if texts.contains_key("own_classes") {
            read(texts, "own_classes")?
        } else {
            // As weights were saved before classes could be given names.
            classes.clone()
        };
        let appearance = if texts.contains_key(APPEARANCE) {
            Some(read(texts, APPEARANCE)?)
        } else {
            None
        };
        Ok(Self {
            contract,
            classes,
            own_classes,
            appearance,
        })
    }

    /// The classes as a project calls them that gives `names` to what the data itself calls them; a class that it does
    /// not name is called as it was in training.
    #[must_use]
    pub fn called(&self, names: &BTreeMap<String, String>) -> Vec<String> {
        let own = self
            .own_classes
            .iter()
            .map(Some)
            .chain(std::iter::repeat(None));
        let pairs = self.classes.iter().zip(own);
        let called = pairs.map(|(class, own)| own.and_then(|own| names.get(own)).unwrap_or(class));
        called.cloned().collect()
    }

    /// `dataset` with its classes in the order of the network's outputs, under the names that they had in training or
    /// under those that the data has of itself.
    ///
    /// # Errors
    /// A class that the network does not know.
    pub fn in_order<'a>(&self, dataset: &'a Dataset) -> Result<Cow<'a, Dataset>, DataError> {
        // Weights of another program may know of no names: then the order is that of the data.
        if self.classes.is_empty() {
            return Ok(Cow::Borrowed(dataset));
        }
        let by_name = dataset.with_classes(&self.classes);
        if by_name.is_err() && self.own_classes != self.classes {
            return dataset.with_classes(&self.own_classes).or(by_name);
        }
        by_name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Spread;

    #[test]
    fn contract_and_classes_come_back_from_their_texts() {
        let metadata = ModelMetadata {
            contract: Contract::default().with_scale(1.0 / 127.5, -1.0).unwrap(),
            classes: vec!["not happy".to_owned(), "笑".to_owned()],
            own_classes: vec!["0".to_owned(), "1".to_owned()],
            appearance: Some(Appearance {
                brightness: vec![Spread {
                    mean: 0.1,
                    deviation: 1.0 / 3.0,
                }],
                contrast: vec![Spread::default()],
                color: Spread::default(),
            }),
        };
        assert_eq!(
            ModelMetadata::from_texts(&metadata.to_texts()),
            Ok(metadata)
        );
    }

    #[test]
    fn a_class_is_called_as_the_project_calls_it_now() {
        let texts = |texts: [&str; 2]| texts.map(str::to_owned);
        let metadata = ModelMetadata {
            contract: Contract::default(),
            classes: texts(["cat", "dog"]).to_vec(),
            own_classes: texts(["0", "1"]).to_vec(),
            appearance: None,
        };
        let names = |own: &str| BTreeMap::from([(own.to_owned(), "kitten".to_owned())]);
        assert_eq!(metadata.called(&names("0")), ["kitten", "dog"]);
        // Weights that were saved before own names were kept.
        let mut old = metadata.to_texts();
        old.remove("own_classes");
        let old = ModelMetadata::from_texts(&old).unwrap();
        assert_eq!(old.called(&names("cat")), ["kitten", "dog"]);
    }

    #[test]
    fn what_is_missing_is_named() {
        let message = ModelMetadata::from_texts(&BTreeMap::new()).unwrap_err();
        assert_eq!(message, "it says nothing about its contract");
    }
}
