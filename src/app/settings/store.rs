//! Keeping settings and blocks while the window is open: each change a moment after it was made, on one thread, so that
//! neither a crash nor another window takes more than that.

use super::kept_file::KeptFile;
use super::{News, Settings};
use crate::text::Message;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

/// At most this often is anything written, in seconds of the window's clock.
const PAUSE_SECONDS: f64 = 1.0;
/// After this long a save that failed is tried again.
const RETRY_SECONDS: f64 = 10.0;

/// Where settings and blocks are kept.
#[derive(Debug, Default)]
pub struct Store {
    writer: Option<Writer>,
    /// What was handed to the writer last, and when.
    sent: Option<Box<Settings>>,
    sent_at_seconds: f64,
    /// Whether anything may have changed since.
    is_stale: bool,
    /// Whether another window may have changed something.
    looks: bool,
}

#[derive(Debug)]
struct Writer {
    /// `None` only while the writer is being dropped.
    settings: Option<SyncSender<Box<Settings>>>,
    told: Arc<Mutex<Told>>,
    window: Arc<OnceLock<egui::Context>>,
    thread: Option<JoinHandle<()>>,
}

/// What the writer has to say.
#[derive(Debug, Default)]
struct Told {
    /// Why the last save failed.
    fault: Option<Message>,
    /// What was set aside, each told once.
    set_aside: Vec<Message>,
    /// What other windows have written.
    news: Option<News>,
}

/// The two files.
#[derive(Debug)]
pub struct Files {
    /// Theme, keys, recent files.
    pub settings: KeptFile,
    /// The user's own blocks.
    pub blocks: KeptFile,
}

impl Store {
    /// Keeps settings in `files` from now on.
    pub fn begin(files: Files) -> Self {
        let writer = Writer::start(files);
        Self {
            writer: writer
                .inspect_err(|error| tracing::warn!(%error, "no thread that keeps settings"))
                .ok(),
            is_stale: true,
            ..Self::default()
        }
    }

    /// Something may have changed.
    pub fn note_change(&mut self) {
        self.is_stale = true;
    }

    /// Another window may have changed something: the files are looked at, changed here or not.
    pub fn look(&mut self) {
        self.is_stale = true;
        self.looks = true;
    }

    /// Keeps what `settings` gives if it is due. Answers after how many seconds to ask again, if there is a reason to.
    pub fn tick(
        &mut self,
        now_seconds: f64,
        ctx: &egui::Context,
        settings: impl FnOnce() -> Settings,
    ) -> Option<f64> {
        let writer = self.writer.as_ref()?;
        writer.window.get_or_init(|| ctx.clone());
        let has_failed = writer.told().fault.is_some();
        if !self.is_stale && !has_failed {
            return None;
        }
        let pause = if has_failed {
            RETRY_SECONDS
        } else {
            PAUSE_SECONDS
        };
        let waited = now_seconds - self.sent_at_seconds;
        if self.sent.is_some() && waited < pause {
            return Some(pause - waited);
        }
        let settings = Box::new(settings());
        let is_known = self.sent.as_ref() == Some(&settings) && !has_failed && !self.looks;
        let sender = writer.settings.as_ref()?;
        if is_known || sender.try_send(settings.clone()).is_ok() {
            self.sent = Some(settings);
            self.is_stale = false;
            self.looks = false;
        }
        self.sent_at_seconds = now_seconds;
        (self.is_stale || has_failed).then_some(RETRY_SECONDS)
    }

    /// Keeps `settings` now, for a window that closes; waits until that is done.
    pub fn finish(&mut self, settings: Settings) {
        if let Some(sender) = self
            .writer
            .as_ref()
            .and_then(|writer| writer.settings.as_ref())
        {
            // A writer that is gone has panicked, which says more than this would.
            let _ = sender.send(Box::new(settings));
        }
        self.writer = None;
    }

    /// Why settings are not kept at the moment, as a sentence.
    pub fn fault(&self) -> Option<Message> {
        self.writer.as_ref()?.told().fault.clone()
    }

    /// What other windows have written since the last call.
    pub fn take_news(&mut self) -> Option<News> {
        self.writer.as_ref()?.told().news.take()
    }

    /// What was set aside since the last call, as sentences.
    pub fn take_set_aside(&mut self) -> Vec<Message> {
        let writer = self.writer.as_ref();
        writer.map_or_else(Vec::new, |writer| {
            std::mem::take(&mut writer.told().set_aside)
        })
    }
}

impl Writer {
    fn start(files: Files) -> std::io::Result<Self> {
        let (sender, received) = sync_channel(1);
        let (told, window) = (Arc::<Mutex<Told>>::default(), Arc::default());
        let (to_tell, to_wake) = (Arc::clone(&told), Arc::clone(&window));
        let thread = std::thread::Builder::new()
            .name("keep-settings".to_owned())
            .spawn(move || write_all(files, &received, &to_tell, &to_wake))?;
        Ok(Self {
            settings: Some(sender),
            told,
            window,
            thread: Some(thread),
        })
    }

    fn told(&self) -> std::sync::MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.settings.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn write_all(
    mut files: Files,
    received: &Receiver<Box<Settings>>,
    told: &Mutex<Told>,
    window: &OnceLock<egui::Context>,
) {
    while let Ok(settings) = received.recv() {
        let outcomes = [
            files.settings.write(&settings.to_json()),
            files.blocks.write(&settings.library.to_json()),
        ];
        let (from_settings, from_blocks) = (files.settings.take_news(), files.blocks.take_news());
        let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
        let had_fault = told.fault.take().is_some();
        for outcome in outcomes {
            match outcome {
                Ok(set_aside) => told.set_aside.extend(set_aside),
                Err(fault) => told.fault = Some(fault),
            }
        }
        if from_settings.is_some() || from_blocks.is_some() {
            told.news = Some(News {
                settings: from_settings.unwrap_or_else(|| settings.to_json()),
                blocks: from_blocks.unwrap_or_else(|| settings.library.to_json()),
                ours: settings,
            });
        }
        let has_news = told.news.is_some() || !told.set_aside.is_empty();
        let is_news = had_fault || told.fault.is_some() || has_news;
        if is_news && let Some(window) = window.get() {
            window.request_repaint();
        }
    }
}
