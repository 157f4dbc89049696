//! A change of the training settings, as a form or a menu asks for it.

use crate::data::{Collected, DataSource, PictureChanges};
use crate::files::name_of;
use crate::message;
use crate::project::TrainingSettings;
use crate::recipe::{Recipe, TestData, Validation};
use crate::text::Message;
use std::collections::BTreeMap;

/// Other settings, and what the history calls the step to them.
#[derive(Debug, Clone, PartialEq)]
pub struct SettingsChange {
    /// "set epochs to 20".
    pub label: Message,
    /// What is being typed or dragged: changes of one unfinished gesture join into one step of undo.
    pub gesture: Option<String>,
    /// The settings after it.
    pub settings: Box<TrainingSettings>,
}

impl SettingsChange {
    /// A change that is a step of its own.
    pub fn new(label: impl Into<Message>, settings: TrainingSettings) -> Self {
        Self {
            label: label.into(),
            gesture: None,
            settings: Box::new(settings),
        }
    }

    /// The same change as a part of `gesture`.
    #[must_use]
    pub fn gesture(self, gesture: impl Into<String>) -> Self {
        Self {
            gesture: Some(gesture.into()),
            ..self
        }
    }

    /// `before` with another recipe.
    pub fn recipe(label: impl Into<Message>, before: &TrainingSettings, recipe: Recipe) -> Self {
        let settings = TrainingSettings {
            recipe,
            ..before.clone()
        };
        Self::new(label, settings)
    }

    /// `before` with other data, or with none.
    pub fn data(before: &TrainingSettings, source: Option<&DataSource>) -> Self {
        let data = source.map(ToString::to_string);
        let settings = if data == before.data {
            before.clone()
        } else {
            // What was said about the parts, labels and classes of other data means nothing for these.
            TrainingSettings {
                data,
                labels: None,
                class_names: BTreeMap::new(),
                picture_changes: PictureChanges::default(),
                collected: Collected::default(),
                test: TestData::Own,
                validation: match &before.validation {
                    Validation::Source(_) => Validation::Default,
                    chosen => chosen.clone(),
                },
                ..before.clone()
            }
        };
        Self::new(Self::data_label(source), settings)
    }

    /// What the choice of `source` is called; of a path only its last part, for the line in the history is short.
    pub fn data_label(source: Option<&DataSource>) -> Message {
        match source {
            None => message!("choose-no-data"),
            Some(source @ DataSource::Builtin(..)) => {
                message!("choose-data", data = %source.words())
            }
            Some(DataSource::Path(path)) => message!("choose-data", data = name_of(path)),
        }
    }
}
