//! How far a student is in a lesson: kept from day to day, and handed in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::judge::{Finding, Verdict};
use super::model::Lesson;

/// What is kept of a lesson. Steps go by their ids, so that it outlives a lesson that is written anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// The lesson's id.
    pub lesson: String,
    /// The student's name, as it stands in the report.
    pub student: String,
    /// The step in front.
    pub step: String,
    /// How many hints are open, by step.
    pub hints: BTreeMap<String, usize>,
    /// When each step was done first.
    pub done: BTreeMap<String, String>,
    /// When a check about something done held first, by step and place.
    pub deeds: BTreeMap<String, String>,
}

/// The largest progress file; a lesson of as many steps as there can be needs less.
pub const LARGEST_PROGRESS_BYTES: u64 = 1 << 20;

impl Progress {
    /// That of a lesson nobody has begun.
    #[must_use]
    pub fn of(lesson: &Lesson) -> Self {
        Self {
            lesson: lesson.id.clone(),
            ..Self::default()
        }
    }

    /// The place of the step in front; the first where nothing is known.
    #[must_use]
    pub fn front(&self, lesson: &Lesson) -> usize {
        let mut parts = lesson.parts.iter();
        parts.position(|part| part.id == self.step).unwrap_or(0)
    }

    /// Whether a step was done.
    #[must_use]
    pub fn is_done(&self, step: &str) -> bool {
        self.done.contains_key(step)
    }

    /// How many of the lesson's steps were done.
    #[must_use]
    pub fn done_count(&self, lesson: &Lesson) -> usize {
        let parts = lesson.parts.iter();
        parts.filter(|part| self.is_done(&part.id)).count()
    }

    /// What is said of the check at `place` of a step, when a deed that was done once counts.
    #[must_use]
    pub fn verdict(&self, step: &str, place: usize, finding: &Finding) -> Verdict {
        if self.deeds.contains_key(&deed(step, place)) {
            return Verdict::Holds;
        }
        finding.verdict
    }

    /// Takes what another window has kept of the same lesson.
    pub fn add(&mut self, other: Self) {
        for (step, time) in other.done {
            self.done.entry(step).or_insert(time);
        }
        for (deed, time) in other.deeds {
            self.deeds.entry(deed).or_insert(time);
        }
        for (step, count) in other.hints {
            let own = self.hints.entry(step).or_insert(0);
            *own = (*own).max(count);
        }
    }

    /// Takes what was found now, at `time`. Answers whether anything is new.
    pub fn take(&mut self, lesson: &Lesson, findings: &[Vec<Finding>], time: &str) -> bool {
        let before = self.clone();
        for (part, findings) in lesson.parts.iter().zip(findings) {
            for (place, (check, finding)) in part.checks.iter().zip(findings).enumerate() {
                if check.test.is_of_a_deed() && finding.verdict == Verdict::Holds {
                    let kept = self.deeds.entry(deed(&part.id, place));
                    kept.or_insert_with(|| time.to_owned());
                }
            }
            let mut judged = findings.iter().enumerate();
            let all = judged
                .all(|(place, finding)| self.verdict(&part.id, place, finding) == Verdict::Holds);
            if all && !part.checks.is_empty() {
                let done = self.done.entry(part.id.clone());
                done.or_insert_with(|| time.to_owned());
            }
        }
        *self != before
    }
}

fn deed(step: &str, place: usize) -> String {
    format!("{step}/{place}")
}
