//! What comes back when the window does: theme, panels, recent files. Not part of any project.

use super::bench::Habits;
use super::blocks::BlockLibrary;
use super::command::Keymap;
use super::state::{RecentFiles, Shelf, View};
use eframe::Storage;
use serde::de::DeserializeOwned;
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
    /// Blocks that the user keeps. They are work, so they are stored apart from what only is convenient. Windows from
    /// before that have them among the rest.
    #[serde(skip_serializing)]
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
const LIBRARY_KEY: &str = "netsmith blocks";

impl Settings {
    /// Reads the settings; the defaults where there are none or where they cannot be read.
    pub fn load(storage: Option<&dyn Storage>) -> Self {
        let Some(storage) = storage else {
            return Self::default();
        };
        let mut settings: Self = read(storage, KEY).unwrap_or_default();
        if let Some(library) = read(storage, LIBRARY_KEY) {
            settings.library = library;
        }
        settings
    }

    /// Writes the settings.
    pub fn store(&self, storage: &mut dyn Storage) {
        write(storage, KEY, self);
        write(storage, LIBRARY_KEY, &self.library);
    }
}

fn read<T: DeserializeOwned>(storage: &dyn Storage, key: &str) -> Option<T> {
    let text = storage.get_string(key)?;
    let found = serde_json::from_str(&text);
    let warn = |error| tracing::warn!(%error, "{key} could not be read and start afresh");
    found.map_err(warn).ok()
}

fn write(storage: &mut dyn Storage, key: &str, value: &impl Serialize) {
    match serde_json::to_string(value) {
        Ok(text) => storage.set_string(key, text),
        Err(error) => tracing::warn!(%error, "{key} could not be written"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Graph;
    use crate::graph::library::{IDENTITY_BLOCK, with_block};
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

    fn with_a_kept_block() -> Settings {
        let mut settings = Settings::default();
        let graph = with_block(&Graph::default(), IDENTITY_BLOCK);
        settings.library.save(&graph, IDENTITY_BLOCK).unwrap();
        settings
    }

    #[test]
    fn blocks_of_ones_own_survive_settings_that_cannot_be_read() {
        let settings = with_a_kept_block();
        let mut shelf = Shelf::default();
        settings.store(&mut shelf);
        shelf.set_string(KEY, r#"{"view":"spoiled"}"#.to_owned());
        assert_eq!(Settings::load(Some(&shelf)), settings);
    }

    #[test]
    fn blocks_that_were_stored_among_the_settings_are_still_found() {
        let settings = with_a_kept_block();
        let library = serde_json::to_string(&settings.library).unwrap();
        let mut shelf = Shelf::default();
        shelf.set_string(KEY, format!(r#"{{"library":{library}}}"#));
        assert_eq!(Settings::load(Some(&shelf)), settings);
    }
}
