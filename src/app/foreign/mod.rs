//! Files of other programs in the window: reading them, what they leave open, the report of what became of them, and their
//! weights for a network that is open. Jobs do the work; this takes what they send. Never opens a document itself, and reads
//! nothing on the window's own thread.

mod choices;
mod fault;
mod files;
mod mapping;
mod putting;
mod reading;
mod refused;
mod report;

pub use files::{filters, weights_question};
pub use reading::{Arrived, Wish};
pub use report::{ImportPanel, mark_of};

use super::document::Document;
use super::jobs::{Step, Workers};
use crate::app::command::{Commands, DocumentId, ImportCommand, NoticeKind, WindowCommand};
use crate::engine::predict::Predictor;
use crate::exchange::Mapping;
use crate::files::name_of;
use crate::message;
use crate::text::Message;
use fault::Fault;
use putting::{Asked, Landed, WeightsDialog};
use reading::Reading;
use refused::Refused;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is being read, and what was read and is not yet in a document.
#[derive(Debug, Default)]
pub struct Imports {
    readings: Vec<Reading>,
    arrived: Vec<Arrived>,
    refused: Option<Refused>,
    weights: Option<WeightsDialog>,
    landed: Option<Landed>,
}

/// The weights that speak for a network now, to be kept where a file has none: who has them, and what layers are called since.
pub type OwnWeights = (Arc<Predictor>, BTreeMap<String, String>);

impl Imports {
    /// Begins to read a file, whose weights are kept as a run in `home`.
    ///
    /// # Errors
    /// A sentence where the system gives no thread.
    pub fn read(
        &mut self,
        wish: Wish,
        home: &Path,
        workers: Workers,
        ctx: &egui::Context,
    ) -> Result<(), Message> {
        // Who asks again wants what the file is now.
        self.readings
            .retain(|reading| reading.wish.path != wish.path);
        let reading = Reading::start(wish, home.to_owned(), workers, ctx)?;
        self.readings.push(reading);
        Ok(())
    }

    /// Begins to read the weights of a file for `document`.
    ///
    /// # Errors
    /// A sentence where its network cannot be told, or the system gives no thread.
    pub fn read_weights(
        &mut self,
        path: PathBuf,
        document: &Document,
        workers: Workers,
        ctx: &egui::Context,
    ) -> Result<(), Message> {
        self.weights = Some(WeightsDialog::read(path, document, workers, ctx)?);
        Ok(())
    }

    /// Gives up what is being read.
    pub fn cancel(&mut self) {
        self.readings.clear();
        self.weights.take_if(|dialog| dialog.is_reading());
    }

    /// The name of the file that is being read, if one is.
    pub fn being_read(&self) -> Option<String> {
        let weights = self.weights.as_ref().filter(|dialog| dialog.is_reading());
        let weights = weights.map(WeightsDialog::path);
        let mut paths = self
            .readings
            .iter()
            .map(|reading| &*reading.wish.path)
            .chain(weights);
        Some(name_of(paths.next()?))
    }

    /// Takes what jobs have sent; `front` is the document in front. Never waits.
    pub fn drain(&mut self, front: &Document, commands: &mut Commands) {
        let readings = std::mem::take(&mut self.readings);
        for reading in readings {
            match reading.poll() {
                Step::Running => self.readings.push(reading),
                Step::Result(Ok(arrived)) => {
                    self.arrived.push(arrived);
                    commands.send(ImportCommand::Show);
                }
                Step::Result(Err(fault)) => {
                    self.refuse(&reading.wish.path, fault, front, commands);
                }
                Step::Ended => complain(message!("reading-file-ended"), commands),
            }
        }
        self.drain_weights(commands);
    }

    fn refuse(&mut self, path: &Path, fault: Fault, front: &Document, commands: &mut Commands) {
        match fault {
            Fault::Canceled => {}
            Fault::WeightsAlone(_) if !front.is_empty() => {
                commands.send(ImportCommand::Weights(path.to_owned()));
            }
            Fault::WeightsAlone(message) | Fault::Plain(message) => complain(message, commands),
            Fault::Refused(report) => self.refused = Some(Refused::new(path, report)),
        }
    }

    fn drain_weights(&mut self, commands: &mut Commands) {
        let Some(dialog) = &mut self.weights else {
            return;
        };
        match dialog.drain() {
            None | Some(Ok(None)) => {}
            Some(Ok(Some(landed))) => {
                self.landed = Some(landed);
                self.weights = None;
                commands.send(ImportCommand::UseWeights);
            }
            Some(Err(Fault::Canceled)) => self.weights = None,
            Some(Err(Fault::Refused(report))) => {
                self.refused = Some(Refused::new(dialog.path(), report));
                self.weights = None;
            }
            Some(Err(Fault::Plain(message) | Fault::WeightsAlone(message))) => {
                self.weights = None;
                complain(message, commands);
            }
        }
    }

    /// What was read and is to be opened.
    pub(in crate::app) fn take_arrived(&mut self) -> Vec<Arrived> {
        std::mem::take(&mut self.arrived)
    }

    /// The run that holds weights for an open network.
    pub(in crate::app) fn take_landed(&mut self) -> Option<(DocumentId, PathBuf, Message)> {
        let landed = self.landed.take()?;
        Some((landed.of, landed.run, landed.words))
    }

    /// The document that the dialog is about, while one is open.
    pub(in crate::app) fn weights_are_for(&self) -> Option<DocumentId> {
        self.weights.as_ref().map(WeightsDialog::of)
    }

    /// What the dialog assigns, while it is open.
    pub fn mapping(&self) -> Option<&Mapping> {
        self.weights.as_ref()?.mapping()
    }

    /// Gives a weight of the dialog another array, or none.
    pub(in crate::app) fn assign(&mut self, row: usize, offered: Option<usize>) {
        if let Some(dialog) = &mut self.weights {
            dialog.assign(row, offered);
        }
    }

    /// Begins to put what the dialog assigns into `document`; the run goes into `home`.
    ///
    /// # Errors
    /// A sentence where the system gives no thread.
    pub(in crate::app) fn put(
        &mut self,
        (document, own): (&Document, Option<OwnWeights>),
        home: &Path,
        workers: Workers,
        ctx: &egui::Context,
    ) -> Result<(), Message> {
        let Some(dialog) = &mut self.weights else {
            return Ok(());
        };
        dialog.put(Asked::of(document, own, home), workers, ctx)
    }

    /// Closes the dialog that is open.
    pub(in crate::app) fn close(&mut self) {
        self.refused = None;
        self.weights.take_if(|dialog| !dialog.is_reading());
    }

    /// Paints the dialog that is open over the window, if one is.
    pub fn dialogs_ui(&mut self, ctx: &egui::Context, commands: &mut Commands) {
        if let Some(refused) = &self.refused {
            refused.ui(ctx, commands);
        } else if let Some(dialog) = &mut self.weights {
            dialog.ui(ctx, commands);
        }
    }
}

fn complain(message: Message, commands: &mut Commands) {
    let text = message.sentence();
    commands.send(WindowCommand::Announce(NoticeKind::Error, None, text));
}
