//! The copying itself, on a thread of its own. What was copied for nothing is taken away again.

use crate::app::command::OwnPictures;
use crate::app::jobs::Outlet;
use crate::data::{Collected, collect_file, collect_image, pictures_at};
use crate::message;
use crate::text::{Language, Message};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What came of it.
#[derive(Debug, Default)]
pub struct Found {
    /// The names of the copies.
    pub names: Vec<String>,
    /// Why others could not be copied.
    pub faults: Vec<Message>,
}

/// Copies `pictures` into `folder`, beside the `known` ones.
pub fn copy(pictures: &OwnPictures, folder: &Path, known: usize, outlet: &Outlet<Found>) -> Found {
    match pictures {
        OwnPictures::Image(name, image) => {
            // Names of files are the same in every language.
            let name = name.in_language(Language::English);
            match collect_image(folder, &name, image) {
                Ok((name, _)) => of_names(vec![name]),
                Err(fault) => of_fault(fault),
            }
        }
        OwnPictures::Files(paths) => copy_files(paths, folder, known, outlet),
    }
}

fn of_names(names: Vec<String>) -> Found {
    Found {
        names,
        ..Found::default()
    }
}

fn of_fault(fault: Message) -> Found {
    Found {
        faults: vec![fault],
        ..Found::default()
    }
}

fn copy_files(paths: &[PathBuf], folder: &Path, known: usize, outlet: &Outlet<Found>) -> Found {
    let goes_on = |_| {
        if outlet.is_canceled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let files = match pictures_at(paths, &goes_on) {
        Ok(files) => files,
        Err(error) => return of_fault(error.message()),
    };
    if files.is_empty() {
        return of_fault(message!("no-pictures-to-add"));
    }
    let most = Collected::MOST;
    if known + files.len() > most {
        let all = known + files.len();
        return of_fault(message!("too-many-to-add", most = most, found = all));
    }
    let mut found = Found::default();
    let mut new = Vec::new();
    for (done, file) in files.iter().enumerate() {
        outlet.progress(done, files.len());
        if outlet.is_canceled() {
            take_away(folder, &new);
            return Found::default();
        }
        match collect_file(folder, file) {
            Ok((name, is_new)) => {
                new.extend(is_new.then(|| name.clone()));
                found.names.push(name);
            }
            Err(fault) => found.faults.push(fault),
        }
    }
    found
}

fn take_away(folder: &Path, names: &[String]) {
    for name in names {
        // One that stays is a file that nobody asks for.
        let _ = std::fs::remove_file(folder.join(name));
    }
}
