//! Where a path really leads.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::message;

/// More links than any file system follows.
const MOST_LINKS: usize = 40;

/// `path` so that it means the same file in every folder that a process may be started in. Symbolic links keep their
/// names, except before a `..`, which means the folder around what they lead to.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    // Fails for an empty path and where the current folder is gone: then there is nothing to be said about it.
    let Ok(path) = std::path::absolute(path) else {
        return path.to_owned();
    };
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            plain = plain.canonicalize().unwrap_or(plain);
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

/// Whether two paths lead to one file: spelled in other ways, through links, in other case where the disk does not mind, or
/// by a second name.
#[must_use]
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    one == other || identity(one).is_some_and(|one| identity(other) == Some(one))
}

/// The way from `folder` to `path`, which must be absolute: "../data/d.h5". `None` where there is none, as between the
/// drives of Windows.
#[must_use]
pub fn relative_to(folder: &Path, path: &Path) -> Option<PathBuf> {
    // A `..` leads out of what a link leads to, so that links in the folders count as what they are.
    let folder = real_as_far_as_it_exists(folder);
    let path = match (path.parent(), path.file_name()) {
        (Some(around), Some(name)) => real_as_far_as_it_exists(around).join(name),
        _ => path.to_owned(),
    };
    let (from, to): (Vec<_>, Vec<_>) = (folder.components().collect(), path.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let is_other_root = common == 0 || to.contains(&Component::ParentDir);
    if is_other_root {
        return None;
    }
    let up = from[common..].iter().map(|_| Component::ParentDir);
    Some(up.chain(to[common..].iter().copied()).collect())
}

/// A folder with its links resolved, also one that is not there yet: a run's is made after its project was written down.
fn real_as_far_as_it_exists(folder: &Path) -> PathBuf {
    folder
        .canonicalize()
        .unwrap_or_else(|_| match (folder.parent(), folder.file_name()) {
            (Some(around), Some(name)) => real_as_far_as_it_exists(around).join(name),
            _ => folder.to_owned(),
        })
}

/// What tells files apart.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok()
}

/// The file that a save really replaces: renaming over a link would cut it off from its target, whether the target is
/// there or not.
pub(super) fn link_target(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = target.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return Ok(target),
        }
    }
    Err(io::Error::other(message!("file-circle-of-links")))
}

/// What a user calls what lies at `path`: its last part, and all of it where that has no name.
#[must_use]
pub fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_as_typed_becomes_one_that_holds_everywhere() {
        let here = std::env::current_dir().unwrap();
        for (typed, expected) in [
            ("net.netsmith", here.join("net.netsmith")),
            ("./a/./net.netsmith", here.join("a/net.netsmith")),
            (
                "../net.netsmith",
                here.parent().unwrap().join("net.netsmith"),
            ),
        ] {
            assert_eq!(absolute(Path::new(typed)), expected, "{typed}");
        }
        assert_eq!(absolute(&here), here);
    }

    #[test]
    #[cfg(unix)]
    fn the_folder_around_a_link_is_the_one_around_what_it_leads_to() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("far/away")).unwrap();
        std::os::unix::fs::symlink(root.join("far/away"), root.join("link")).unwrap();
        assert_eq!(absolute(&root.join("link/../x")), root.join("far/x"));
        assert_eq!(absolute(&root.join("link/x")), root.join("link/x"));
    }

    #[test]
    fn the_way_from_a_folder_to_a_file_leads_there() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("a/b")).unwrap();
        fs::create_dir_all(root.join("data")).unwrap();
        for (from, to, expected) in [
            ("a/b", "data/d.h5", "../../data/d.h5"),
            ("a", "a/d.h5", "d.h5"),
            ("a", "a/b", "b"),
            ("a/not/yet", "data/d.h5", "../../../data/d.h5"),
        ] {
            let way = relative_to(&root.join(from), &root.join(to)).unwrap();
            assert_eq!(way, Path::new(expected));
            fs::create_dir_all(root.join(from)).unwrap();
            assert_eq!(absolute(&root.join(from).join(way)), root.join(to));
        }
    }

    #[test]
    #[cfg(unix)]
    fn the_way_out_of_a_link_is_the_one_that_the_disk_goes() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("far/away")).unwrap();
        fs::create_dir_all(root.join("data")).unwrap();
        std::os::unix::fs::symlink(root.join("far/away"), root.join("link")).unwrap();
        let data = root.join("data/d.h5");
        super::super::write_atomically(&data, b"x").unwrap();
        let way = relative_to(&root.join("link"), &data).unwrap();
        assert!(root.join("link").join(&way).is_file());
        assert_eq!(absolute(&root.join("link").join(&way)), data);
    }

    #[test]
    #[cfg(unix)]
    fn one_file_is_known_through_links_and_by_each_of_its_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name| folder.path().join(name);
        for name in ["a", "b"] {
            super::super::write_atomically(&path(name), b"same").unwrap();
        }
        std::os::unix::fs::symlink(path("a"), path("link")).unwrap();
        fs::hard_link(path("a"), path("twin")).unwrap();
        assert!(is_same_file(&path("a"), &path("link")));
        assert!(is_same_file(&path("a"), &path("twin")));
        assert!(is_same_file(&path("a"), &path("./a")));
        assert!(!is_same_file(&path("a"), &path("b")));
        assert!(!is_same_file(&path("gone"), &path("lost")));
    }
}
