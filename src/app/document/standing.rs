//! How a project stands at one moment: everything of it that undo takes back, as one value.

use crate::graph::Graph;
use crate::project::{Project, TrainingSettings, View};
use std::sync::Arc;

/// One state of a project. Cheap to clone: versions share what they have in common.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Standing {
    /// What the network is called.
    pub name: Arc<str>,
    /// One sentence on it.
    pub summary: Arc<str>,
    /// The network.
    pub graph: Graph,
    /// What it is to learn, and how.
    pub settings: Arc<TrainingSettings>,
}

impl Standing {
    /// What of `project` undo takes back, and how the canvas shows it.
    pub fn of(project: Project) -> (Self, View) {
        let settings = Arc::new(project.settings());
        let standing = Self {
            name: project.name.into(),
            summary: project.summary.into(),
            graph: project.graph,
            settings,
        };
        (standing, project.view)
    }

    /// The whole project, with the canvas as `view` shows it.
    pub fn project(&self, view: View) -> Project {
        let project = Project {
            summary: self.summary.to_string(),
            view,
            ..Project::new(&self.name, self.graph.clone())
        };
        project.with_settings(TrainingSettings::clone(&self.settings))
    }
}
