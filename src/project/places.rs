//! Where the data of a project lies. In memory a source is absolute; in a file it is the way from the file, with the absolute
//! place beside it, so that a folder with project and data can be moved, and a project alone too.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::ContentError;
use super::model::Project;
use super::stored_path::StoredPath;
use crate::data::DataSource;
use crate::files;
use crate::recipe::{TestData, Validation};

/// What a project keeps about the data of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataPlace {
    /// Where it lay when the file was saved; only in files, where the source itself is the way from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    absolute: Option<String>,
    /// The fingerprint of the data that the network was trained on last, as [`crate::data::identity`] says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
}

impl Project {
    /// The fingerprint of the data of `source` that the network was trained on last.
    #[must_use]
    pub fn fingerprint_of(&self, source: &str) -> Option<&str> {
        self.data_places.get(source)?.fingerprint.as_deref()
    }

    /// Remembers which data of `source` the network is trained on; `None` where nobody can tell.
    pub fn set_fingerprint_of(&mut self, source: &str, fingerprint: Option<String>) {
        match fingerprint {
            None => self.data_places.remove(source),
            Some(_) => self.data_places.insert(
                source.to_owned(),
                DataPlace {
                    fingerprint,
                    ..DataPlace::default()
                },
            ),
        };
    }

    /// The project as a file at `file` holds it.
    pub(super) fn as_seen_from(&self, file: &Path) -> Self {
        let file = files::absolute(file);
        let folder = file.parent().unwrap_or(Path::new(""));
        let mut project = self.clone();
        project.runs = self.runs.iter().map(|run| run.seen_from(folder)).collect();
        project.with_sources(|source, place| {
            let path = Path::new(source);
            let is_path = matches!(DataSource::parse(source), Ok(DataSource::Path(_)));
            let stored = if is_path && path.is_absolute() {
                StoredPath::seen_from(path, folder)
            } else {
                StoredPath::default()
            };
            let kept = |absolute| DataPlace { absolute, ..place };
            match stored.relative {
                // A folder may be called like a data set that comes with the program.
                Some(way) if way.starts_with("builtin:") => {
                    (format!("./{way}"), kept(stored.absolute))
                }
                Some(way) => (way, kept(stored.absolute)),
                None => (source.to_owned(), kept(None)),
            }
        })
    }

    /// The project of a file at `file`: the data is looked for from there first, and where it lay before that second.
    #[must_use]
    pub fn found_from(&self, file: &Path) -> Self {
        let file = files::absolute(file);
        let folder = file.parent().unwrap_or(Path::new(""));
        let mut project = self.clone();
        project.runs = self.runs.iter().map(|run| run.read_in(folder)).collect();
        project.with_sources(|source, place| {
            let DataPlace {
                absolute,
                fingerprint,
            } = place;
            let place = DataPlace {
                absolute: None,
                fingerprint,
            };
            if !matches!(DataSource::parse(source), Ok(DataSource::Path(_))) {
                return (source.to_owned(), place);
            }
            let stored = StoredPath {
                relative: Some(source.to_owned()),
                absolute,
            };
            let found = stored.found_from(folder);
            // A path that is no text stays as it is written.
            let found = found.and_then(|path| path.to_str().map(str::to_owned));
            (found.unwrap_or_else(|| source.to_owned()), place)
        })
    }

    /// The text of a project file at `from` as a file at `to` holds it.
    ///
    /// # Errors
    /// Where it is no project.
    pub fn text_moved(text: &str, from: &Path, to: &Path) -> Result<String, ContentError> {
        Ok(Self::from_text(text)?.found_from(from).to_text_at(to))
    }

    /// The same project with each of its sources and what is known of its data put through `change`.
    fn with_sources(&self, change: impl Fn(&str, DataPlace) -> (String, DataPlace)) -> Self {
        let mut project = self.clone();
        let mut places = BTreeMap::new();
        for source in project.sources_mut() {
            let place = self.data_places.get(source.as_str()).cloned();
            let (text, place) = change(source.as_str(), place.unwrap_or_default());
            *source = text;
            if place != DataPlace::default() {
                places.insert(source.clone(), place);
            }
        }
        project.data_places = places;
        project
    }

    /// Every text of the project that says where data comes from.
    fn sources_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let validation = match &mut self.validation {
            Validation::Source(source) => Some(source),
            _ => None,
        };
        let test = match &mut self.test {
            TestData::Source(source) => Some(source),
            _ => None,
        };
        let has_collected = !self.collected.is_empty();
        let collected = has_collected.then_some(&mut self.collected.folder);
        let data = self.data.iter_mut();
        data.chain(validation).chain(test).chain(collected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::write_atomically;
    use std::fs;
    use std::path::PathBuf;

    /// A folder with a project and its data, and the project's path.
    fn saved(folder: &Path) -> PathBuf {
        fs::create_dir_all(folder.join("data")).unwrap();
        let data = folder.join("data/d.h5");
        write_atomically(&data, b"pictures").unwrap();
        let mut project = Project {
            data: data.to_str().map(str::to_owned),
            ..Project::default()
        };
        project.set_fingerprint_of(data.to_str().unwrap(), Some("abc".to_owned()));
        let path = folder.join("net.netsmith");
        project.save(&path).unwrap();
        path
    }

    fn data_of(path: &Path) -> PathBuf {
        PathBuf::from(Project::load(path).unwrap().data.unwrap())
    }

    fn root(folder: &tempfile::TempDir) -> PathBuf {
        folder.path().canonicalize().unwrap()
    }

    #[test]
    fn a_file_holds_the_way_to_its_data_and_the_absolute_place_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = saved(&root(&folder));
        let text = String::from_utf8(files::read_limited(&path, 1 << 20).unwrap()).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["version"], 1);
        assert_eq!(json["data"], "data/d.h5");
        let place = &json["data_places"]["data/d.h5"];
        assert_eq!(place["fingerprint"], "abc");
        let absolute = root(&folder).join("data/d.h5");
        assert_eq!(place["absolute"], absolute.to_str().unwrap());
    }

    #[test]
    fn a_folder_moved_as_a_whole_takes_its_own_data() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (root(&folder).join("old"), root(&folder).join("new"));
        fs::create_dir(&old).unwrap();
        saved(&old);
        fs::rename(&old, &new).unwrap();
        assert_eq!(data_of(&new.join("net.netsmith")), new.join("data/d.h5"));
        // And a copy takes its own, not that of the first.
        saved(&old);
        assert_eq!(data_of(&new.join("net.netsmith")), new.join("data/d.h5"));
    }

    #[test]
    fn a_project_moved_alone_finds_the_data_where_it_lay() {
        let folder = tempfile::tempdir().unwrap();
        let path = saved(&root(&folder));
        let moved = root(&folder).join("elsewhere");
        fs::create_dir(&moved).unwrap();
        fs::rename(&path, moved.join("net.netsmith")).unwrap();
        let project = Project::load(&moved.join("net.netsmith")).unwrap();
        let data = root(&folder).join("data/d.h5");
        assert_eq!(project.data.as_deref(), data.to_str());
        assert_eq!(project.fingerprint_of(data.to_str().unwrap()), Some("abc"));
    }

    #[test]
    fn data_that_is_nowhere_is_named_where_it_lay_and_never_looked_for_in_the_current_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = saved(&root(&folder));
        fs::remove_dir_all(folder.path().join("data")).unwrap();
        assert_eq!(data_of(&path), root(&folder).join("data/d.h5"));
        // As older versions wrote what was typed.
        let typed = Project {
            data: Some("src/lib.rs".to_owned()),
            ..Project::default()
        };
        write_atomically(&path, typed.to_text().as_bytes()).unwrap();
        assert_eq!(data_of(&path), root(&folder).join("src/lib.rs"));
    }

    #[test]
    fn pictures_that_were_added_move_with_the_project() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (root(&folder).join("old"), root(&folder).join("new"));
        fs::create_dir_all(old.join("net.pictures")).unwrap();
        let mut project = Project::default();
        project.collected.folder = old.join("net.pictures").to_str().unwrap().to_owned();
        let picture = ("a-1f.png".to_owned(), "cat".to_owned());
        project.collected.add([picture]);
        project.save(&old.join("net.netsmith")).unwrap();
        fs::rename(&old, &new).unwrap();
        let moved = Project::load(&new.join("net.netsmith")).unwrap().collected;
        assert_eq!(moved.folder, new.join("net.pictures").to_str().unwrap());
        assert_eq!(moved.len(), 1);
    }

    #[test]
    fn a_folder_called_like_a_built_in_set_stays_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let data = root(&folder).join("builtin:happy");
        fs::create_dir(&data).unwrap();
        let project = Project {
            data: data.to_str().map(str::to_owned),
            ..Project::default()
        };
        let path = folder.path().join("net.netsmith");
        project.save(&path).unwrap();
        assert_eq!(data_of(&path), data);
    }
}
