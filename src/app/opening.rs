//! What a path is, wherever it comes from: a project, a run, a network of another program, data, or a picture.

use super::training_panels::{is_data, is_picture};
use crate::engine::run::RunFolder;
use crate::exchange::{FileKind, fault_of_folder, is_called_a_network};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The project in the folder of a run.
pub const PROJECT_OF_A_RUN: &str = "project.netsmith";

/// More runs than anyone has in one folder.
const MOST_RUNS: usize = 10_000;

/// What can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Openable {
    /// A project file; what is nothing else is taken for one, which says why it is none.
    Project,
    /// The folder of a run.
    Run,
    /// A network or weights of another program, or a drawing that holds a project.
    Foreign,
    /// Pictures to learn from.
    Data,
    /// A picture to be asked about.
    Picture,
}

/// What `path` is, by what lies in it where its ending says too little: an HDF5 file or an archive may be data or a network,
/// and a picture may hold a project. Reads little, so that the window may ask.
pub fn kind_of(path: &Path) -> Openable {
    let has_ending = |ending: &str| {
        path.extension()
            .is_some_and(|it| it.eq_ignore_ascii_case(ending))
    };
    if RunFolder::is_at(path) {
        return Openable::Run;
    }
    if has_ending("netsmith") {
        return Openable::Project;
    }
    if fault_of_folder(path).is_some() {
        return Openable::Foreign;
    }
    let is_foreign = match FileKind::of(path) {
        FileKind::Network | FileKind::Drawing => true,
        // A network drawn by somebody else: then it is said what is missing.
        FileKind::Picture | FileKind::OtherHdf5 | FileKind::Other => has_ending("svg"),
    };
    if is_foreign {
        Openable::Foreign
    } else if is_data(path) {
        Openable::Data
    } else if is_picture(path) && path.is_file() {
        Openable::Picture
    } else if is_called_a_network(path) && path.is_file() {
        // Damaged, or of a program that is not known: whoever opens networks says so.
        Openable::Foreign
    } else {
        Openable::Project
    }
}

/// The run that was written to last of those in `homes`, if any has weights.
pub fn last_run(homes: &[PathBuf]) -> Option<PathBuf> {
    let folders = homes.iter().flat_map(|home| {
        let entries = std::fs::read_dir(home).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).take(MOST_RUNS)
    });
    let with_time = |folder: PathBuf| -> Option<(SystemTime, PathBuf)> {
        let weights = folder.join("weights.safetensors").metadata().ok()?;
        let is_run = RunFolder::is_at(&folder) && folder.join(PROJECT_OF_A_RUN).is_file();
        is_run.then_some((weights.modified().ok()?, folder))
    };
    let (_, folder) = folders.filter_map(with_time).max()?;
    Some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::write_atomically;

    fn make_run(home: &Path, name: &str, age_seconds: u64) -> PathBuf {
        let folder = home.join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for file in ["run.json", "weights.safetensors", PROJECT_OF_A_RUN] {
            write_atomically(&folder.join(file), b"{}").unwrap();
        }
        let weights = std::fs::File::options()
            .write(true)
            .open(folder.join("weights.safetensors"))
            .unwrap();
        let age = std::time::Duration::from_secs(age_seconds);
        weights.set_modified(SystemTime::now() - age).unwrap();
        folder
    }

    #[test]
    fn a_path_is_known_by_its_ending_or_by_what_lies_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let run = make_run(folder.path(), "run", 0);
        let picture = folder.path().join("cat.PNG");
        write_atomically(&picture, b"x").unwrap();
        assert_eq!(kind_of(&run), Openable::Run);
        assert_eq!(kind_of(folder.path()), Openable::Data);
        assert_eq!(kind_of(&folder.path().join("train.h5")), Openable::Data);
        assert_eq!(kind_of(&picture), Openable::Picture);
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/exchange");
        for network in ["plain_two.h5", "plain_three.weights.h5", "tiny_zip.pt"] {
            assert_eq!(kind_of(&golden.join(network)), Openable::Foreign);
        }
        let damaged = folder.path().join("damaged.keras");
        write_atomically(&damaged, b"").unwrap();
        let saved = folder.path().join("saved");
        std::fs::create_dir(&saved).unwrap();
        assert_eq!(kind_of(&saved), Openable::Data);
        write_atomically(&saved.join("saved_model.pb"), b"x").unwrap();
        for network in [damaged, saved] {
            assert_eq!(kind_of(&network), Openable::Foreign);
        }
        assert_eq!(
            kind_of(&folder.path().join("a.netsmith")),
            Openable::Project
        );
    }

    #[test]
    fn the_last_run_is_the_one_that_was_written_to_last() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        make_run(&one, "z", 100);
        let latest = make_run(&other, "a", 10);
        make_run(&one, "b", 50);
        assert_eq!(last_run(&[one, other]), Some(latest));
        assert_eq!(last_run(&[folder.path().join("none")]), None);
    }
}
