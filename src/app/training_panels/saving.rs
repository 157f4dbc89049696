//! Saving charts and diagrams in the background.

use super::TrainingPanels;
use super::training::chart_file;
use crate::app::command::{Commands, DocumentId, NoticeKind, WindowCommand};
use crate::app::jobs::{Job, Step};
use crate::app::tabs::Tab;
use crate::engine::run::WeightsChoice;
use crate::files::write_atomically;
use crate::message;
use crate::report::{self, Figure, REPORT_ENDINGS, RunReport, Watch, predictions_csv};
use crate::text::Message;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that is being written, and where to.
#[derive(Debug)]
pub struct Saving {
    /// The document that it is of.
    of: DocumentId,
    path: PathBuf,
    job: Job<Result<(), Message>>,
}

impl TrainingPanels {
    pub(in crate::app) fn save_chart(
        &mut self,
        path: PathBuf,
        ctx: &egui::Context,
        front: &Tab,
        commands: &mut Commands,
    ) {
        let Some(run) = front.learning.run() else {
            let gone = message!("no-curves-any-more");
            commands.send(WindowCommand::Complain(gone));
            return;
        };
        let (record, style) = (run.record.clone(), self.training.style);
        let of = front.document.id();
        self.save(ctx, of, (path, "png"), commands, move |path| {
            chart_file::save(path, &record, style)
        });
    }

    pub(in crate::app) fn save_figure(
        &mut self,
        figure: Figure,
        path: PathBuf,
        ctx: &egui::Context,
        front: &Tab,
        commands: &mut Commands,
    ) {
        let Some(results) = front.learning.runs().results() else {
            let gone = message!("no-results-any-more");
            commands.send(WindowCommand::Complain(gone));
            return;
        };
        let evaluation = Arc::clone(&results.evaluation);
        let of = front.document.id();
        self.save(ctx, of, (path, "png"), commands, move |path| {
            report::save(path, figure, &evaluation)
        });
    }

    /// Saves what was said of all pictures in the list.
    pub(in crate::app) fn save_predictions(
        &mut self,
        path: PathBuf,
        ctx: &egui::Context,
        front: &Tab,
        commands: &mut Commands,
    ) {
        let (classes, rows) = self.pictures.predictions();
        let of = front.document.id();
        self.save(ctx, of, (path, "csv"), commands, move |path| {
            let csv = predictions_csv(&classes, &rows)?;
            write_atomically(path, &csv).map_err(|error| error.message())
        });
    }

    /// Saves the report of a run.
    pub(in crate::app) fn save_report(
        &mut self,
        run: PathBuf,
        path: PathBuf,
        ctx: &egui::Context,
        front: &Tab,
        commands: &mut Commands,
    ) {
        commands.send(WindowCommand::Tell(message!("report-is-made")));
        let of = front.document.id();
        self.save(ctx, of, (path, REPORT_ENDINGS[0]), commands, move |path| {
            RunReport::expect_ending(path)?;
            let watch = Watch {
                reading: &|_| ControlFlow::Continue(()),
                measuring: &|_, _| ControlFlow::Continue(()),
            };
            let report = RunReport::read(&run, WeightsChoice::Latest, &watch)?;
            write_atomically(path, &report.as_file(path)?).map_err(|error| error.message())
        });
    }

    pub(in crate::app) fn save_diagram(
        &mut self,
        path: PathBuf,
        ctx: &egui::Context,
        front: &Tab,
        commands: &mut Commands,
    ) {
        let document = &front.document;
        let (ending, work) = self.diagram.saving(document);
        self.save(ctx, document.id(), (path, ending), commands, work);
    }

    /// Saves something of the document `of` on a thread; a name without an ending gets `ending`.
    fn save(
        &mut self,
        ctx: &egui::Context,
        of: DocumentId,
        (path, ending): (PathBuf, &str),
        commands: &mut Commands,
        work: impl FnOnce(&Path) -> Result<(), Message> + Send + 'static,
    ) {
        let path = if path.extension().is_some() {
            path
        } else {
            path.with_extension(ending)
        };
        let target = path.clone();
        let job = Job::start(self.workers, "save", 1, ctx, move |outlet| {
            outlet.send(work(&target));
        });
        match job {
            Ok(job) => self.saving.push(Saving { of, path, job }),
            Err(reason) => {
                let fault = message!("then-save-again", reason = reason, path = &path);
                commands.send(WindowCommand::Complain(fault));
            }
        }
    }

    pub(super) fn drain_saving(&mut self, commands: &mut Commands) {
        self.saving.retain(|saving| {
            let path = &saving.path;
            let (kind, words) = match saving.job.poll() {
                Step::Running => return true,
                Step::Result(Ok(())) => (NoticeKind::Done, message!("saved-to", path = path)),
                Step::Result(Err(fault)) => (NoticeKind::Error, fault.sentence()),
                Step::Ended => (NoticeKind::Error, message!("saving-ended", path = path)),
            };
            commands.send(WindowCommand::Announce(kind, Some(saving.of), words));
            false
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::Command;
    use crate::app::jobs::Workers;

    #[test]
    fn saving_that_ends_without_a_word_is_told() {
        let mut training_panels = TrainingPanels {
            workers: Workers::Threads,
            ..TrainingPanels::default()
        };
        let (ctx, mut commands) = (egui::Context::default(), Commands::default());
        let path = PathBuf::from("/charts/mine.png");
        let of = DocumentId(1);
        training_panels.save(&ctx, of, (path, "png"), &mut commands, |_| panic!("a test"));
        while !training_panels.saving.is_empty() {
            training_panels.drain_saving(&mut commands);
            std::thread::yield_now();
        }
        let told = commands.take();
        let [Command::Window(WindowCommand::Announce(NoticeKind::Error, Some(_), words))] =
            told.as_slice()
        else {
            panic!("expected one complaint, found {told:?}");
        };
        let words = words.to_string();
        assert!(words.contains("save it again"), "{words}");
        assert!(words.ends_with("/charts/mine.png"), "{words}");
    }
}
