//! Which data set is at hand: the one that the project names, else one that the window chose because it fits the network.

use super::{Loading, Wanted};
use crate::app::command::{Commands, Copied, SettingsChange, WindowCommand};
use crate::app::document::Document;
use crate::app::learning::{Learning, Tools, network};
use crate::data::{DataSource, Role};
use crate::graph::Aim;
use crate::message;
use crate::project::TrainingSettings;
use crate::recipe::{TestData, Validation};
use crate::text::{Count, counted};

impl Learning {
    /// Reads what the project names, whoever has changed that: a form, undo, another file.
    pub(in crate::app) fn follow_document(&mut self, tools: Tools<'_>, document: &Document) {
        let settings = document.settings();
        self.loader.name_classes(&settings.class_names);
        self.runs.name_classes(&settings.class_names);
        let wanted = Wanted::of(settings, self.guess.as_ref());
        if wanted.as_ref() == self.loader.wanted() {
            return;
        }
        match wanted {
            Some(wanted) => self.loader.follow(wanted, tools.workers, tools.ctx),
            None => {
                self.waits_for_data = false;
                self.loader.clear();
            }
        }
    }

    /// Learns from `source` from now on, as the user wants.
    pub fn choose_data(&mut self, source: &DataSource, tools: Tools<'_>, document: &mut Document) {
        let change = SettingsChange::data(document.settings(), Some(source));
        document.change_settings(change);
        // Chosen once more, it is read once more: the files may have changed.
        if let Some(wanted) = Wanted::of(document.settings(), None) {
            self.loader.open(wanted, tools.workers, tools.ctx);
        }
    }

    /// Learns from pictures of the user's own from now on, too.
    pub fn add_pictures(&self, copied: Copied, document: &mut Document) {
        let Copied {
            folder,
            names,
            class,
            ..
        } = copied;
        let Some(folder) = folder.to_str() else {
            return;
        };
        let mut settings = document.settings().clone();
        let shown = settings.class_names.get(&class).unwrap_or(&class);
        let pictures = counted(Count(names.len()), "picture");
        let label = message!("add-pictures-to-class", pictures = pictures, class = shown);
        if settings.data.is_none() {
            // They belong to this data, even where nobody has chosen it yet.
            settings.data = self.loader.source().map(ToString::to_string);
        }
        folder.clone_into(&mut settings.collected.folder);
        let names = names.into_iter();
        settings
            .collected
            .add(names.map(|name| (name, class.clone())));
        if settings != *document.settings() {
            document.change_settings(SettingsChange::new(label, settings));
        }
    }

    /// Takes `source` as a held-out part from now on.
    pub fn choose_part(role: Role, source: &DataSource, document: &mut Document) {
        let before = document.settings();
        let text = source.to_string();
        let settings = match role {
            Role::Validation => TrainingSettings {
                validation: Validation::Source(text),
                ..before.clone()
            },
            Role::Training | Role::Test => TrainingSettings {
                test: TestData::Source(text),
                ..before.clone()
            },
        };
        let label = message!("choose-other-role-data", role = role.message());
        document.change_settings(SettingsChange::new(label, settings));
    }

    /// Learns from `source`, which nobody chose and which is no change of the project.
    pub fn guess_data(&mut self, source: DataSource, tools: Tools<'_>) {
        self.guess = Some(source.clone());
        self.loader
            .open(Wanted::plain(source), tools.workers, tools.ctx);
    }

    /// Gives up reading; what was at hand before is the data set again.
    pub fn cancel_data(&mut self, document: &mut Document) {
        self.loader.cancel();
        self.waits_for_data = false;
        let at_hand = self.loader.loaded_wanted();
        if self.take_back(document, at_hand.as_ref()) {
            return;
        }
        let at_hand = at_hand.as_ref();
        let chosen = at_hand.map(|wanted| &wanted.source);
        let chosen = chosen.filter(|it| Some(*it) != self.guess.as_ref());
        let mut change = SettingsChange::data(document.settings(), chosen);
        if let Some(at_hand) = at_hand {
            at_hand.put_into(&mut change.settings);
        }
        document.change_settings(change);
    }

    /// Takes the last step back where that was the choice of what cannot be read or was given up, whether of the data, of
    /// a part or of the way to read labels: the document then names what is at hand again.
    fn take_back(&self, document: &mut Document, at_hand: Option<&Wanted>) -> bool {
        let names_it = |document: &Document| {
            let wanted = Wanted::of(document.settings(), self.guess.as_ref());
            wanted.as_ref() == at_hand
        };
        if names_it(document) {
            return true;
        }
        if !document.can_undo() {
            return false;
        }
        document.undo();
        let is_back = names_it(document);
        if !is_back {
            document.redo();
        }
        is_back
    }

    /// Takes the data set that was being read; a training that waits for it begins.
    pub fn drain_data(
        &mut self,
        tools: Tools<'_>,
        document: &mut Document,
        commands: &mut Commands,
    ) {
        let loading = self.loader.drain();
        if loading == Loading::Done {
            self.say_other_data(document, commands);
        }
        match loading {
            Loading::Quiet => {}
            Loading::Done if self.waits_for_data => {
                self.waits_for_data = false;
                self.begin_training(tools, document, commands);
            }
            Loading::Done => {}
            Loading::Failed(fault) => {
                self.waits_for_data = false;
                let fault = if self.keep_what_is_at_hand(document) {
                    message!("fault-and-data-stays", fault = fault)
                } else {
                    fault
                };
                commands.send(WindowCommand::Complain(fault));
            }
        }
        self.let_go_of_misfit(document);
        self.set_aim(document);
    }

    /// A choice that cannot be read is taken back where there is other data at hand; answers whether there is.
    fn keep_what_is_at_hand(&mut self, document: &mut Document) -> bool {
        let at_hand = self.loader.loaded_wanted();
        if at_hand.is_some() && self.take_back(document, at_hand.as_ref()) {
            self.loader.cancel();
            return true;
        }
        self.loader.let_go();
        false
    }

    /// Data that the window chose by itself goes when the network is made for other data.
    fn let_go_of_misfit(&mut self, document: &Document) {
        if self.guess.is_none() || self.is_busy() {
            return;
        }
        let fitting = network::fitting_builtin(document.inference()).map(DataSource::builtin);
        if fitting.is_some() && fitting != self.guess {
            self.guess = None;
            if document.settings().source().is_none() {
                self.loader.clear();
            }
        }
    }

    /// Has `document` check itself against the data at hand.
    fn set_aim(&self, document: &mut Document) {
        let aim = Aim {
            data: self.loader.loaded().map(|data| data.facts()),
            loss: document.settings().recipe.loss,
        };
        if *document.aim() != aim {
            document.set_aim(aim);
        }
    }
}
