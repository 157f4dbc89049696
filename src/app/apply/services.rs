//! What the window needs from the world around it.

use super::claims::Claims;
use super::disk::DiskNews;
use super::lesson::KeptLessons;
use super::lost_work::LostWork;
use super::safekeeping::Safekeeping;
use super::watch::Watch;
use crate::app::command::{Command, DocumentId, FileQuestion, Overlay};
use crate::app::files::{FileAsker, PendingAnswer, PortalAsker};
use crate::app::settings::Store;
use crate::app::state::StateMut;
use crate::files::OwnFolders;
use std::path::Path;

/// The ways out of the window, so that tests can stand in for the desktop.
pub struct Services {
    /// Who asks the user for files.
    pub file_asker: Box<dyn FileAsker>,
    /// Keeps unsaved work against a crash.
    pub(in crate::app) safekeeping: Safekeeping,
    /// What a crash has left.
    pub(in crate::app) lost_work: LostWork,
    /// Looks whether somebody else writes to the files that are open.
    pub(in crate::app) watch: Watch,
    /// What it has found and the user has not been asked about.
    pub(in crate::app) disk_news: DiskNews,
    /// Which files this window has.
    pub(in crate::app) claims: Claims,
    /// Keeps settings and blocks.
    pub(in crate::app) store: Store,
    /// Keeps how far the student is in lessons.
    pub(in crate::app) lessons: KeptLessons,
    /// The question for files that is open now.
    pub(in crate::app) pending: Option<PendingAnswer>,
    /// What waits for the user to say where to save.
    pub(in crate::app) after_saving: Option<Command>,
    /// The document that a question for files is about.
    pub(in crate::app) asked_for: Option<DocumentId>,
    /// The documents whose changes the user has agreed to lose, each as of a revision, until that has happened or was
    /// called off.
    pub(in crate::app) given_up: Vec<(DocumentId, u64)>,
    /// Whether the user has agreed to lose unsaved changes, or there are none.
    pub(in crate::app) may_close: bool,
    /// The title that the desktop shows.
    pub(in crate::app) window_title: String,
}

impl Services {
    /// Those of a real desktop.
    pub fn of_the_desktop() -> Self {
        let mut services = Self::with_file_asker(Box::new(PortalAsker));
        services.watch = Watch::on_a_thread();
        match OwnFolders::find() {
            Some(folders) => services
                .claiming_files_in(&folders.state.join("open"))
                .keeping_work_in(&folders.data.join("unsaved"))
                .keeping_lessons_in(&folders.data.join("lessons")),
            None => services,
        }
    }

    /// Services that ask for files this way and keep no unsaved work.
    pub fn with_file_asker(file_asker: Box<dyn FileAsker>) -> Self {
        Self {
            file_asker,
            safekeeping: Safekeeping::default(),
            lost_work: LostWork::default(),
            watch: Watch::default(),
            disk_news: DiskNews::default(),
            claims: Claims::default(),
            store: Store::default(),
            lessons: KeptLessons::default(),
            pending: None,
            after_saving: None,
            asked_for: None,
            given_up: Vec::new(),
            may_close: false,
            window_title: String::new(),
        }
    }

    /// The same services, with unsaved work kept in `folder`.
    #[must_use]
    pub fn keeping_work_in(mut self, folder: &Path) -> Self {
        self.lost_work = LostWork::in_folder(folder);
        self.safekeeping = Safekeeping::in_folder(folder);
        self
    }

    /// The same services, with the progress of lessons kept in `folder`.
    #[must_use]
    pub fn keeping_lessons_in(mut self, folder: &Path) -> Self {
        self.lessons = KeptLessons::in_folder(folder);
        self
    }

    /// The same services, which tell other windows by locks in `folder` which files are open here.
    #[must_use]
    pub fn claiming_files_in(mut self, folder: &Path) -> Self {
        self.claims = Claims::in_folder(folder);
        self
    }

    /// Puts `question` to the user. A question that is still open is forgotten, and what waited for its answer.
    pub(in crate::app) fn ask(
        &mut self,
        question: FileQuestion,
        ctx: &egui::Context,
        state: &mut StateMut<'_>,
    ) {
        self.call_off();
        self.put(question, ctx, state);
    }

    /// Puts `question`, where to save, to the user; `next` follows once that is done.
    pub(in crate::app) fn ask_before(
        &mut self,
        next: Command,
        question: FileQuestion,
        ctx: &egui::Context,
        state: &mut StateMut<'_>,
    ) {
        self.after_saving = Some(next);
        self.put(question, ctx, state);
    }

    /// Forgets what was to follow an answer, and every agreement to lose changes that was given for it.
    pub(in crate::app) fn call_off(&mut self) {
        self.after_saving = None;
        self.given_up.clear();
    }

    fn put(&mut self, mut question: FileQuestion, ctx: &egui::Context, state: &mut StateMut<'_>) {
        let last = || state.window.last_folder.clone();
        question.folder = question.folder.or_else(last);
        self.asked_for = Some(state.document.id());
        match self.file_asker.ask(&question, ctx) {
            Some(receiver) => {
                self.pending = Some(PendingAnswer {
                    purpose: question.purpose,
                    receiver,
                });
            }
            None => state.window.overlay = Some(Overlay::Files(question)),
        }
    }
}
