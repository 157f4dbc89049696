//! Looks whether somebody else has written to the files of the open documents: on one thread, every couple of seconds and
//! when the window gets the keyboard. Asks for a frame only where something has changed.

use crate::app::command::DocumentId;
use crate::app::document::Document;
use crate::files::Stamp;
use crate::project::Project;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// How often a visible window looks.
const INTERVAL: Duration = Duration::from_secs(2);
/// Programs that save by deleting and writing anew are done after this long.
const PATIENCE: Duration = Duration::from_millis(300);
/// More findings than documents are open.
const MOST_FINDINGS: usize = 64;

/// A file of an open document as the document knows it.
#[derive(Debug, Clone, PartialEq)]
struct Watched {
    id: DocumentId,
    path: PathBuf,
    base: Stamp,
}

/// A file that looks otherwise than the document knows it.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Whose file it is.
    pub id: DocumentId,
    /// Which file.
    pub path: PathBuf,
    /// How it is now.
    pub now: Stamp,
}

/// Watches the files of the open documents.
#[derive(Debug, Default)]
pub struct Watch {
    /// What is watched, as told last.
    watched: Vec<Watched>,
    looker: Option<Looker>,
}

/// The thread that looks; it ends when this is dropped.
#[derive(Debug)]
struct Looker {
    watched: Arc<Mutex<Vec<Watched>>>,
    is_visible: Arc<AtomicBool>,
    window: Arc<OnceLock<egui::Context>>,
    now: SyncSender<()>,
    findings: Receiver<Finding>,
}

impl Watch {
    /// A watch that looks by itself, on a thread of its own. Without one, files are looked at only before saving and when
    /// the window gets the keyboard.
    pub fn on_a_thread() -> Self {
        let (now, asked) = sync_channel(1);
        let (found, findings) = sync_channel(MOST_FINDINGS);
        let looker = Looker {
            watched: Arc::default(),
            is_visible: Arc::new(AtomicBool::new(true)),
            window: Arc::default(),
            now,
            findings,
        };
        let watched = Arc::clone(&looker.watched);
        let is_visible = Arc::clone(&looker.is_visible);
        let window = Arc::clone(&looker.window);
        let started = std::thread::Builder::new()
            .name("watch-files".to_owned())
            .spawn(move || keep_looking(&watched, &is_visible, &window, &asked, &found));
        Self {
            watched: Vec::new(),
            looker: started
                .inspect_err(|error| tracing::warn!(%error, "no thread that watches files"))
                .ok()
                .map(|_| looker),
        }
    }

    /// Watches the files of these documents from now on. Called in every frame; costs nothing while nothing has changed.
    pub fn follow<'a>(
        &mut self,
        ctx: &egui::Context,
        documents: impl Iterator<Item = &'a Document>,
    ) {
        let files = documents
            .filter_map(|document| Some((document.id(), document.path()?, document.base()?)));
        let files: Vec<_> = files.collect();
        let is_known = |(known, (id, path, base)): (&Watched, &(DocumentId, &Path, &Stamp))| {
            known.id == *id && known.path == **path && known.base == **base
        };
        let is_same =
            self.watched.len() == files.len() && self.watched.iter().zip(&files).all(is_known);
        if !is_same {
            let watched = files.into_iter().map(|(id, path, base)| Watched {
                id,
                path: path.to_owned(),
                base: base.clone(),
            });
            self.watched = watched.collect();
        }
        let Some(looker) = &self.looker else { return };
        if !is_same {
            let mut shared = looker
                .watched
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            shared.clone_from(&self.watched);
        }
        looker.window.get_or_init(|| ctx.clone());
        let is_hidden = ctx.input(|input| {
            let viewport = input.viewport();
            viewport.minimized == Some(true) || viewport.occluded == Some(true)
        });
        looker.is_visible.store(!is_hidden, Ordering::Relaxed);
    }

    /// What was found since the last call. `looks_now` asks for a look at once, as when the window gets the keyboard.
    pub fn take(&self, looks_now: bool) -> Vec<Finding> {
        let Some(looker) = &self.looker else {
            let watched = self.watched.iter().filter(|_| looks_now);
            return watched.filter_map(look).collect();
        };
        if looks_now {
            // One look that is asked for already is as good.
            let _ = looker.now.try_send(());
        }
        looker.findings.try_iter().collect()
    }
}

/// How a file is now, where it looks otherwise than before; `None` too where it cannot be read at the moment.
fn look(watched: &Watched) -> Option<Finding> {
    if watched.base.looks_current(&watched.path) {
        return None;
    }
    let now = Project::stamp(&watched.path)
        .inspect_err(|error| tracing::debug!(%error, "a file that is open cannot be looked at"))
        .ok()?;
    Some(Finding {
        id: watched.id,
        path: watched.path.clone(),
        now,
    })
}

fn keep_looking(
    watched: &Mutex<Vec<Watched>>,
    is_visible: &AtomicBool,
    window: &OnceLock<egui::Context>,
    asked: &Receiver<()>,
    found: &SyncSender<Finding>,
) {
    loop {
        match asked.recv_timeout(INTERVAL) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) if is_visible.load(Ordering::Relaxed) => {}
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let files = watched
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        for file in files {
            let Some(mut finding) = look(&file) else {
                continue;
            };
            if finding.now.hash().is_none() {
                std::thread::sleep(PATIENCE);
                match look(&file) {
                    Some(later) => finding = later,
                    None => continue,
                }
            }
            remember(watched, &finding);
            if found.try_send(finding).is_ok()
                && let Some(window) = window.get()
            {
                window.request_repaint();
            }
        }
    }
}

/// Takes what was found for known, so that it is told once.
fn remember(watched: &Mutex<Vec<Watched>>, finding: &Finding) {
    let mut watched = watched.lock().unwrap_or_else(PoisonError::into_inner);
    let of_it = watched.iter_mut().find(|file| file.id == finding.id);
    if let Some(file) = of_it.filter(|file| file.path == finding.path) {
        file.base = finding.now.clone();
    }
}
