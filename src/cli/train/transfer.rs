//! `--new-head` and `--freeze-base`: what a network has learned is put to use for other classes.

use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::output::note;
use crate::cli::trained::newest_fitting;
use crate::engine::model::{Model, Origin};
use crate::engine::run::{StartingPoint, WeightsChoice};
use crate::graph::edit::{NewHead, freeze_base, new_head};
use crate::graph::problem::loss_kept;
use crate::graph::{apply, infer};
use crate::layer::counted;
use crate::project::Project;
use crate::recipe::Described;
use crate::text::say;
use crate::{message, tr};

/// What becomes of a network that has learned.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Transfer {
    #[arg(help = say("help-train-new-head"), long, conflicts_with_all = ["resume", "goes_on", "again"])]
    pub new_head: bool,
    #[arg(help = say("help-train-freeze-base"), long, conflicts_with_all = ["resume", "again"])]
    pub freeze_base: bool,
}

impl Transfer {
    fn is_asked(self) -> bool {
        self.new_head || self.freeze_base
    }

    /// The weights of a run, or of the run of a project, that are put to use.
    pub fn starting_point(self, model: &Model) -> Option<StartingPoint> {
        let of_run = |path| StartingPoint {
            run: path,
            choice: WeightsChoice::Latest,
        };
        if !self.is_asked() {
            return None;
        }
        match &model.origin {
            Origin::Run(run) => Some(of_run(run.path().to_owned())),
            Origin::Project(path) => {
                newest_fitting(&model.project, path).map(|run| of_run(run.path().to_owned()))
            }
            Origin::Preset | Origin::Foreign(_) => None,
        }
    }

    /// Refuses to freeze weights that nobody has trained.
    pub fn check(self, has_weights: bool) -> Result<(), Failure> {
        if self.freeze_base && !has_weights {
            return Err(Failure::Job(message!("freeze-base-without-weights")));
        }
        Ok(())
    }

    /// The project with what is asked for, which is told.
    /// `keeps_loss` where a loss was asked for; else one that does not belong to the new end makes way.
    pub fn done(
        self,
        project: Project,
        class_count: usize,
        keeps_loss: bool,
    ) -> Result<Project, Failure> {
        if !self.is_asked() {
            return Ok(project);
        }
        let inference = infer(&project.graph);
        let edit = if self.new_head {
            let head = new_head(&project.graph, &inference, class_count, self.freeze_base)?;
            self.tell(&head, class_count);
            Some(head.edit)
        } else {
            freeze_base(&project.graph, &inference)?
        };
        let graph = match edit {
            Some(edit) => apply(&project.graph, &edit)?,
            None => project.graph.clone(),
        };
        let mut project = Project { graph, ..project };
        if let Some(chosen) = project.recipe.loss
            && self.new_head
            && !keeps_loss
        {
            project.recipe.loss = loss_kept(&project.graph, Some(chosen));
            if project.recipe.loss.is_none() {
                note(&tr!("new-head-loss-told", loss = chosen.name()));
            }
        }
        Ok(project)
    }

    fn tell(self, head: &NewHead, class_count: usize) {
        note(&match &head.replaced {
            Some(head) if head.unit_count == class_count => {
                tr!("new-head-kept-told", name = &head.name, now = class_count)
            }
            Some(head) => tr!(
                "new-head-told",
                name = &head.name,
                before = head.class_count(),
                now = class_count
            ),
            None => tr!("new-head-behind-told", now = class_count),
        });
        if self.freeze_base {
            let layers = counted(head.base_count, "layer");
            note(&tr!("base-frozen-told", layers = %layers));
        }
    }
}
