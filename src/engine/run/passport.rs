//! What travels with weights: the preprocessing contract and the class names, as texts in the weights' file.

use std::collections::BTreeMap;

use crate::data::Contract;

/// What must be known beside the weights to ask a network about a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Passport {
    /// What every picture goes through before the network sees it.
    pub contract: Contract,
    /// Class names, in the order of the network's outputs.
    pub classes: Vec<String>,
}

impl Passport {
    /// The texts for the weights' file.
    #[must_use]
    pub fn to_texts(&self) -> BTreeMap<String, String> {
        // Numbers and texts only: neither can fail to be written.
        let contract = serde_json::to_string(&self.contract).unwrap_or_default();
        let classes = serde_json::to_string(&self.classes).unwrap_or_default();
        BTreeMap::from([
            ("contract".to_owned(), contract),
            ("classes".to_owned(), classes),
        ])
    }

    /// Reads the texts of a weights' file.
    ///
    /// # Errors
    /// Which text is missing or cannot be understood.
    pub fn from_texts(texts: &BTreeMap<String, String>) -> Result<Self, String> {
        fn read<T: serde::de::DeserializeOwned>(
            texts: &BTreeMap<String, String>,
            key: &str,
        ) -> Result<T, String> {
            let text = texts
                .get(key)
                .ok_or_else(|| format!("it says nothing about its {key}"))?;
            serde_json::from_str(text).map_err(|error| format!("its {key}: {error}"))
        }
        Ok(Self {
            contract: read(texts, "contract")?,
            classes: read(texts, "classes")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contract_and_classes_come_back_from_their_texts() {
        let passport = Passport {
            contract: Contract::default().with_scale(1.0 / 127.5, -1.0).unwrap(),
            classes: vec!["not happy".to_owned(), "笑".to_owned()],
        };
        assert_eq!(Passport::from_texts(&passport.to_texts()), Ok(passport));
    }

    #[test]
    fn what_is_missing_is_named() {
        let message = Passport::from_texts(&BTreeMap::new()).unwrap_err();
        assert_eq!(message, "it says nothing about its contract");
    }
}
