//! What labels pictures otherwise and leaves them out, as a step of the history.

use super::shelf::Shelf;
use crate::app::command::{Command, NetworkCommand, SettingsChange};
use crate::app::learning::LoadedData;
use crate::message;
use crate::project::TrainingSettings;
use crate::text::counted;
use std::collections::BTreeMap;

/// What is to become of pictures.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// They count as one of the class with this number.
    Label(usize),
    /// They are left out.
    LeaveOut,
    /// They are as the data has them.
    TakeBack,
    /// Those that were added are added no more.
    Remove,
}

/// The step of the history that does it; `None` where there is nothing to do.
pub fn command<'a>(
    change: &Change,
    pictures: impl Iterator<Item = (&'a Shelf<'a>, usize)>,
    data: &LoadedData,
    settings: &TrainingSettings,
) -> Option<Command> {
    let keys = pictures.filter_map(|(shelf, index)| shelf.dataset.key(index));
    let keys: Vec<&str> = keys.collect();
    let mut collected = settings.collected.clone();
    let mut changes = settings.picture_changes.clone();
    let count = counted(keys.len(), "picture");
    let label = match change {
        Change::Label(class) => {
            let own = data.train.own_classes().get(*class)?;
            let before = own_classes(data);
            for key in &keys {
                let before = collected.class_of(key).or(before.get(key).copied());
                if before == Some(own) {
                    changes.take_back(key);
                } else {
                    changes.label(key, own);
                }
            }
            let class = data.train.classes().get(*class)?;
            message!("label-pictures", pictures = count, class = class)
        }
        Change::LeaveOut => {
            for key in &keys {
                changes.leave_out(key);
            }
            message!("leave-pictures-out", pictures = count)
        }
        Change::TakeBack => {
            for key in &keys {
                changes.take_back(key);
            }
            message!("take-pictures-back", pictures = count)
        }
        Change::Remove => {
            for key in &keys {
                if collected.remove(key) {
                    changes.take_back(key);
                }
            }
            message!("remove-added-pictures", pictures = count)
        }
    };
    if changes == settings.picture_changes && collected == settings.collected {
        return None;
    }
    let settings = TrainingSettings {
        picture_changes: changes,
        collected,
        ..settings.clone()
    };
    let change = SettingsChange::new(label, settings);
    Some(Command::Network(NetworkCommand::ChangeSettings(change)))
}

/// The class of each picture as the data has it.
fn own_classes(data: &LoadedData) -> BTreeMap<&str, &String> {
    let parts = data.base.parts();
    let pictures = parts.flat_map(|part| {
        let labels = part.labels().iter().enumerate();
        labels.filter_map(move |(index, &label)| {
            Some((part.key(index)?, part.own_classes().get(label as usize)?))
        })
    });
    pictures.collect()
}
