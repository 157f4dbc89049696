//! The message files of each language, read once, and what is said out of them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use unic_langid::LanguageIdentifier;

use super::arguments::Argument;
use super::language::{Language, spoken};

/// The message files of a language: the same names in each, one for each part of the program.
macro_rules! files {
    ($tag:literal) => {
        files!(
            $tag:
            "words",
            "problems",
            "edits",
            "layers",
            "command-line",
            "data",
            "errors",
            "window",
            "commands",
            "training",
            "data-panel",
            "predict",
            "export",
            "reasons",
            "blocks",
            "canvas",
            "panels",
            "help",
            "output",
            "kinds",
            "networks",
            "engine",
            "recipe",
            "runs",
            "explained",
            "lesson",
            "judging",
            "health",
            "onnx",
            "outgoing",
            "opening",
            "exchange",
            "remote",
        )
    };
    ($tag:literal: $($name:literal,)*) => {
        &[$(include_str!(concat!("../../assets/locales/", $tag, "/", $name, ".ftl"))),*]
    };
}

const fn files_of(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => files!("en-US"),
        Language::Chinese => files!("zh-Hans"),
    }
}

/// One language, ready to speak.
struct Speech {
    bundle: FluentBundle<FluentResource>,
    /// What has no arguments, said once: the window asks for it in every frame.
    plain: HashMap<String, String>,
}

/// What the message `id`, which has no arguments, says in the language of now. A message that is missing says its id.
#[must_use]
pub fn say(id: &'static str) -> &'static str {
    let languages = [spoken(), Language::English];
    let mut said = languages
        .iter()
        .filter_map(|language| speech(*language).plain.get(id));
    said.next().map_or(id, String::as_str)
}

/// What `id` says in `language`, else in English; its id where no language has it.
pub(super) fn filled(
    language: Language,
    id: &'static str,
    arguments: &[(&'static str, Argument)],
) -> String {
    let languages = [language, Language::English];
    let mut said = languages
        .iter()
        .filter_map(|language| filled_by(*language, id, arguments));
    said.next().unwrap_or_else(|| {
        tracing::warn!("there is no message `{id}`");
        id.to_owned()
    })
}

fn filled_by(
    language: Language,
    id: &str,
    arguments: &[(&'static str, Argument)],
) -> Option<String> {
    let speech = speech(language);
    if let Some(plain) = speech.plain.get(id) {
        return Some(plain.clone());
    }
    let pattern = speech.bundle.get_message(id)?.value()?;
    let mut filled = FluentArgs::with_capacity(arguments.len());
    for (name, argument) in arguments {
        filled.set(*name, value(argument, language));
    }
    let mut faults = Vec::new();
    let said = speech
        .bundle
        .format_pattern(pattern, Some(&filled), &mut faults);
    if !faults.is_empty() {
        tracing::warn!("the message `{id}` cannot be filled in: {faults:?}");
    }
    Some(said.into_owned())
}

fn value(argument: &Argument, language: Language) -> FluentValue<'_> {
    match argument {
        Argument::Number { value, grouped } => FluentValue::Number(FluentNumber::new(
            *value,
            FluentNumberOptions {
                use_grouping: *grouped,
                ..FluentNumberOptions::default()
            },
        )),
        other => FluentValue::String(other.said(language)),
    }
}

/// How a number is written, in every language here.
pub(super) fn number(value: f64, grouped: bool) -> String {
    let text = value.to_string();
    if !grouped {
        return text;
    }
    let (digits, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let (sign, digits) = digits.split_at(usize::from(digits.starts_with('-')));
    let mut written = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written + rest
}

fn speech(language: Language) -> &'static Speech {
    static SPEECHES: [OnceLock<Speech>; Language::ALL.len()] =
        [const { OnceLock::new() }; Language::ALL.len()];
    SPEECHES[language as usize].get_or_init(|| Speech::of(language))
}

impl Speech {
    fn of(language: Language) -> Self {
        let rules = language.tag().parse::<LanguageIdentifier>();
        let mut bundle = FluentBundle::new_concurrent(vec![rules.unwrap_or_default()]);
        // Marks around what is filled in would be drawn as boxes, and break every search for a name.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(it) => Some(number(it.value, it.options.use_grouping)),
            _ => None,
        }));
        let mut plain_ids = Vec::new();
        for file in files_of(language) {
            let resource = match FluentResource::try_new((*file).to_owned()) {
                Ok(resource) => resource,
                // What can be read of a broken file still speaks.
                Err((resource, faults)) => {
                    tracing::error!("a message file is broken: {faults:?}");
                    resource
                }
            };
            plain_ids.extend(resource.entries().filter_map(plain_id));
            if let Err(faults) = bundle.add_resource(resource) {
                tracing::error!("a message is there twice: {faults:?}");
            }
        }
        let plain = plain_ids.into_iter().filter_map(|id| {
            let said =
                bundle.format_pattern(bundle.get_message(&id)?.value()?, None, &mut Vec::new());
            let said = Cow::into_owned(said);
            Some((id, said))
        });
        let plain = plain.collect();
        Self { bundle, plain }
    }
}

/// The id of a message without arguments.
fn plain_id(entry: &ast::Entry<&str>) -> Option<String> {
    let ast::Entry::Message(message) = entry else {
        return None;
    };
    let is_plain = message.value.as_ref()?.elements.iter().all(|element| {
        matches!(
            element,
            ast::PatternElement::TextElement { .. }
                | ast::PatternElement::Placeable {
                    expression: ast::Expression::Inline(
                        ast::InlineExpression::StringLiteral { .. }
                    )
                }
        )
    });
    is_plain.then(|| message.id.name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{Argument, Count, Language, Message, Spoken, all, say};

    #[test]
    fn a_message_that_is_missing_says_its_id() {
        assert_eq!(say("no-such-message"), "no-such-message");
        assert_eq!(Message::new("no-such-message"), "no-such-message");
    }

    #[test]
    fn what_is_filled_in_has_no_marks_around_it_and_speaks_the_same_language() {
        let shape = |node: &str| crate::message!("shape-from", shape = "(8, 8, 4)", node = node);
        let message = crate::message!("add-unequal-shapes", shapes = all([shape("a"), shape("b")]));
        assert_eq!(
            message,
            "needs equal shapes but gets (8, 8, 4) from `a` and (8, 8, 4) from `b`"
        );
        let _chinese = Spoken::here(Language::Chinese);
        let said = message.to_string();
        assert!(said.contains("`a`") && !said.contains("from"), "{said}");
        assert!(!said.contains(['\u{2068}', '\u{2069}']), "{said:?}");
    }

    #[test]
    fn numbers_choose_the_plural_form_and_group_their_digits_on_demand() {
        let more =
            |count: usize| crate::message!("more-problems", count = Count(count)).to_string();
        assert!(more(1).starts_with("one more problem is"), "{}", more(1));
        assert!(
            more(1234).starts_with("1,234 more problems are"),
            "{}",
            more(1234)
        );
        assert_eq!(super::number(-1_234_567.5, true), "-1,234,567.5");
        assert_eq!(super::number(1234.0, false), "1234");
    }

    #[test]
    fn numbers_that_no_float_holds_are_written_as_they_are() {
        let seed = Argument::from(u64::MAX);
        assert_eq!(seed, Argument::Text("18446744073709551615".to_owned()));
    }
}
