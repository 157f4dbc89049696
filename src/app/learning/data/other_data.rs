//! Data that lies where the network was trained, and is not what it was trained on.

use super::LoadedData;
use crate::app::command::{Commands, WindowCommand};
use crate::app::document::Document;
use crate::app::learning::Learning;
use crate::message;
use crate::text::Message;

impl Learning {
    /// Says it where the data set at hand is other data than `document` was trained on.
    pub fn say_other_data(&self, document: &Document, commands: &mut Commands) {
        let data = self.loader.loaded();
        if let Some(words) = data.and_then(|data| words_on(data, document)) {
            commands.send(WindowCommand::Complain(words));
        }
    }
}

/// What is to be said about `data` where it is other data than `document` was trained on.
pub fn words_on(data: &LoadedData, document: &Document) -> Option<Message> {
    let is_of_project =
        document.settings().data.as_deref() == Some(data.source.to_string().as_str());
    let before = document.trained_on().filter(|_| is_of_project)?;
    let now = data.fingerprint.as_deref()?;
    (before != now).then(|| {
        message!(
            "other-data-than-trained-on",
            network = document.name(),
            data = %data.source
        )
    })
}
