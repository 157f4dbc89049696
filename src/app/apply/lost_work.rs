//! What a crash has left, until the user has decided about it.

use crate::app::state::{LostProject, Notices};
use crate::project::recovery::{Abandoned, abandoned};
use std::path::Path;

/// Documents that a crash has left, oldest first.
#[derive(Debug, Default)]
pub struct LostWork(Vec<Abandoned>);

impl LostWork {
    /// What was left in `folder`.
    pub fn in_folder(folder: &Path) -> Self {
        Self(abandoned(folder))
    }

    /// What there is, for a dialog.
    pub fn list(&self) -> Vec<LostProject> {
        self.0.iter().map(describe).collect()
    }

    /// Hands over the document at `index`.
    pub fn take(&mut self, index: usize) -> Option<Abandoned> {
        (index < self.0.len()).then(|| self.0.remove(index))
    }

    /// Forgets the document at `index`.
    pub fn discard(&mut self, index: usize, notices: &mut Notices) {
        if let Some(Err(error)) = self.take(index).map(Abandoned::discard) {
            notices.error(format!("The unsaved work could not be removed: {error}"));
        }
    }
}

fn describe(lost: &Abandoned) -> LostProject {
    let written_at = lost
        .written_at
        .and_then(|time| jiff::Timestamp::try_from(time).ok());
    let in_words = |time: jiff::Timestamp| {
        let here = time.to_zoned(jiff::tz::TimeZone::system());
        here.strftime("%Y-%m-%d %H:%M").to_string()
    };
    LostProject {
        name: lost.project.name.clone(),
        origin: lost.origin.clone(),
        written_at: written_at.map(in_words),
    }
}
