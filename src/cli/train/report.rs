//! What `netsmith train` prints.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::json;

use super::Arguments;
use crate::cli::failure::Failure;
use crate::cli::health;
use crate::cli::output::{Output, note};
use crate::cli::profile;
use crate::cli::progress::EpochBar;
use crate::engine::health::{HealthReading, findings};
use crate::engine::profile::Profile;
use crate::engine::run::{EpochRecord, Parting, TensorBoard};
use crate::engine::train::{Ending, Event, TrainingJob};
use crate::layer::thousands;
use crate::text::{Count, Message, counted};
use crate::{message, tr};

/// A profile among the events.
#[derive(Serialize)]
struct ProfileLine<'a> {
    event: &'static str,
    #[serde(flatten)]
    report: profile::Report<'a>,
}

/// A line of one of several trainings.
#[derive(Serialize)]
struct LineOfRun<'a, T> {
    #[serde(flatten)]
    line: &'a T,
    run: String,
}

/// Turns events into lines and a progress bar.
#[derive(Debug)]
pub struct Report<'a> {
    output: &'a mut Output,
    /// What its lines begin with where other trainings are told between them.
    label: Option<String>,
    /// Of the epoch under way; nothing where several are.
    bar: Option<EpochBar>,
    epochs: usize,
    run: PathBuf,
    wants_profile: bool,
    profile: Option<Box<Profile>>,
    wants_health: bool,
    health: Option<Box<HealthReading>>,
    /// Whether it was told already why the network does badly at rest.
    has_told_lag: bool,
    event_files: Option<TensorBoard>,
}

impl<'a> Report<'a> {
    /// Announces a training. With a label it is one of several at a time.
    pub fn new(
        job: &TrainingJob,
        arguments: &Arguments,
        label: Option<&str>,
        output: &'a mut Output,
    ) -> Self {
        let run = job
            .run
            .as_ref()
            .map(|place| place.path.clone())
            .unwrap_or_default();
        let (train, validation) = (job.data.train_count(), job.data.validation_count());
        note(&tr!(
            "training-on",
            train = counted(Count(train), "picture"),
            validation = thousands(validation as u64),
            run = &run
        ));
        let epochs = job.recipe.epochs;
        Self {
            output,
            label: label.map(str::to_owned),
            bar: label.is_none().then(|| EpochBar::new(epochs)),
            epochs,
            run,
            wants_profile: arguments.profile,
            profile: None,
            wants_health: arguments.watching.health,
            health: None,
            has_told_lag: false,
            event_files: None,
        }
    }

    /// Writes each epoch as TensorBoard reads it, too, into `folder`.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn write_event_files(&mut self, folder: &Path) -> Result<(), Failure> {
        let name = self.run.file_name().unwrap_or_default().to_string_lossy();
        self.event_files = Some(TensorBoard::begin(folder, &name, now())?);
        Ok(())
    }

    /// Tells one event. Broken off, with what the command comes to, after the last one.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn tell(&mut self, event: Event) -> Result<ControlFlow<Result<(), Failure>>, Failure> {
        match event {
            Event::Batch(report) => self.bar.iter().for_each(|bar| bar.batch(&report)),
            Event::Validating { epoch, step, steps } => {
                let bar = self.bar.iter();
                bar.for_each(|bar| bar.validating(epoch, step, steps));
            }
            Event::Profile(profile) => self.profile = Some(profile),
            Event::Health(reading) => self.reading(reading)?,
            event => {
                self.bar.iter().for_each(EpochBar::clear);
                return self.tell_lasting(event);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn tell_lasting(&mut self, event: Event) -> Result<ControlFlow<Result<(), Failure>>, Failure> {
        match event {
            Event::Epoch(record) => {
                if let Some(files) = &mut self.event_files {
                    files.add(&record, now())?;
                }
                self.epoch(&record)?;
                self.tell_lag(&record);
                self.tell_findings();
            }
            Event::Started { history, .. } if !history.is_empty() => {
                note(&tr!(
                    "going-on-after",
                    epochs = counted(Count(history.len()), "epoch")
                ));
            }
            Event::Done(ending) => {
                self.tell_health()?;
                self.tell_profile()?;
                return Ok(ControlFlow::Break(self.done(&ending)));
            }
            Event::Stopped(ending) => {
                self.tell_health()?;
                self.tell_profile()?;
                return Ok(ControlFlow::Break(Err(self.stopped(&ending))));
            }
            Event::Failed { message, .. } => {
                return Ok(ControlFlow::Break(Err(Failure::Job(message))));
            }
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn epoch(&mut self, record: &EpochRecord) -> Result<(), Failure> {
        let EpochRecord {
            epoch,
            train,
            seconds,
            images_per_second,
            ..
        } = record;
        if self.output.is_json() {
            let validation = record.validation.as_ref();
            let mut line = json!({
                "event": "epoch",
                "epoch": epoch,
                "loss": train.loss,
                "accuracy": train.accuracy,
                "val_loss": validation.map(|figures| figures.loss),
                "val_accuracy": validation.map(|figures| figures.accuracy),
                "seconds": seconds,
                "images_per_second": images_per_second,
            });
            if let Some(by_batch) = &record.batch_validation {
                line["batch_val_loss"] = by_batch.loss.into();
                line["batch_val_accuracy"] = by_batch.accuracy.into();
            }
            return self.json(&line);
        }
        let line = epoch_line(record, self.epochs);
        self.line(&line.to_string())
    }

    /// A line, and which training it is of where there are several.
    fn line(&mut self, line: &str) -> Result<(), Failure> {
        match &self.label {
            None => self.output.line(line),
            Some(label) => self.output.line(&format!("{label}  {line}")),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Failure> {
        match &self.label {
            None => self.output.text(text),
            Some(_) => text.lines().try_for_each(|line| self.line(line)),
        }
    }

    fn json(&mut self, line: &impl Serialize) -> Result<(), Failure> {
        match &self.label {
            None => self.output.json(line),
            Some(_) => self.output.json(&LineOfRun {
                line,
                run: self.run.display().to_string(),
            }),
        }
    }

    fn tell_lag(&mut self, record: &EpochRecord) {
        if let Some(lag) = record.lag.filter(|_| !self.has_told_lag) {
            self.has_told_lag = true;
            note(&tr!("note-note", lag = lag.message()));
        }
    }

    /// For programs each reading is a line; for people the last one is a table.
    fn reading(&mut self, reading: Box<HealthReading>) -> Result<(), Failure> {
        if self.wants_health && self.output.is_json() {
            self.json(&health::report(&reading))?;
        }
        self.health = Some(reading);
        Ok(())
    }

    /// What the last reading of an epoch says.
    fn tell_findings(&mut self) {
        if !self.wants_health {
            return;
        }
        for finding in self.health.iter().flat_map(|reading| findings(reading)) {
            note(&tr!("note-warning", warning = %finding.message.sentence()));
        }
    }

    fn tell_health(&mut self) -> Result<(), Failure> {
        match &self.health {
            Some(reading) if self.wants_health && !self.output.is_json() => {
                let text = health::text(reading);
                self.text(&text)
            }
            _ => Ok(()),
        }
    }

    fn tell_profile(&mut self) -> Result<(), Failure> {
        let Some(profile) = self.profile.take().filter(|_| self.wants_profile) else {
            return Ok(());
        };
        if !self.output.is_json() {
            return self.output.text(&profile::text(&profile));
        }
        self.output.json(&ProfileLine {
            event: "profile",
            report: profile::report(&profile),
        })
    }

    fn done(&mut self, ending: &Ending) -> Result<(), Failure> {
        let run = self.run.display().to_string();
        if !self.output.is_json() {
            if let Some(parting) = ending.parting {
                self.line(&parting.message().to_string())?;
            }
            return self.line(&tr!("train-done", run = %run));
        }
        let mut done = json!({
            "event": "done",
            "run": run,
            "epochs": ending.epochs,
            "best_epoch": ending.best_epoch,
        });
        if let Some(Parting { same, parts_at }) = ending.parting {
            done["same_epochs"] = same.into();
            done["parts_at"] = parts_at.into();
        }
        self.output.json(&done)
    }

    /// The job is not done.
    fn stopped(&self, ending: &Ending) -> Failure {
        Failure::Job(message!(
            "train-stopped",
            done = ending.epochs,
            epochs = counted(Count(self.epochs), "epoch"),
            run = &self.run
        ))
    }
}

/// Seconds since 1970.
fn now() -> f64 {
    jiff::Timestamp::now().as_microsecond() as f64 * 1e-6
}

/// One epoch in one line, with Keras's figures.
fn epoch_line(record: &EpochRecord, epochs: usize) -> Message {
    let figure = |value: f64| format!("{value:.4}");
    let of_lag = record.lag.map(|lag| lag.batch_accuracy);
    let by_batch = record.batch_validation.as_ref();
    let batch_accuracy = by_batch.map(|figures| figures.accuracy).or(of_lag);
    let id = match (&record.validation, batch_accuracy) {
        (None, _) => "epoch-line",
        (Some(_), None) => "epoch-line-validated",
        (Some(_), Some(_)) => "epoch-line-lagging",
    };
    let mut line = Message::new(id)
        .with("epoch", record.epoch)
        .with("epochs", epochs)
        .with("loss", figure(record.train.loss))
        .with("accuracy", figure(record.train.accuracy))
        .with("seconds", format!("{:.1}", record.seconds))
        .with("speed", format!("{:.0}", record.images_per_second));
    if let Some(validation) = &record.validation {
        line = line
            .with("val_loss", figure(validation.loss))
            .with("val_accuracy", figure(validation.accuracy));
    }
    if let Some(accuracy) = batch_accuracy {
        line = line.with("batch_accuracy", figure(accuracy));
    }
    line
}
