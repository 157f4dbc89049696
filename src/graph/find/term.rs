//! One condition of a search, and whether it holds.

use super::shape::ShapePattern;
use super::subject::Subject;
use crate::graph::problem::Severity;

/// A term, or its contrary.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub is_negated: bool,
    pub term: Term,
}

/// What is asked of a layer or block.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// A word about its name, its kind, or a choice among its settings.
    Word(String),
    /// In its name, or in that of a block around it.
    Name(String),
    /// What it is.
    Kind(String),
    /// In the name of a block around it, or in what that block is called.
    Inside(String),
    /// The shape that leaves it.
    Shape(ShapePattern),
    /// A shape that enters it.
    InputShape(ShapePattern),
    /// Height and width of its kernel or pool.
    Window([i64; 2]),
    /// Something is wrong with it: how badly, and in which words; no words for any.
    Problem(Option<Severity>, String),
    /// It lets its input through as if it were not there.
    Bypassed,
    /// Training leaves its weights as they are.
    Frozen,
    /// A setting, an argument of its own block or of one around it, or a count.
    Figure(String, Test),
}

/// What is asked of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// It is what this text stands for.
    Is(String),
    /// It compares so with this number.
    Compares(Relation, f64),
}

/// How two numbers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    Less,
    AtMost,
    AtLeast,
    More,
}

impl Condition {
    /// Whether it holds for `subject`.
    pub fn holds(&self, subject: &Subject<'_>) -> bool {
        self.is_negated != self.term.holds(subject)
    }

    /// The setting or argument that it asks about.
    pub fn key(&self) -> Option<&str> {
        match &self.term {
            Term::Figure(key, _) => Some(key),
            _ => None,
        }
    }
}

impl Term {
    fn holds(&self, subject: &Subject<'_>) -> bool {
        match self {
            Self::Word(word) => {
                subject.is_named(word) || subject.is_kind(word) || subject.has_choice(word)
            }
            Self::Name(word) => subject.is_named(word),
            Self::Kind(word) => subject.is_kind(word),
            Self::Inside(word) => subject.is_inside(word),
            Self::Shape(pattern) => pattern.fits(subject.output_shape()),
            Self::InputShape(pattern) => {
                let mut shapes = subject.input_shapes().into_iter();
                shapes.any(|shape| pattern.fits(shape))
            }
            Self::Window(size) => subject.has_window(*size),
            Self::Problem(severity, words) => subject.has_problem(*severity, words),
            Self::Bypassed => subject.is_bypassed(),
            Self::Frozen => subject.is_frozen(),
            Self::Figure(key, test) => subject.passes(key, test),
        }
    }
}

impl Relation {
    /// Whether `number` compares so with `limit`.
    pub fn holds(self, number: f64, limit: f64) -> bool {
        match self {
            Self::Less => number < limit,
            Self::AtMost => number <= limit,
            Self::AtLeast => number >= limit,
            Self::More => number > limit,
        }
    }
}
