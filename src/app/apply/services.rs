//! What the window needs from the world around it.

use crate::app::command::Command;
use crate::app::files::{FileAsker, FileQuestion, PendingAnswer, PortalAsker};
use crate::app::state::{Overlay, State};

/// The ways out of the window, so that tests can stand in for the desktop.
pub struct Services {
    /// Who asks the user for files.
    pub file_asker: Box<dyn FileAsker>,
    /// The question for files that is open now.
    pub(in crate::app) pending: Option<PendingAnswer>,
    /// What waits for the user to say where to save.
    pub(in crate::app) after_saving: Option<Command>,
    /// Whether the user has agreed to lose unsaved changes, or there are none.
    pub(in crate::app) may_close: bool,
    /// The title that the desktop shows.
    pub(in crate::app) window_title: String,
}

impl Services {
    /// Those of a real desktop.
    pub fn of_the_desktop() -> Self {
        Self::with_file_asker(Box::new(PortalAsker))
    }

    /// Those of a real desktop, but with another way to ask for files.
    pub fn with_file_asker(file_asker: Box<dyn FileAsker>) -> Self {
        Self {
            file_asker,
            pending: None,
            after_saving: None,
            may_close: false,
            window_title: String::new(),
        }
    }

    /// Puts `question` to the user. A question that is still open is forgotten.
    pub(in crate::app) fn ask(
        &mut self,
        question: FileQuestion,
        ctx: &egui::Context,
        state: &mut State,
    ) {
        match self.file_asker.ask(&question, ctx) {
            Some(receiver) => {
                self.pending = Some(PendingAnswer {
                    purpose: question.purpose,
                    receiver,
                });
            }
            None => state.overlay = Some(Overlay::Files(question)),
        }
    }
}
