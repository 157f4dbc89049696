//! What comes back when the window does: theme, panels, recent files. Not part of any project.

use super::bench::Habits;
use super::blocks::BlockLibrary;
use super::command::Keymap;
use super::state::{RecentFiles, Shelf, View};
use eframe::Storage;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The settings as stored, next to egui's own memory of panel sizes and the window's place.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Theme, open panels, current tab.
    pub view: View,
    /// Favourites of the palette, and what was added last.
    pub shelf: Shelf,
    /// Blocks that the user keeps.
    pub library: BlockLibrary,
    /// The user's own keys.
    pub keymap: Keymap,
    /// Files opened or saved before.
    pub recent: RecentFiles,
    /// The project that was in front.
    pub open_project: Option<PathBuf>,
    /// The projects that were open, from left to right.
    pub open_projects: Vec<PathBuf>,
    /// How charts and diagrams were last wanted.
    pub habits: Habits,
}

const KEY: &str = "netsmith settings";

impl Settings {
    /// Reads the settings; the defaults where there are none or where they cannot be read.
    pub fn load(storage: Option<&dyn Storage>) -> Self {
        let Some(text) = storage.and_then(|storage| storage.get_string(KEY)) else {
            return Self::default();
        };
        serde_json::from_str(&text).unwrap_or_else(|error| {
            tracing::warn!(%error, "the window's settings could not be read and start afresh");
            Self::default()
        })
    }

    /// Writes the settings.
    pub fn store(&self, storage: &mut dyn Storage) {
        match serde_json::to_string(self) {
            Ok(text) => storage.set_string(KEY, text),
            Err(error) => tracing::warn!(%error, "the window's settings could not be written"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[derive(Default)]
    struct Shelf(BTreeMap<String, String>);

    impl Storage for Shelf {
        fn get_string(&self, key: &str) -> Option<String> {
            self.0.get(key).cloned()
        }
        fn set_string(&mut self, key: &str, value: String) {
            self.0.insert(key.to_owned(), value);
        }
        fn remove_string(&mut self, key: &str) {
            self.0.remove(key);
        }
        fn flush(&mut self) {}
    }

    #[test]
    fn settings_come_back_as_they_were() {
        let mut settings = Settings::default();
        settings.view.palette_open = false;
        settings
            .recent
            .remember(std::path::Path::new("happy.netsmith"));
        let mut shelf = Shelf::default();
        settings.store(&mut shelf);
        assert_eq!(Settings::load(Some(&shelf)), settings);
    }

    #[test]
    fn settings_from_before_there_were_tabs_still_load() {
        let mut shelf = Shelf::default();
        shelf.set_string(KEY, r#"{"open_project":"happy.netsmith"}"#.to_owned());
        let settings = Settings::load(Some(&shelf));
        assert_eq!(settings.open_project, Some(PathBuf::from("happy.netsmith")));
        assert!(settings.open_projects.is_empty());
    }

    #[test]
    fn settings_that_cannot_be_read_start_afresh() {
        let mut shelf = Shelf::default();
        shelf.set_string(KEY, "{broken".to_owned());
        assert_eq!(Settings::load(Some(&shelf)), Settings::default());
    }
}
