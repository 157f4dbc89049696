//! The weights of a file for the network in front: read, shown beside the network's own for the user to change, put in.

use super::OwnWeights;
use super::fault::Fault;
use super::mapping::MappingView;
use super::reading::keep;
use crate::app::command::{Commands, DocumentId};
use crate::app::document::Document;
use crate::app::jobs::{Job, Outlet, Step, Workers};
use crate::engine::weights::NamedArray;
use crate::exchange::{ImportError, Mapping, WeightsFile};
use crate::files::name_of;
use crate::message;
use crate::project::{Project, View};
use crate::text::Message;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Weights on their way into a network.
#[derive(Debug)]
pub struct WeightsDialog {
    of: DocumentId,
    path: PathBuf,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// The file is being read.
    Reading(Job<Read>),
    /// The user looks at what becomes of it.
    Shown(Box<MappingView>),
    /// What the user has agreed to is being done.
    Putting(Box<MappingView>, Job<Put>),
}

/// The arrays of a file, and where they seem to belong.
type Read = Result<(WeightsFile, Mapping), Fault>;
/// The run that holds the weights, and what is said of it.
type Put = Result<(PathBuf, Message), Fault>;

/// What the network in front is, for whoever puts weights in.
#[derive(Debug)]
pub struct Asked {
    project: Project,
    own: Option<OwnWeights>,
    home: PathBuf,
}

/// Weights that are in a run now.
#[derive(Debug)]
pub struct Landed {
    /// The document whose network they are for.
    pub of: DocumentId,
    /// Where they are.
    pub run: PathBuf,
    /// What is said of that.
    pub words: Message,
}

impl Asked {
    /// The network of `document` with what it has learned, and where its runs are kept.
    pub fn of(document: &Document, own: Option<OwnWeights>, home: &Path) -> Self {
        Self {
            project: document.project(View::default()),
            own,
            home: home.to_owned(),
        }
    }

    fn put(self, file: &WeightsFile, mapping: &Mapping) -> Put {
        let own = self.own.as_ref().map(own_weights).transpose()?;
        let mut imported = file.put_into(&self.project, mapping, own)?;
        if let Some((predictor, _)) = &self.own {
            imported.metadata = Some(predictor.metadata().clone());
        }
        let run = keep(&imported, &self.home, file.path())?;
        let run = run.ok_or_else(|| Fault::Plain(message!("weights-need-pictures")))?;
        let words = message!(
            "weights-were-put",
            file = name_of(file.path()),
            given = mapping.given_count(),
            all = mapping.rows.len()
        );
        Ok((run, words))
    }
}

/// What a network has learned, under the names that its layers have now.
fn own_weights((predictor, renamed): &OwnWeights) -> Result<Vec<NamedArray>, ImportError> {
    let mut weights = predictor.network().weights()?;
    for array in &mut weights {
        if let Some((layer, weight)) = array.name.rsplit_once('/')
            && let Some(now) = renamed.get(layer)
        {
            array.name = format!("{now}/{weight}");
        }
    }
    Ok(weights)
}

impl WeightsDialog {
    /// Begins to read the file at `path` for the network of `document`.
    ///
    /// # Errors
    /// A sentence where the network has faults, or the system gives no thread.
    pub fn read(
        path: PathBuf,
        document: &Document,
        workers: Workers,
        ctx: &egui::Context,
    ) -> Result<Self, Message> {
        let (flat, wanted) = (document.inference().flat()?, path.clone());
        let work = move |outlet: &Outlet<Read>| {
            let file = WeightsFile::open(&wanted, &|| outlet.is_canceled());
            let read = file.map(|file| {
                let mapping = file.mapping(&flat);
                (file, mapping)
            });
            outlet.send(read.map_err(Fault::from));
        };
        let job = Job::start(workers, "read-weights", 1, ctx, work)?;
        Ok(Self {
            of: document.id(),
            path,
            stage: Stage::Reading(job),
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The document whose network the weights are for.
    pub fn of(&self) -> DocumentId {
        self.of
    }

    /// Whether nothing is to be seen yet.
    pub fn is_reading(&self) -> bool {
        matches!(self.stage, Stage::Reading(_))
    }

    /// What is assigned.
    pub fn mapping(&self) -> Option<&Mapping> {
        match &self.stage {
            Stage::Reading(_) => None,
            Stage::Shown(view) | Stage::Putting(view, _) => Some(&view.mapping),
        }
    }

    /// Gives a weight another array, or none.
    pub fn assign(&mut self, row: usize, offered: Option<usize>) {
        if let Stage::Shown(view) = &mut self.stage
            && row < view.mapping.rows.len()
            && let Err(fault) = view.mapping.choose(row, offered)
        {
            tracing::debug!(%fault, "the list offers only what fits");
        }
    }

    /// Begins to put in what is assigned.
    ///
    /// # Errors
    /// A sentence where the system gives no thread.
    pub fn put(
        &mut self,
        asked: Asked,
        workers: Workers,
        ctx: &egui::Context,
    ) -> Result<(), Message> {
        let Stage::Shown(view) = &self.stage else {
            return Ok(());
        };
        let (file, mapping) = (Arc::clone(&view.file), view.mapping.clone());
        let work = move |outlet: &Outlet<Put>| outlet.send(asked.put(&file, &mapping));
        let job = Job::start(workers, "put-weights", 1, ctx, work)?;
        self.stage = Stage::Putting(view.clone(), job);
        Ok(())
    }

    /// Takes what jobs have sent: once all is done, where the weights are. Never waits.
    pub fn drain(&mut self) -> Option<Result<Option<Landed>, Fault>> {
        let ended = || Fault::Plain(message!("reading-file-ended"));
        match &self.stage {
            Stage::Shown(_) => None,
            Stage::Reading(job) => match job.poll() {
                Step::Running => None,
                Step::Result(Ok((file, mapping))) => {
                    let view = MappingView::new(Arc::new(file), mapping);
                    self.stage = Stage::Shown(Box::new(view));
                    Some(Ok(None))
                }
                Step::Result(Err(fault)) => Some(Err(fault)),
                Step::Ended => Some(Err(ended())),
            },
            Stage::Putting(_, job) => match job.poll() {
                Step::Running => None,
                Step::Result(put) => Some(put.map(|(run, words)| {
                    let of = self.of;
                    Some(Landed { of, run, words })
                })),
                Step::Ended => Some(Err(ended())),
            },
        }
    }

    /// Paints the dialog, once there is something to be seen.
    pub fn ui(&mut self, ctx: &egui::Context, commands: &mut Commands) {
        match &mut self.stage {
            Stage::Reading(_) => {}
            Stage::Shown(view) => view.ui(ctx, false, commands),
            Stage::Putting(view, _) => view.ui(ctx, true, commands),
        }
    }
}
