//! Where people begin to look for files: home, drives.

use std::path::{Path, PathBuf};

/// A folder to jump to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// What a button calls it.
    pub name: String,
    /// The folder.
    pub folder: PathBuf,
}

/// Folders under which systems show drives that were plugged in.
const MOUNTS: [&str; 4] = ["/media", "/run/media", "/mnt", "/Volumes"];
/// More drives than fit into a row of buttons.
const MOST_DRIVES: usize = 12;

/// The user's own folder.
pub fn home() -> Option<PathBuf> {
    directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

/// The drives of the machine; on systems with one tree, its root and what is mounted where a desktop mounts it.
pub fn drives() -> Vec<Bookmark> {
    let mut places = Vec::new();
    if cfg!(windows) {
        let letters = ('A'..='Z').map(|letter| format!("{letter}:\\"));
        let there = letters.filter(|drive| Path::new(drive).is_dir());
        places.extend(there.map(|drive| Bookmark {
            folder: PathBuf::from(&drive),
            name: drive,
        }));
        return places;
    }
    places.push(Bookmark {
        name: "/".to_owned(),
        folder: PathBuf::from("/"),
    });
    for mounts in MOUNTS {
        // A desktop mounts below a folder of the user's: /media/ada/stick.
        let user = std::env::var("USER").unwrap_or_default();
        let own = Path::new(mounts).join(&user);
        let folder = if !user.is_empty() && own.is_dir() {
            own
        } else {
            PathBuf::from(mounts)
        };
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut mounted: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        mounted.retain(|path| path.is_dir());
        mounted.sort();
        places.extend(mounted.into_iter().filter_map(|folder| {
            let name = folder.file_name()?.to_string_lossy().into_owned();
            Some(Bookmark { name, folder })
        }));
    }
    places.truncate(MOST_DRIVES);
    places
}

/// A path as somebody types it, seen from `folder`; `~` is the user's own folder.
pub fn typed_path(text: &str, folder: &Path) -> PathBuf {
    let text = text.trim();
    let below_home = text
        .strip_prefix('~')
        .filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
    let path = match (below_home, home()) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches(['/', '\\'])),
        _ => folder.join(text),
    };
    crate::files::absolute(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_path_is_seen_from_the_folder_in_view() {
        let folder = Path::new("/data/signs");
        for (text, expected) in [
            ("a.png", "/data/signs/a.png"),
            (" ../faces ", "/data/faces"),
            ("/tmp/x", "/tmp/x"),
            ("~x", "/data/signs/~x"),
        ] {
            assert_eq!(typed_path(text, folder), Path::new(expected), "{text}");
        }
        let home = home().unwrap();
        assert_eq!(typed_path("~", folder), home);
        assert_eq!(typed_path("~/a", folder), home.join("a"));
    }

    #[test]
    fn every_machine_has_a_drive() {
        assert!(drives().iter().all(|place| place.folder.is_dir()));
        assert!(!drives().is_empty());
    }
}
