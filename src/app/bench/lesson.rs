//! Keeping the settings of the bench and those of the open project the same, whichever of them changed.

use super::Bench;
use super::setup::{ChosenBy, DEFAULT_SPLIT, Setup, Validation};
use crate::app::command::{Command, Commands};
use crate::app::state::{Lesson, State};
use crate::data::{Contract, DataSource};
use crate::graph::Inference;

impl Bench {
    /// Takes the settings of a project that was opened, or gives those that the user changed to it.
    pub(super) fn follow_document(
        &mut self,
        ctx: &egui::Context,
        state: &State,
        commands: &mut Commands,
    ) {
        let held = state.document.lesson();
        if self.lesson.as_ref() != Some(&held) {
            self.take_lesson(&held, ctx);
            self.lesson = Some(held);
            return;
        }
        let wanted = self.setup.lesson(state.document.inference());
        if wanted != held {
            self.lesson = Some(wanted.clone());
            commands.send(Command::SetLesson(Box::new(wanted)));
        }
    }

    fn take_lesson(&mut self, lesson: &Lesson, ctx: &egui::Context) {
        // Whoever pressed Train meant the project that was open then.
        self.waits_for_data = false;
        self.setup.take(lesson);
        let source = lesson
            .data
            .as_deref()
            .and_then(|text| DataSource::parse(text).ok());
        match source {
            Some(source) if self.setup.data.as_ref() != Some(&source) => {
                self.use_data(source, ChosenBy::User, ctx);
            }
            None if self.setup.chosen_by == ChosenBy::User => {
                self.loader.clear();
                self.setup.data = None;
            }
            Some(_) | None => {}
        }
    }
}

impl Setup {
    /// The settings as a project holds them.
    pub(super) fn lesson(&self, inference: &Inference) -> Lesson {
        let usual = Contract::default().with_shape(self.contract.shape());
        let is_chosen = self.chosen_by == ChosenBy::User;
        Lesson {
            data: self
                .data
                .as_ref()
                .filter(|_| is_chosen)
                .map(ToString::to_string),
            contract: (self.contract != usual).then(|| self.contract_for(inference)),
            recipe: self.recipe.clone(),
        }
    }

    /// Takes everything but the data from a project.
    fn take(&mut self, lesson: &Lesson) {
        self.recipe = lesson.recipe.clone();
        self.contract = lesson.contract.unwrap_or_default();
        self.validation = if self.recipe.validation_split > 0.0 {
            Validation::Split
        } else {
            Validation::TestPart
        };
    }

    /// Validates on something else from now on; a split has a share, nothing else has.
    pub fn set_validation(&mut self, validation: Validation) {
        self.validation = validation;
        let share = &mut self.recipe.validation_split;
        match validation {
            Validation::Split if *share <= 0.0 => *share = DEFAULT_SPLIT,
            Validation::Split => {}
            Validation::TestPart | Validation::Off => *share = 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::Recipe;

    #[test]
    fn settings_come_back_from_a_project_as_they_went() {
        let mut setup = Setup {
            data: Some(DataSource::parse("faces").unwrap()),
            ..Setup::default()
        };
        setup.set_validation(Validation::Split);
        setup.contract = setup.contract.with_scale(1.0 / 127.5, -1.0).unwrap();
        setup.recipe.epochs = 7;
        let lesson = setup.lesson(&Inference::default());
        assert_eq!(lesson.data.as_deref(), Some("faces"));
        let mut other = Setup::default();
        other.take(&lesson);
        assert_eq!(
            (other.recipe, other.contract, other.validation),
            (setup.recipe, setup.contract, Validation::Split)
        );
    }

    #[test]
    fn what_the_bench_chose_by_itself_is_no_change_of_the_project() {
        let data = Some(DataSource::parse("builtin:happy").unwrap());
        let setup = Setup {
            data,
            chosen_by: ChosenBy::Bench,
            ..Setup::default()
        };
        assert_eq!(
            setup.lesson(&Inference::default()),
            Lesson {
                recipe: Recipe::default(),
                ..Lesson::default()
            }
        );
    }
}
