//! What is wrong with the program's arguments, in the language that is spoken. clap finds it and says which kind of fault it
//! is; the sentence comes from the message files, colored as clap colors its own.

use std::num::{IntErrorKind, ParseFloatError, ParseIntError};

use clap::builder::styling::Style;
use clap::builder::{StyledStr, Styles};
use clap::error::{ContextKind, ContextValue, Error, ErrorFormatter, ErrorKind};

use crate::message;
use crate::text::{Message, list};
use crate::tr;

/// Says clap's faults.
pub struct InWords;

impl ErrorFormatter for InWords {
    fn format_error(error: &Error<Self>) -> StyledStr {
        let styles = Styles::default();
        let sentence = sentence(error, &styles).to_string();
        let line = tr!("failure", sentence = &sentence);
        let label = line.strip_suffix(&sentence).unwrap_or_default();
        let mut text = painted(styles.get_error(), label.trim_end());
        text += &label[label.trim_end().len()..];
        text += &sentence;
        for line in listed(error, &styles) {
            text += &format!("\n  {line}");
        }
        let tips = tips(error, &styles);
        if !tips.is_empty() {
            text.push('\n');
        }
        for tip in tips {
            let line = tr!("usage-tip", tip = &tip);
            let label = line.strip_suffix(&tip).unwrap_or_default();
            text += &format!("\n  {}", painted(styles.get_valid(), label.trim_end()));
            text += &format!("{}{tip}", &label[label.trim_end().len()..]);
        }
        if let Some(usage) = context(error, ContextKind::Usage).first() {
            let usage = usage.strip_prefix("Usage: ").unwrap_or(usage);
            let heading = painted(styles.get_usage(), crate::text::say("help-usage"));
            text += &format!("\n\n{heading} {usage}");
        }
        let flag = painted(styles.get_literal(), "--help");
        text += &format!("\n\n{}\n", tr!("usage-more", flag = flag));
        StyledStr::from(text)
    }
}

/// What is wrong with arguments that stand behind others, in one sentence.
pub fn sentence_of(error: Error) -> Message {
    sentence(&error.apply::<InWords>(), &Styles::plain())
}

fn painted(style: &Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// What clap tells of `kind`, without colors; nothing where it tells nothing.
fn context(error: &Error<InWords>, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

fn sentence(error: &Error<InWords>, styles: &Styles) -> Message {
    let told = |kind, style: &Style| {
        let told = context(error, kind);
        painted(style, told.first().map_or("", String::as_str))
    };
    let invalid = styles.get_invalid();
    let argument = || told(ContextKind::InvalidArg, invalid);
    let literal = || told(ContextKind::InvalidArg, styles.get_literal());
    let value = || told(ContextKind::InvalidValue, invalid);
    match error.kind() {
        ErrorKind::ArgumentConflict => conflict(error, argument(), invalid),
        ErrorKind::InvalidValue
            if context(error, ContextKind::InvalidValue)
                .concat()
                .is_empty() =>
        {
            message!("usage-value-missing", argument = argument())
        }
        ErrorKind::InvalidValue => {
            message!("usage-value-wrong", value = value(), argument = literal())
        }
        ErrorKind::ValueValidation => message!(
            "usage-value-refused",
            value = value(),
            argument = literal(),
            reason = reason(error)
        ),
        ErrorKind::TooManyValues => {
            message!(
                "usage-value-unexpected",
                value = value(),
                argument = literal()
            )
        }
        ErrorKind::UnknownArgument => message!("usage-argument-unknown", argument = argument()),
        ErrorKind::InvalidSubcommand => message!(
            "usage-command-unknown",
            command = told(ContextKind::InvalidSubcommand, invalid)
        ),
        ErrorKind::MissingRequiredArgument => message!("usage-arguments-missing"),
        ErrorKind::InvalidUtf8 => message!("usage-no-utf-8"),
        // No argument here asks for anything that could fail otherwise.
        other => Message::words(other.to_string()),
    }
}

fn conflict(error: &Error<InWords>, argument: String, invalid: &Style) -> Message {
    let prior = context(error, ContextKind::PriorArg);
    match &prior[..] {
        [] => message!("usage-argument-with-others", argument = argument),
        [other] if context(error, ContextKind::InvalidArg).first() == Some(other) => {
            message!("usage-argument-twice", argument = argument)
        }
        [other] => message!(
            "usage-argument-with",
            argument = argument,
            other = painted(invalid, other)
        ),
        _ => message!("usage-argument-with-several", argument = argument),
    }
}

/// Why a value is refused: what the standard library and clap say of numbers, and what our own readers say.
fn reason(error: &Error<InWords>) -> Message {
    let Some(source) = std::error::Error::source(error) else {
        return message!("no-reason");
    };
    if let Some(fault) = source.downcast_ref::<ParseIntError>() {
        return match fault.kind() {
            IntErrorKind::Empty => message!("usage-number-empty"),
            IntErrorKind::PosOverflow => message!("usage-number-too-large"),
            IntErrorKind::NegOverflow => message!("usage-number-too-small"),
            _ => message!("usage-no-whole-number"),
        };
    }
    if source.is::<ParseFloatError>() {
        return message!("usage-no-number");
    }
    let words = source.to_string();
    match words.split_once(" is not in ") {
        Some((number, range)) => {
            message!("usage-number-out-of-range", number = number, range = range)
        }
        None => Message::words(words),
    }
}

/// What stands below the sentence, a line each: missing arguments, those that exclude each other, values that are possible.
fn listed(error: &Error<InWords>, styles: &Styles) -> Vec<String> {
    let (valid, invalid) = (styles.get_valid(), styles.get_invalid());
    let all = |kind, style: &Style| -> Vec<String> {
        let told = context(error, kind);
        told.iter().map(|text| painted(style, text)).collect()
    };
    match error.kind() {
        ErrorKind::MissingRequiredArgument => all(ContextKind::InvalidArg, valid),
        ErrorKind::ArgumentConflict => match all(ContextKind::PriorArg, invalid) {
            several if several.len() > 1 => several,
            _ => Vec::new(),
        },
        ErrorKind::InvalidValue => {
            let values = all(ContextKind::ValidValue, valid);
            let is_known = !values.is_empty();
            let line = is_known.then(|| tr!("usage-values", values = list(values)));
            line.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// What may have been meant.
fn tips(error: &Error<InWords>, styles: &Styles) -> Vec<String> {
    let valid = styles.get_valid();
    let kinds = [
        (ContextKind::SuggestedSubcommand, "usage-similar-commands"),
        (ContextKind::SuggestedArg, "usage-similar-arguments"),
        (ContextKind::SuggestedValue, "usage-similar-values"),
    ];
    let mut tips = Vec::new();
    for (kind, id) in kinds {
        let similar = context(error, kind);
        if !similar.is_empty() {
            let names = similar
                .iter()
                .map(|name| format!("'{}'", painted(valid, name)));
            let tip = Message::new(id)
                .with("names", list(names))
                .with("count", similar.len());
            tips.push(tip.to_string());
        }
    }
    let argument = context(error, ContextKind::InvalidArg);
    for suggestion in context(error, ContextKind::Suggested) {
        let argument = argument.first().map_or("", String::as_str);
        let existing = suggestion
            .strip_prefix('\'')
            .and_then(|rest| rest.strip_suffix("' exists"));
        tips.push(match existing {
            Some(existing) => tr!("usage-exists", name = painted(valid, existing)),
            None if suggestion.starts_with("to pass '") => tr!(
                "usage-pass-as-value",
                argument = painted(styles.get_invalid(), argument),
                instead = painted(valid, &format!("-- {argument}"))
            ),
            None => suggestion,
        });
    }
    tips
}

#[cfg(test)]
mod tests {
    use super::super::Cli;
    use super::*;
    use crate::text::{Language, Spoken};
    use clap::Parser;

    fn refusal(line: &str) -> Error {
        let words = line.split(' ');
        Cli::try_parse_from(words).unwrap_err()
    }

    const WRONG: [&str; 15] = [
        "netsmith train",
        "netsmith train mlp --epochs x",
        "netsmith train mlp --epochs -1",
        "netsmith train mlp --epochs 99999999999999999999999",
        "netsmith train mlp --split x",
        "netsmith train mlp --optimizer adm",
        "netsmith check mlp -o x",
        "netsmith train mlp --split 0.2 --validation x",
        "netsmith predict",
        "netsmith speed mlp --size 99999999999",
        "netsmith check mlp --jason",
        "netsmith check a b",
        "netsmith train --epochs",
        "netsmith check --fix=x mlp",
        "netsmith train a --epochs 1 --epochs 2",
    ];

    #[test]
    fn faults_read_in_english_as_clap_says_them() {
        let _english = Spoken::here(Language::English);
        for line in WRONG {
            let theirs = refusal(line).render().to_string();
            let ours = refusal(line).apply::<InWords>().render().to_string();
            assert_eq!(ours, theirs, "{line}");
        }
    }

    #[test]
    fn faults_read_in_chinese_without_an_english_word() {
        let _chinese = Spoken::here(Language::Chinese);
        for line in WRONG {
            let said = refusal(line).apply::<InWords>().render().to_string();
            assert!(said.starts_with("错误："), "{said}");
            for word in [
                "error", "argument", "value", "Usage", "found", "tip", "more", "invalid",
                "possible", "digit", " not ", "similar",
            ] {
                assert!(!said.contains(word), "{word}: {said}");
            }
        }
    }
}
