//! The lesson that is open: what it says, how far the student is, and what was found of the network in front.

use crate::app::command::{DocumentId, LessonPlace};
use crate::lesson::{Finding, Lesson, Part, Progress, Verdict, builtins};
use std::sync::Arc;

/// A lesson beside the canvas.
#[derive(Debug)]
pub struct OpenLesson {
    place: LessonPlace,
    /// The lesson of a file; one that comes with Netsmith is in the language of now.
    own: Option<Arc<Lesson>>,
    /// How far the student is.
    pub progress: Progress,
    /// What was found, step by step and check by check.
    pub findings: Vec<Vec<Finding>>,
    /// What the findings are about.
    pub(in crate::app) judged: Option<Judged>,
}

/// All that the findings of a lesson follow from, in numbers that change with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// The document in front.
    pub document: DocumentId,
    /// How often it has changed.
    pub revision: u64,
    /// Pictures of its data set, and whether it is read.
    pub images: Option<usize>,
    /// Trainings that were begun, and epochs of the last one.
    pub epochs: (u64, usize),
    /// The accuracy on pictures held out.
    pub accuracy: Option<f64>,
    /// Pictures of one's own that were answered.
    pub pictures: usize,
}

impl OpenLesson {
    /// A lesson as it was left; `own` is what the file says, where it is one. `None` where there is no such lesson.
    pub(in crate::app) fn new(
        place: LessonPlace,
        own: Option<Lesson>,
        progress: Progress,
    ) -> Option<Self> {
        let is_known = match &place {
            LessonPlace::Builtin(id) => builtins().iter().any(|builtin| builtin.id == id),
            LessonPlace::File(_) => own.is_some(),
        };
        is_known.then(|| Self {
            place,
            own: own.map(Arc::new),
            progress,
            findings: Vec::new(),
            judged: None,
        })
    }

    /// Where it comes from.
    pub fn place(&self) -> &LessonPlace {
        &self.place
    }

    /// What it says.
    pub fn lesson(&self) -> &Lesson {
        if let Some(own) = &self.own {
            return own;
        }
        let is_it = |id: &str| matches!(&self.place, LessonPlace::Builtin(own) if own == id);
        let all = builtins();
        let builtin = all.iter().find(|builtin| is_it(builtin.id));
        builtin.unwrap_or(&all[0]).lesson()
    }

    /// The place of the step in front.
    pub fn front(&self) -> usize {
        self.progress.front(self.lesson())
    }

    /// The step in front.
    pub fn part(&self) -> &Part {
        &self.lesson().parts[self.front()]
    }

    /// What was found of the check at `check` of the step at `part`, with what it counts as; `None` until it was looked at.
    pub fn finding(&self, part: usize, check: usize) -> Option<(Verdict, &Finding)> {
        let finding = self.findings.get(part)?.get(check)?;
        let step = &self.lesson().parts.get(part)?.id;
        Some((self.progress.verdict(step, check, finding), finding))
    }

    /// Whether every check of a step holds now.
    pub fn holds_now(&self, part: usize) -> bool {
        let count = self.lesson().parts[part].checks.len();
        let holds = |check| {
            let found = self.finding(part, check);
            found.is_some_and(|(verdict, _)| verdict == Verdict::Holds)
        };
        count > 0 && (0..count).all(holds)
    }

    /// How many hints of the step in front are open.
    pub fn hints_open(&self) -> usize {
        let part = self.part();
        let open = self.progress.hints.get(&part.id).copied().unwrap_or(0);
        open.min(part.hints.len())
    }
}
