//! Where runs are kept.

use crate::app::document::Document;
use crate::engine::run::{HOME, RunFolder, free_folder};
use crate::files::OwnFolders;
use std::path::{Path, PathBuf};

/// Where runs of projects at `paths` are kept, and those of projects that were never saved. The project of a run lies in its
/// folder, and other runs beside that.
pub fn homes_of_runs<'a>(paths: impl Iterator<Item = &'a Path>) -> Vec<PathBuf> {
    let beside = paths.filter_map(Path::parent).map(Path::to_owned);
    let here = std::env::current_dir().ok();
    let mut homes: Vec<PathBuf> = beside
        .chain(here)
        .chain(home_of_the_desktop())
        .filter_map(|folder| {
            if RunFolder::is_at(&folder) {
                folder.parent().map(Path::to_owned)
            } else {
                Some(folder.join(HOME))
            }
        })
        .collect();
    homes.sort();
    homes.dedup();
    homes
}

/// Where runs of `document` are kept: in `chosen`, else in `runs` beside the project; for a project that was never saved, in
/// the desktop's place for data of programs; for the record of a run, where that run lies.
pub fn home_of_runs(chosen: Option<&Path>, document: &Document) -> PathBuf {
    if let Some(home) = chosen {
        return home.to_owned();
    }
    if let Some(home) = document.run_of_record().and_then(Path::parent) {
        return home.to_owned();
    }
    match document.path().and_then(Path::parent) {
        Some(beside) => beside.join(HOME),
        None => home_of_homeless_runs(chosen),
    }
}

/// Where runs of projects are kept that were never saved: in `chosen`, else in the desktop's place for data of programs.
pub fn home_of_homeless_runs(chosen: Option<&Path>) -> PathBuf {
    match chosen {
        Some(home) => home.to_owned(),
        None => home_of_the_desktop().unwrap_or_default().join(HOME),
    }
}

/// Where pictures are kept that are added to the data of `document`: where the first of them went, else beside the project;
/// for a project that was never saved, in the desktop's place for data of programs.
pub fn home_of_pictures(document: &Document) -> PathBuf {
    let collected = &document.settings().collected;
    if !collected.is_empty() {
        return PathBuf::from(&collected.folder);
    }
    if let Some(path) = document.path() {
        return path.with_extension(PICTURES);
    }
    let home = home_of_the_desktop().unwrap_or_default();
    home.join(PICTURES).join(document.identity().as_str())
}

/// What the folder of added pictures is called behind the project's name.
const PICTURES: &str = "pictures";

/// What run folders of the project called `name` begin with.
fn run_name_of(name: &str) -> String {
    let plain = |letter: char| {
        if letter.is_alphanumeric() {
            letter
        } else {
            '-'
        }
    };
    name.chars().map(plain).collect()
}

/// `<home>/<network>-<date>-<time>`, with a number behind it where a run of the same second has that name.
pub fn new_folder_in(home: &Path, name: &str) -> PathBuf {
    let time = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S");
    free_folder(home, &format!("{}-{time}", run_name_of(name)))
}

fn home_of_the_desktop() -> Option<PathBuf> {
    OwnFolders::find().map(|folders| folders.data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_lie_beside_a_run_and_in_a_folder_beside_a_project() {
        let folder = tempfile::tempdir().unwrap();
        let run = folder.path().join("one");
        std::fs::create_dir(&run).unwrap();
        crate::files::write_atomically(&run.join("run.json"), b"{}").unwrap();
        let paths = [
            folder.path().join("a.netsmith"),
            run.join("project.netsmith"),
        ];
        let homes = homes_of_runs(paths.iter().map(PathBuf::as_path));
        assert!(homes.contains(&folder.path().join(HOME)), "{homes:?}");
        assert!(homes.contains(&folder.path().to_owned()), "{homes:?}");
        assert!(!homes.contains(&run.join(HOME)), "{homes:?}");
    }
}
