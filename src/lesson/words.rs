//! Checks in words: what is asked, for whoever has to do it.

use super::check::{Bound, Check, Count, Op, Test, TrainingTest};
use super::layer_test::{LayerTest, SettingTest};
use super::pattern::Pattern;
use crate::message;
use crate::text::{Argument, Message, list, then};

impl Check {
    /// What is asked, in the lesson's own words or else in ours.
    #[must_use]
    pub fn words(&self) -> Message {
        if self.says.is_empty() {
            self.test.words()
        } else {
            Message::words(self.says.as_str())
        }
    }
}

impl Test {
    fn words(&self) -> Message {
        match self {
            Self::Layer(layer, count) => {
                counted(message!("asks-layer", layer = layer.words()), *count)
            }
            Self::Pattern(pattern, count) => counted(pattern.words(), *count),
            Self::Output(tests) => message!("asks-output", settings = settings(tests)),
            Self::Parameters(bound) => message!(
                "asks-parameters",
                bound = relation(bound.op, &crate::layer::thousands(bound.wanted as u64))
            ),
            Self::Classes(bound) => {
                message!(
                    "asks-classes",
                    bound = relation(bound.op, &bound.wanted.to_string())
                )
            }
            Self::Computable => message!("asks-computable"),
            Self::Complete => message!("asks-complete"),
            Self::Data { source, bounds } => match source {
                None if bounds.is_empty() => message!("asks-data"),
                None => message!("asks-data-with", bounds = bounds_list(bounds)),
                Some(source) if bounds.is_empty() => message!("asks-data-of", source = source),
                Some(source) => message!(
                    "asks-data-of-with",
                    source = source,
                    bounds = bounds_list(bounds)
                ),
            },
            Self::Training(tests) => message!(
                "asks-training",
                settings = list(tests.iter().map(TrainingTest::shown))
            ),
            Self::Run {
                bounds,
                with,
                without,
            } => {
                let with = with
                    .iter()
                    .map(|kind| message!("asks-run-with", kind = %kind));
                let without = without
                    .iter()
                    .map(|kind| message!("asks-run-without", kind = %kind));
                let bounds = bounds.iter().map(|bound| Message::words(bound.shown()));
                let asked: Vec<Message> = with.chain(without).chain(bounds).collect();
                if asked.is_empty() {
                    message!("asks-run")
                } else {
                    message!("asks-run-where", asked = list(asked))
                }
            }
            Self::Evaluation(bounds) if bounds.is_empty() => message!("asks-evaluation"),
            Self::Evaluation(bounds) => {
                message!("asks-evaluation-where", bounds = bounds_list(bounds))
            }
            Self::Pictures(count) => message!("asks-pictures", count = *count),
        }
    }
}

fn bounds_list(bounds: &[Bound]) -> Argument {
    list(bounds.iter().map(Bound::shown))
}

fn settings(tests: &[SettingTest]) -> Argument {
    list(tests.iter().map(SettingTest::shown))
}

/// A value with how it is compared, where it is not to be the same.
pub(super) fn relation(op: Op, value: &str) -> String {
    match op {
        Op::Equal => value.to_owned(),
        op => format!("{} {value}", op.shown()),
    }
}

fn counted(what: Message, count: Count) -> Message {
    match count {
        Count::AtLeast(0 | 1) => what,
        Count::AtLeast(least) => message!("asks-at-least", what = what, count = least),
        Count::Exactly(0) => message!("asks-none", what = what),
        Count::Exactly(number) => message!("asks-exactly", what = what, count = number),
    }
}

impl LayerTest {
    /// The kind, with what is asked of its settings.
    pub(super) fn words(&self) -> Message {
        let kind = match self.kind {
            Some(kind) => Message::words(kind.to_string()),
            None => message!("asks-any-layer"),
        };
        if self.settings.is_empty() {
            kind
        } else {
            message!(
                "asks-layer-with",
                kind = kind,
                settings = settings(&self.settings)
            )
        }
    }
}

/// Longer patterns are told by their kinds alone.
const MOST_WITH_SETTINGS: usize = 4;

impl Pattern {
    fn words(&self) -> Message {
        let told = |layer: &LayerTest| {
            if self.nodes.len() <= MOST_WITH_SETTINGS {
                return layer.words();
            }
            LayerTest {
                kind: layer.kind,
                settings: Vec::new(),
            }
            .words()
        };
        let known = self.nodes.iter().filter(|node| node.layer.kind.is_some());
        message!(
            "asks-pattern",
            layers = then(known.map(|node| told(&node.layer)))
        )
    }
}
