//! A lesson as plain data.

use super::check::Check;
use crate::markdown::Block;
use crate::text::Language;

/// A guided exercise.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// What its progress is kept under.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The language that it is written in, where it says so.
    pub language: Option<Language>,
    /// Who wrote it; empty where nobody is named.
    pub author: String,
    /// One sentence; empty where none was written.
    pub summary: String,
    /// What stands before the first step.
    pub introduction: Vec<Block>,
    /// The steps, at least one.
    pub parts: Vec<Part>,
}

/// One step of a lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What its progress is kept under: `data` of a heading `## The data {#data}`, else its title.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What is to be done.
    pub goal: Vec<Block>,
    /// What helps, each to be opened by itself.
    pub hints: Vec<Vec<Block>>,
    /// What must hold when it is done; a step without any is only read.
    pub checks: Vec<Check>,
}
