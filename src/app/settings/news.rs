//! What other windows have set meanwhile. Never knows where it comes from.

use super::Settings;
use super::merge::merged;
use crate::app::state::BlockLibrary;
use serde_json::Value;

/// What the files hold that this window did not write there.
#[derive(Debug)]
pub struct News {
    /// What this window had when it looked.
    pub ours: Box<Settings>,
    /// What is in the file of settings since.
    pub settings: Value,
    /// What is in the file of blocks since.
    pub blocks: Value,
}

impl News {
    /// What this window has `now`, with what others have changed.
    #[must_use]
    pub fn taken_into(&self, now: &Settings) -> Settings {
        let settings = merged(&self.ours.to_json(), &now.to_json(), &self.settings);
        let blocks = merged(
            &self.ours.library.to_json(),
            &now.library.to_json(),
            &self.blocks,
        );
        let taken = settings.as_object().map(Settings::of_json);
        let library = blocks
            .as_object()
            .map(|blocks| BlockLibrary::of_json(blocks).0);
        Settings {
            library: library.unwrap_or_else(|| now.library.clone()),
            ..taken.unwrap_or_else(|| now.clone())
        }
    }
}
