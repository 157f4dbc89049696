//! The dialog before a network gets another head: for how many classes, and whether the layers before it learn on. Never
//! changes the network; a command does.

use crate::app::command::{Commands, TrainCommand};
use crate::app::look::size;
use crate::app::widgets::{self, Answer, Question};
use crate::graph::edit::OldHead;
use crate::recipe::{Described, Loss};
use crate::text::{Message, say};
use crate::tr;
use egui::{Context, DragValue, Ui};

/// More classes than any data that a workbench trains on.
const CLASSES: std::ops::RangeInclusive<usize> = 2..=100_000;

const QUESTION: Question = Question {
    name: "replace-head",
    title: "replace-head-title",
    agree: "replace-head-do",
    width: 460.0,
};

/// The dialog, open or not.
#[derive(Debug, Default)]
pub struct HeadDialog {
    open: Option<HeadFacts>,
}

/// What is known of the network and its data, and what is chosen.
#[derive(Debug, Clone)]
pub struct HeadFacts {
    /// The head that makes way; `None` where there is none.
    pub replaced: Option<OldHead>,
    /// How many layers with weights stand before it.
    pub base_count: usize,
    /// The data at hand, by its title.
    pub data: Option<String>,
    /// For how many classes the head is to be.
    pub class_count: usize,
    /// The loss that was chosen and makes way with the head.
    pub loss: Option<Loss>,
    /// Whether there are weights that are worth keeping.
    pub has_learned: bool,
    /// Whether the layers before the head are to be frozen.
    pub freezes_base: bool,
}

impl HeadDialog {
    /// Opens the dialog.
    pub fn open(&mut self, facts: HeadFacts) {
        self.open = Some(facts);
    }

    /// Paints the dialog, if it is open.
    pub fn ui(&mut self, ctx: &Context, commands: &mut Commands) {
        let Some(open) = &mut self.open else { return };
        let answer = QUESTION.ui(ctx, |ui| {
            for words in open.words() {
                widgets::muted_sentence_ui(ui, words);
            }
            ui.add_space(size::UNIT);
            classes_ui(ui, open);
            ui.add_space(size::UNIT);
            base_ui(ui, open);
            true
        });
        if answer == Some(Answer::Agreed) {
            commands.send(TrainCommand::ReplaceHead {
                class_count: open.class_count,
                freezes_base: open.freezes_base,
            });
        }
        if answer.is_some() {
            self.open = None;
        }
    }
}

impl HeadFacts {
    /// What becomes of the head, and of what goes with it.
    fn words(&self) -> Vec<String> {
        let mut words = match &self.replaced {
            Some(head) if head.unit_count == self.class_count => vec![tr!(
                "replace-head-same-words",
                name = &head.name,
                units = head.unit_count
            )],
            Some(head) => vec![tr!(
                "replace-head-words",
                name = &head.name,
                units = head.class_count()
            )],
            None => vec![tr!("replace-head-none-words")],
        };
        let head = self.replaced.as_ref();
        let head = head.filter(|head| head.unit_count != self.class_count);
        if let Some((block, is_shared)) =
            head.and_then(|head| Some((head.block.as_ref()?, head.is_block_shared)))
        {
            words.push(if is_shared {
                tr!("replace-head-in-shared-block", block = block)
            } else {
                tr!("replace-head-in-block", block = block)
            });
        }
        let inside = |loss: Loss| Message::words(loss.label()).inside();
        words.extend(self.loss.map(|loss| {
            tr!(
                "replace-head-loss",
                loss = inside(loss),
                usual = inside(Loss::CategoricalCrossentropy)
            )
        }));
        words
    }
}

fn classes_ui(ui: &mut Ui, open: &mut HeadFacts) {
    ui.horizontal(|ui| {
        let label = ui.label(say("replace-head-classes"));
        let field = ui.add(DragValue::new(&mut open.class_count).range(CLASSES));
        field.labelled_by(label.id);
        if let Some(data) = &open.data {
            widgets::muted_ui(ui, tr!("replace-head-classes-of", data = data));
        }
    });
}

fn base_ui(ui: &mut Ui, open: &mut HeadFacts) {
    let words = tr!("replace-head-freeze", layers = open.base_count);
    ui.add_enabled_ui(open.has_learned, |ui| {
        ui.checkbox(&mut open.freezes_base, words);
    });
    let help = if open.has_learned {
        say("replace-head-freeze-help")
    } else {
        say("replace-head-nothing-learned")
    };
    widgets::muted_sentence_ui(ui, help);
}
