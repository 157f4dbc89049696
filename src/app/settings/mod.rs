//! What comes back when the window does: theme, panels, recent files. Not part of any project.
//! Each concern is one section of one file, and a version that does not know a section leaves it as it is.

mod kept_file;
mod merge;
mod news;
mod store;

pub use news::News;
pub use store::Store;

use super::docking::Workspaces;
use super::state::{BlockLibrary, Favorites, RecentFiles, View, WindowPlace, WindowState};
use super::training_panels::Habits;
use crate::app::command::{Keymap, LanguageChoice, LessonPlace};
use crate::files::read_limited;
use crate::message;
use crate::text::{Language, Message};
use kept_file::{FileContent, KeptFile, LIMIT_BYTES};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use store::Files;

/// The settings as stored.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Theme, and how the canvas shows.
    pub view: View,
    /// Where the panels lie.
    pub workspaces: Workspaces,
    /// Where the window was on the screen.
    pub place: WindowPlace,
    /// Favorites of the palette, and what was added last.
    pub favorites: Favorites,
    /// Blocks that the user keeps. They are work, so they have a file of their own.
    #[serde(skip)]
    pub library: BlockLibrary,
    /// The user's own keys.
    pub keymap: Keymap,
    /// Files opened or saved before.
    pub recent: RecentFiles,
    /// The folder that files were chosen from last.
    pub last_folder: Option<PathBuf>,
    /// The project that was in front.
    pub open_project: Option<PathBuf>,
    /// The projects that were open, from left to right.
    pub open_projects: Vec<PathBuf>,
    /// How charts and diagrams were last wanted.
    pub habits: Habits,
    /// The lesson that was open.
    pub open_lesson: Option<LessonPlace>,
}

/// Settings as found, and what is to be said about them.
#[derive(Debug)]
pub struct Found {
    /// The settings.
    pub settings: Settings,
    /// Where they are kept; begin with it once the window has opened what it opens.
    files: Files,
    /// What could not be read, as sentences.
    pub told: Vec<Message>,
}

impl Settings {
    /// A window as they left it.
    pub fn into_window(self) -> WindowState {
        WindowState {
            view: self.view,
            workspaces: self.workspaces,
            place: self.place,
            wanted_place: Some(self.place),
            favorites: self.favorites,
            library: self.library,
            keymap: self.keymap,
            recent: self.recent,
            last_folder: self.last_folder,
            ..WindowState::default()
        }
    }

    /// The language that the settings in this folder name, read alone: for whoever speaks before there is a window, or
    /// without one. `None` where they name none, follow the system, or cannot be read.
    #[must_use]
    pub fn language_kept_in(settings_folder: &Path) -> Option<Language> {
        // Whoever opens the window tells what is wrong with the file, and sets it aside.
        let bytes = read_limited(&settings_folder.join("settings.json"), LIMIT_BYTES).ok()?;
        let settings: Value = serde_json::from_slice(&bytes).ok()?;
        let choice = settings.get("view")?.get("language")?.clone();
        match serde_json::from_value(choice).ok()? {
            LanguageChoice::System => None,
            chosen => Some(chosen.language()),
        }
    }

    /// Reads the settings from the files in these folders: what the user has set, and the user's own blocks.
    pub fn find(settings_folder: &Path, blocks_folder: &Path) -> Found {
        let files = Files {
            settings: KeptFile::new(settings_folder.join("settings.json"), "your-settings"),
            blocks: KeptFile::new(blocks_folder.join("blocks.json"), "your-own-blocks"),
        };
        let mut told = Vec::new();
        let mut content_of = |file: &KeptFile| match file.read() {
            Ok(FileContent::SetAside(sentence)) => {
                told.push(sentence);
                Some(Map::new())
            }
            Ok(FileContent::Read(entries)) => Some(entries),
            Ok(FileContent::Missing) => None,
            Err(fault) => {
                told.push(fault.sentence());
                Some(Map::new())
            }
        };
        let settings = content_of(&files.settings);
        let blocks = content_of(&files.blocks);
        let library = match blocks {
            Some(entries) => {
                let (library, unknown_count) = BlockLibrary::of_json(&entries);
                if unknown_count > 0 {
                    told.push(message!(
                        "own-blocks-not-understood",
                        count = unknown_count,
                        path = files.blocks.path()
                    ));
                }
                library
            }
            None => BlockLibrary::default(),
        };
        let settings = match settings {
            Some(entries) => {
                told.extend(fault_of_layout(&entries, files.settings.path()));
                Self::of_json(&entries)
            }
            None => Self::default(),
        };
        Found {
            settings: Self {
                library,
                ..settings
            }
            .without_typed_paths(),
            files,
            told,
        }
    }

    /// The sections as they stand in the file.
    fn to_json(&self) -> Value {
        let mut entries = Map::new();
        entries.insert("format".to_owned(), json!("netsmith-settings"));
        entries.insert("version".to_owned(), json!(1));
        // Plain data: nothing in it can fail to be written.
        if let Ok(Value::Object(sections)) = serde_json::to_value(self) {
            entries.extend(sections);
        }
        Value::Object(entries)
    }

    /// Each section that can be understood; the defaults for the others.
    fn of_json(entries: &Map<String, Value>) -> Self {
        fn section<T: DeserializeOwned + Default>(entries: &Map<String, Value>, key: &str) -> T {
            let value = entries.get(key).cloned().unwrap_or(Value::Null);
            if value.is_null() {
                return T::default();
            }
            let warn = |error: &_| tracing::warn!(%error, key, "this section starts afresh");
            serde_json::from_value(value)
                .inspect_err(warn)
                .unwrap_or_default()
        }
        Self {
            view: section(entries, "view"),
            workspaces: section(entries, "workspaces"),
            place: section(entries, "place"),
            favorites: section(entries, "favorites"),
            library: BlockLibrary::default(),
            keymap: section(entries, "keymap"),
            recent: section(entries, "recent"),
            last_folder: section(entries, "last_folder"),
            open_project: section(entries, "open_project"),
            open_projects: section(entries, "open_projects"),
            habits: section(entries, "habits"),
            open_lesson: section(entries, "open_lesson"),
        }
    }

    /// Paths as typed, which earlier versions kept, mean another file in every folder.
    fn without_typed_paths(mut self) -> Self {
        self.open_project = self.open_project.filter(|path| path.is_absolute());
        self.open_projects.retain(|path| path.is_absolute());
        self
    }
}

impl Found {
    /// Keeps settings where they were found. Of the projects that were open, those in `elsewhere` are another window's.
    pub fn keep(self, elsewhere: impl Fn(&Path) -> bool) -> Store {
        let Self {
            mut settings,
            mut files,
            ..
        } = self;
        settings.open_projects.retain(|path| !elsewhere(path));
        files.settings.begin_with(settings.to_json());
        files.blocks.begin_with(settings.library.to_json());
        Store::begin(files)
    }
}

/// What keeps the panels from lying where they lay, as a sentence.
fn fault_of_layout(entries: &Map<String, Value>, path: &Path) -> Option<Message> {
    let stored = entries.get("workspaces")?.clone();
    let fault = serde_json::from_value::<Workspaces>(stored).err()?;
    Some(message!(
        "layout-not-understood",
        fault = %fault,
        path = path
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::docking::Panel;
    use crate::graph::Graph;
    use crate::graph::library::{IDENTITY_BLOCK, with_block};

    /// What is found in `folder`.
    fn found(folder: &tempfile::TempDir) -> Found {
        Settings::find(folder.path(), folder.path())
    }

    /// Keeps `settings` in `folder` as a window does that had found what is there.
    fn keep(folder: &tempfile::TempDir, settings: &Settings) {
        found(folder).keep(|_| false).finish(settings.clone());
    }

    fn write(folder: &tempfile::TempDir, name: &str, text: &str) {
        crate::files::write_atomically(&folder.path().join(name), text.as_bytes()).unwrap();
    }

    #[test]
    fn settings_come_back_as_they_were() {
        let mut settings = Settings::default();
        settings.view.minimap_open = false;
        settings.workspaces.layout_mut().close(Panel::Layers);
        settings
            .recent
            .remember(&std::env::temp_dir().join("happy.netsmith"));
        let folder = tempfile::tempdir().unwrap();
        keep(&folder, &settings);
        let found = found(&folder);
        assert_eq!(found.settings, settings);
        assert_eq!(found.told, Vec::<Message>::new());
    }

    #[test]
    fn a_window_speaks_the_language_that_it_was_given_last() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Settings::language_kept_in(folder.path()), None);
        for (choice, kept) in [
            (LanguageChoice::Chinese, Some(Language::Chinese)),
            (LanguageChoice::English, Some(Language::English)),
            (LanguageChoice::System, None),
        ] {
            let mut settings = Settings::default();
            settings.view.language = choice;
            keep(&folder, &settings);
            assert_eq!(Settings::language_kept_in(folder.path()), kept);
            assert_eq!(found(&folder).settings.view.language, choice);
        }
        write(&folder, "settings.json", "{torn");
        assert_eq!(Settings::language_kept_in(folder.path()), None);
        assert!(folder.path().join("settings.json").exists());
    }

    #[test]
    fn what_a_newer_version_has_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        write(
            &folder,
            "settings.json",
            r#"{"layouts": {"mine": [1]}, "view": {"of_tomorrow": 1, "minimap_open": false}}"#,
        );
        let mut settings = found(&folder).settings;
        assert!(!settings.view.minimap_open);
        settings.view.snap_to_grid = true;
        keep(&folder, &settings);
        let bytes = crate::files::read_limited(&folder.path().join("settings.json"), 1 << 20);
        let json: Value = serde_json::from_slice(&bytes.unwrap()).unwrap();
        assert_eq!(json["layouts"]["mine"][0], 1);
        assert_eq!(json["view"]["of_tomorrow"], 1);
        assert_eq!(json["view"]["snap_to_grid"], true);
    }

    #[test]
    fn files_that_are_torn_start_afresh_are_told_and_stay_beside() {
        let folder = tempfile::tempdir().unwrap();
        keep(&folder, &with_a_kept_block());
        for name in ["settings.json", "blocks.json"] {
            let path = folder.path().join(name);
            let bytes = crate::files::read_limited(&path, 1 << 20).unwrap();
            crate::files::write_atomically(&path, &bytes[..bytes.len() / 2]).unwrap();
        }
        let found = found(&folder);
        assert_eq!(found.settings, Settings::default());
        assert_eq!(found.told.len(), 2);
        found.keep(|_| false).finish(Settings::default());
        for name in ["settings.json", "blocks.json"] {
            assert!(folder.path().join(format!("{name}.unreadable-1")).exists());
        }
    }

    #[test]
    fn two_windows_lose_no_block_and_no_file_of_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (found(&folder), found(&folder));
        let (mut first, mut second) = (with_a_kept_block(), with_a_kept_block());
        second.library.rename(IDENTITY_BLOCK, "other").unwrap();
        first.recent.remember(&folder.path().join("first"));
        second.recent.remember(&folder.path().join("second"));
        second.open_projects = vec![folder.path().join("second")];
        one.keep(|_| false).finish(first);
        other.keep(|_| false).finish(second);
        let settings = found(&folder).settings;
        assert_eq!(settings.library.items().count(), 2);
        assert_eq!(settings.recent.iter().count(), 2);
    }

    #[test]
    fn what_another_window_has_open_stays_in_the_session() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.netsmith");
        let mut settings = Settings {
            open_projects: vec![path.clone()],
            ..Settings::default()
        };
        keep(&folder, &settings);
        settings.open_projects.clear();
        found(&folder).keep(|_| true).finish(settings.clone());
        assert_eq!(found(&folder).settings.open_projects, [path]);
        found(&folder).keep(|_| false).finish(settings);
        assert!(found(&folder).settings.open_projects.is_empty());
    }

    #[test]
    fn settings_from_before_there_were_tabs_still_load() {
        let folder = tempfile::tempdir().unwrap();
        let path = std::env::temp_dir().join("happy.netsmith");
        let text = json!({"open_project": path}).to_string();
        write(&folder, "settings.json", &text);
        let settings = found(&folder).settings;
        assert_eq!(settings.open_project, Some(path));
        assert!(settings.open_projects.is_empty());
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
        let folder = tempfile::tempdir().unwrap();
        keep(&folder, &settings);
        write(&folder, "settings.json", r#"{"view":"spoiled"}"#);
        assert_eq!(found(&folder).settings, settings);
    }
}
