//! What stands between the network and its training, the first thing first, and the way to it.

use crate::app::command::Panel;
use crate::app::command::{
    CanvasCommand, Command, Commands, DataCommand, FileCommand, PanelCommand, Selection,
};
use crate::app::document::Document;
use crate::app::learning::{Learning, network};
use crate::app::widgets;
use crate::graph::{Problem, Severity};
use crate::text::say;
use crate::tr;

/// What Train would do now.
#[derive(Debug, Clone, PartialEq)]
pub struct Readiness {
    /// "Ready to train", or what is missing.
    pub title: &'static str,
    /// On what, or why not, as a sentence.
    pub words: String,
    /// What leads to the obstacle; `None` where nothing is in the way.
    pub way: Option<Remedy>,
}

/// A button that leads somewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Remedy {
    /// Its words.
    pub label: String,
    /// What it asks for.
    pub commands: Vec<Command>,
}

impl Remedy {
    fn new(label: impl Into<String>, commands: impl IntoIterator<Item = Command>) -> Self {
        Self {
            label: label.into(),
            commands: commands.into_iter().collect(),
        }
    }

    /// Goes there.
    pub fn go(&self, commands: &mut Commands) {
        for command in &self.commands {
            commands.send(command.clone());
        }
    }
}

impl Readiness {
    fn obstacle(words: impl Into<String>, way: Option<Remedy>) -> Self {
        Self {
            title: say("not-ready-to-train"),
            words: words.into(),
            way,
        }
    }

    /// What keeps `problem`'s network from being trained, and the way to its layer.
    fn of(problem: &Problem) -> Self {
        let title = match problem.severity {
            Severity::Unfinished => say("not-finished-yet"),
            _ => say("not-ready-to-train"),
        };
        let list = Command::Panel(PanelCommand::LeadTo(Panel::Problems));
        let way = match &problem.path {
            Some(path) => Remedy::new(
                tr!("show-named", name = &problem.node),
                [
                    list,
                    Selection::only(path.clone()).into(),
                    CanvasCommand::ShowSelection.into(),
                ],
            ),
            None => Remedy::new(say("show-the-problem"), [list]),
        };
        Self {
            title,
            words: widgets::plain(&problem.sentence()),
            way: Some(way),
        }
    }
}

/// The first of `problems` that keeps a network from being trained.
pub fn first_obstacle(problems: &[Problem]) -> Option<&Problem> {
    problems
        .iter()
        .find(|problem| problem.severity != Severity::Warning)
}

impl Learning {
    /// What Train would do now: a network that cannot be trained comes before pictures that are missing.
    pub fn readiness(&self, document: &Document) -> Readiness {
        if document.is_empty() {
            return Readiness::obstacle(
                say("empty-begin-with-preset"),
                Some(Remedy::new(
                    say("new-from-preset"),
                    [Command::File(FileCommand::NewFromPreset)],
                )),
            );
        }
        if let Some(problem) = first_obstacle(document.problems()) {
            return Readiness::of(problem);
        }
        let name = document.name();
        let fitting = network::fitting_builtin(document.inference());
        let ready = |words: String| Readiness {
            title: say("ready-to-train"),
            words,
            way: None,
        };
        let settings = document.settings();
        if let Err(problem) = settings.recipe.check() {
            return Readiness::obstacle(problem.to_string(), None);
        }
        if let Some(data) = self.loader.loaded()
            && let Err(error) = data.train.check_classes()
        {
            let words = widgets::plain(&error.to_string());
            let way = Remedy::new(
                say("show-the-pictures"),
                [Command::Panel(PanelCommand::LeadTo(Panel::Data))],
            );
            return Readiness::obstacle(words, Some(way));
        }
        match (self.loader.loaded(), settings.source(), fitting) {
            (Some(data), _, _) => {
                ready(tr!("network-on-data", network = name, data = data.title()))
            }
            (None, Some(source), _) => ready(tr!(
                "network-on-data",
                network = name,
                data = source.words()
            )),
            (None, None, Some(builtin)) => ready(tr!(
                "network-on-fitting",
                network = name,
                data = builtin.title()
            )),
            (None, None, None) => Readiness::obstacle(
                tr!("no-pictures-yet", network = name),
                Some(Remedy::new(
                    say("choose-pictures"),
                    [
                        Command::Panel(PanelCommand::LeadTo(Panel::Data)),
                        DataCommand::Open.into(),
                    ],
                )),
            ),
        }
    }
}
