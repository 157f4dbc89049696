//! Pictures of a user's own on their way into the data: which class they are of is asked, then they are copied in the background.
//! Never changes the files that it copies.

mod copying;
mod dialog;

use super::TrainingPanels;
use super::clipboard::Clip;
use super::taking::pasted;
use crate::app::command::{Commands, Copied, DataCommand, DocumentId, OwnPictures, WindowCommand};
use crate::app::docking::Panel;
use crate::app::jobs::{Job, Step};
use crate::app::learning::home_of_pictures;
use crate::app::state::WindowState;
use crate::app::tabs::Tab;
use crate::message;
use copying::Found;
use egui::TextureHandle;
use std::path::PathBuf;
use std::sync::Arc;

/// The dialog that asks for the class, open or not.
#[derive(Debug, Default)]
pub(super) struct Collecting {
    open: Option<Open>,
}

/// What is being asked, and what comes of it.
struct Open {
    of: DocumentId,
    /// Where the copies go.
    folder: PathBuf,
    /// Pictures that were added before.
    known: usize,
    /// The data's own name of each class, and what it is called.
    classes: Vec<(String, String)>,
    pictures: OwnPictures,
    /// The picture itself, where it is one that is no file.
    preview: Option<TextureHandle>,
    /// A class by its number; beyond them a new one.
    chosen: usize,
    new_name: String,
    /// The copying, and the class that the copies are of.
    job: Option<(String, Job<Found>)>,
}

impl std::fmt::Debug for Open {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Open")
            .field("folder", &self.folder)
            .field("chosen", &self.chosen)
            .finish_non_exhaustive()
    }
}

impl TrainingPanels {
    /// Whether pictures that come to the window are for the data: where somebody looks at it.
    pub(in crate::app) fn is_data_looked_at(front: &Tab, window: &WindowState) -> bool {
        front.learning.data().is_some() && window.workspaces.shows(Panel::Data)
    }

    /// Asks which class pictures are of; `class` is offered first, else the one whose pictures are shown.
    pub(in crate::app) fn add_to_data(
        &mut self,
        pictures: OwnPictures,
        class: Option<usize>,
        front: &Tab,
    ) {
        let is_copying = |open: &Open| open.job.is_some();
        let Some(data) = front.learning.data() else {
            return;
        };
        if self.collecting.open.as_ref().is_some_and(is_copying) {
            return;
        }
        let own = data.train.own_classes().iter().cloned();
        let classes: Vec<_> = own.zip(data.train.classes().iter().cloned()).collect();
        let class = class.or_else(|| self.data_panel.class_in_view());
        let document = &front.document;
        self.collecting.open = Some(Open {
            of: document.id(),
            folder: home_of_pictures(document),
            known: document.settings().collected.len(),
            chosen: class.unwrap_or_default().min(classes.len()),
            classes,
            pictures,
            preview: None,
            new_name: String::new(),
            job: None,
        });
    }

    /// The same for a picture that was pasted.
    pub(in crate::app) fn add_pasted(
        &mut self,
        image: &egui::ColorImage,
        front: &Tab,
        commands: &mut Commands,
    ) {
        match pasted(image) {
            Ok(image) => {
                let pictures = OwnPictures::Image(message!("pasted-picture"), Arc::new(image));
                self.add_to_data(pictures, None, front);
            }
            Err(error) => {
                commands.send(WindowCommand::Complain(error.message().sentence()));
            }
        }
    }

    /// The same for what was found on the clipboard.
    pub(super) fn add_clip(
        &mut self,
        clip: Clip,
        class: Option<usize>,
        front: &Tab,
        commands: &mut Commands,
    ) {
        let pictures = match clip {
            Clip::Image(image) => OwnPictures::Image(message!("pasted-picture"), Arc::new(image)),
            Clip::Files(paths) => OwnPictures::Files(paths),
            Clip::Nothing => {
                let missing = message!("no-picture-on-clipboard");
                commands.send(WindowCommand::Complain(missing));
                return;
            }
        };
        self.add_to_data(pictures, class, front);
    }

    /// Takes what was copied; the document learns from it from then on.
    pub(super) fn drain_collecting(&mut self, commands: &mut Commands) {
        let Some(open) = &mut self.collecting.open else {
            return;
        };
        let Some((_, job)) = &open.job else { return };
        let found = match job.poll() {
            Step::Running => return,
            Step::Result(found) => found,
            Step::Ended => Found::default(),
        };
        let Found { names, faults } = found;
        if let Some(first) = faults.first() {
            let (count, fault) = (faults.len(), first.sentence());
            let words = message!("pictures-not-added", count = count, fault = fault);
            commands.send(WindowCommand::Complain(words));
        }
        let (of, folder) = (open.of, open.folder.clone());
        if let Some((class, _)) = open.job.take()
            && !names.is_empty()
        {
            commands.send(DataCommand::AddCopied(Copied {
                of,
                folder,
                names,
                class,
            }));
        }
        self.collecting.open = None;
    }
}
