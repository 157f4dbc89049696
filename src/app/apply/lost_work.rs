//! What a crash has left, until the user has decided about it.

use crate::app::command::LostProject;
use crate::app::state::Notices;
use crate::app::widgets::sentence;
use crate::files::name_of;
use crate::message;
use crate::project::recovery::{Abandoned, Damaged, find};
use std::path::Path;

/// Documents that a crash has left: those that can be opened, oldest first, then those that cannot.
#[derive(Debug, Default)]
pub struct LostWork {
    lost: Vec<Abandoned>,
    damaged: Vec<Damaged>,
}

impl LostWork {
    /// What was left in `folder`.
    pub fn in_folder(folder: &Path) -> Self {
        let found = find(folder);
        Self {
            lost: found.lost,
            damaged: found.damaged,
        }
    }

    /// What there is, for a dialog.
    pub fn list(&self) -> Vec<LostProject> {
        let lost = self.lost.iter().map(describe);
        lost.chain(self.damaged.iter().map(describe_damaged))
            .collect()
    }

    /// Hands over the document at `index`, if it can be opened.
    pub fn take(&mut self, index: usize) -> Option<Abandoned> {
        (index < self.lost.len()).then(|| self.lost.remove(index))
    }

    /// Forgets the document at `index`.
    pub fn discard(&mut self, index: usize, notices: &mut Notices) {
        let discarded = match index.checked_sub(self.lost.len()) {
            None => self.take(index).map(Abandoned::discard),
            Some(index) if index < self.damaged.len() => Some(self.damaged.remove(index).discard()),
            Some(_) => None,
        };
        if let Some(Err(error)) = discarded {
            notices.error(message!("unsaved-not-removed", error = %error));
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
        fault: None,
    }
}

fn describe_damaged(damaged: &Damaged) -> LostProject {
    LostProject {
        name: name_of(&damaged.path),
        origin: None,
        written_at: None,
        fault: Some(sentence(&damaged.reason)),
    }
}
