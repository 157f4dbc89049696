//! A network that is being written, by a job; then a notice says where it went, or why it did not.

use super::making::Wish;
use crate::app::command::{Command, DocumentId, NoticeKind, WindowCommand};
use crate::app::jobs::{Job, Outlet, Step, Workers};
use crate::exchange::outgoing::{Outgoing, write};
use crate::layer::bytes;
use crate::message;
use crate::text::Message;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many files there are, and how many bytes.
type Written = Result<(usize, u64), Message>;

/// A network on its way to the disk.
#[derive(Debug)]
pub struct Writing {
    of: DocumentId,
    path: PathBuf,
    job: Job<Written>,
}

impl Writing {
    /// Begins to write the network of the document `of` at `chosen`, or at the nearest name that its program takes.
    ///
    /// # Errors
    /// A sentence where that name is taken by a file that nobody has agreed to overwrite, or the system gives no thread.
    pub fn begin(
        chosen: PathBuf,
        (of, wish): (DocumentId, Wish),
        outgoing: Arc<Outgoing>,
        (workers, ctx): (Workers, &egui::Context),
    ) -> Result<Self, Message> {
        let path = wish.format.fitting(chosen.clone());
        if path != chosen && path.exists() {
            return Err(message!("export-name-taken", path = &path));
        }
        let target = path.clone();
        let work = move |outlet: &Outlet<Written>| {
            outlet.send(written(&outgoing, wish, &target));
        };
        let job = Job::start(workers, "export-network", 1, ctx, work)?;
        Ok(Self { of, path, job })
    }

    /// What is to be told once it has ended, and whether the network was written.
    pub fn poll(&self) -> Option<(Command, bool)> {
        let path = &self.path;
        let (kind, words) = match self.job.poll() {
            Step::Running => return None,
            Step::Result(Ok((files, size))) => {
                let size = bytes(size);
                let words = message!("network-written", files = files, size = size, path = path);
                (NoticeKind::Done, words)
            }
            Step::Result(Err(fault)) => (NoticeKind::Error, fault.sentence()),
            Step::Ended => (NoticeKind::Error, message!("saving-ended", path = path)),
        };
        let is_written = kind == NoticeKind::Done;
        let notice = WindowCommand::Announce(kind, Some(self.of), words);
        Some((notice.into(), is_written))
    }
}

fn written(outgoing: &Outgoing, wish: Wish, path: &Path) -> Written {
    let written = write(outgoing, wish.format, wish.choices, path);
    let files = written.map_err(|error| error.message())?.files;
    let sizes = files
        .iter()
        .map(|file| file.metadata().map_or(0, |it| it.len()));
    Ok((files.len(), sizes.sum()))
}
