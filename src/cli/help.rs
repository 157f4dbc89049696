//! What `--help` prints, in the language that is spoken: clap lists commands and arguments, the words around them come from
//! the message files, and lines are broken here, for clap does not break Chinese.

use clap::builder::styling::Style;
use clap::builder::{PossibleValue, StyledStr};
use clap::{Arg, Command};

use super::columns::{width, wrapped};
use crate::message;
use crate::text::{list, say};

/// Beyond this nobody reads a line.
const WIDEST: usize = 100;
/// What an argument's help is pushed in by where it stands below the argument.
const BELOW: usize = 10;

/// `command` with everything that it says by itself put into words of ours.
pub fn in_words(command: Command) -> Command {
    let columns = terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
    let asked = std::env::var("COLUMNS")
        .ok()
        .and_then(|text| text.parse().ok());
    let columns = columns.or(asked).unwrap_or(WIDEST);
    for_columns(command, columns.clamp(40, WIDEST))
}

fn for_columns(command: Command, columns: usize) -> Command {
    finished(described(command.term_width(0)), columns)
}

/// `command` and everything below it, explained in our words.
pub fn described(mut command: Command) -> Command {
    command.build();
    translated(command)
}

/// Help, version and the command `help` are clap's own, and so is what it says of values.
fn translated(command: Command) -> Command {
    let command = command
        .mut_args(|argument| match argument.get_id().as_str() {
            "help" => argument.help(say("help-help")),
            "version" => argument.help(say("help-version")),
            _ => with_values(argument),
        })
        .mut_subcommands(|inner| match inner.get_name() {
            "help" => translated(inner.about(say("help-of-help"))),
            _ => translated(inner),
        });
    let template = template(&command);
    command.help_template(template)
}

/// The argument with its default and its values told in its help.
fn with_values(argument: Arg) -> Arg {
    let values = argument.get_possible_values();
    let values: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    let default = argument.get_default_values().first();
    let default = default.map(|default| default.to_string_lossy().into_owned());
    let takes_value = argument.get_action().takes_values();
    let mut help = message!(
        "said",
        words = argument.get_help().map(plain).unwrap_or_default()
    );
    if let Some(default) = default.filter(|_| takes_value) {
        help = message!("help-with-default", help = help, default = default);
    }
    if takes_value && !values.is_empty() {
        let values = list(values.iter().copied());
        help = message!("help-with-values", help = help, values = values);
    }
    argument
        .hide_default_value(true)
        .hide_possible_values(true)
        .help(help.to_string())
}

fn plain(text: &StyledStr) -> String {
    text.to_string()
}

fn template(command: &Command) -> String {
    let styles = command.get_styles();
    let heading = |style: &Style, id| format!("{style}{}{style:#}", say(id));
    let header = styles.get_header();
    let mut template = format!(
        "{{about}}\n\n{} {{usage}}",
        heading(styles.get_usage(), "help-usage")
    );
    let mut section = |id, tag: &str| {
        template += &format!("\n\n{}\n{tag}", heading(header, id));
    };
    if command.has_subcommands() {
        section("help-commands", "{subcommands}");
    }
    if command.get_positionals().next().is_some() {
        section("help-arguments", "{positionals}");
    }
    section("help-options", "{options}");
    template
}

/// The command with its help written out in lines of at most `columns`.
fn finished(mut command: Command, columns: usize) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|inner| inner.get_name().to_owned())
        .collect();
    for name in names {
        command = command.mut_subcommand(name, |inner| finished(inner, columns));
    }
    let text = command.render_help().ansi().to_string();
    let arguments = command.get_arguments().filter_map(Arg::get_help);
    let commands = command.get_subcommands().filter_map(Command::get_about);
    let helps: Vec<String> = arguments.chain(commands).map(plain).collect();
    let text = laid_out(&text, &helps, columns);
    command.override_help(StyledStr::from(text))
}

/// A line of help, where it explains something: what stands before the explanation, and the explanation.
fn parted<'a>(line: &'a str, helps: &'a [String]) -> Option<(&'a str, &'a str)> {
    let helps = helps.iter().filter(|help| !help.is_empty());
    let longest = helps
        .filter(|help| line.starts_with(' ') && line.ends_with(help.as_str()))
        .max_by_key(|help| help.len())?;
    Some((line.strip_suffix(longest.as_str())?, longest))
}

fn laid_out(text: &str, helps: &[String], columns: usize) -> String {
    let before = |line: &str| {
        let (before, help) = parted(line, helps)?;
        let before = width(&without_styles(before));
        (before + width(help) > columns).then_some(before)
    };
    // As clap does it: where explanations would become narrow columns, all of them stand below.
    let is_option = |line: &&str| without_styles(line).trim_start().starts_with('-');
    let widest = text.lines().filter(is_option).filter_map(before).max();
    let is_below = widest.is_some_and(|widest| widest * 5 > columns * 2);
    let mut lines = Vec::new();
    for line in text.lines() {
        match parted(line, helps) {
            Some((before, help)) if is_below && is_option(&line) => {
                lines.push(before.trim_end().to_owned());
                let help = wrapped(help, columns - BELOW);
                lines.extend(help.iter().map(|line| format!("{:BELOW$}{line}", "")));
            }
            Some((before, help)) => {
                let indent = width(&without_styles(before));
                let room = columns.saturating_sub(indent).max(BELOW);
                let mut help = wrapped(help, room).into_iter();
                lines.push(format!("{before}{}", help.next().unwrap_or_default()));
                lines.extend(help.map(|line| format!("{:indent$}{line}", "")));
            }
            None if line.starts_with(' ') || line.contains('\u{1b}') => lines.push(line.to_owned()),
            None => lines.extend(wrapped(line, columns)),
        }
    }
    lines.join("\n") + "\n"
}

/// `text` without what colors it.
fn without_styles(text: &str) -> String {
    StyledStr::from(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;
    use crate::text::{Language, Spoken};

    /// The program's command and everything below it.
    fn every_command(command: &Command, found: &mut Vec<Command>) {
        found.push(command.clone());
        for inner in command.get_subcommands() {
            every_command(inner, found);
        }
    }

    fn in_language(language: Language, columns: usize) -> Vec<Command> {
        let _spoken = Spoken::here(language);
        let mut found = Vec::new();
        every_command(&for_columns(Cli::command(), columns), &mut found);
        found
    }

    fn is_chinese(text: &str) -> bool {
        text.contains(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
    }

    #[test]
    fn every_command_and_every_argument_is_explained_in_both_languages() {
        let english = in_language(Language::English, 80);
        let chinese = in_language(Language::Chinese, 80);
        assert_eq!(english.len(), chinese.len());
        for (english, chinese) in english.iter().zip(&chinese) {
            let name = english.get_name();
            let of_command = [english, chinese].map(|it| it.get_about().map(plain));
            let arguments = english.get_arguments().zip(chinese.get_arguments());
            let of_arguments = arguments.map(|(english, chinese)| {
                let helps = [english, chinese].map(|it| it.get_help().map(plain));
                (english.get_id().to_string(), helps)
            });
            let all = of_arguments.chain([(String::new(), of_command)]);
            for (argument, [english, chinese]) in all {
                // The names of commands below `help` repeat the commands themselves.
                let [Some(english), Some(chinese)] = [english, chinese] else {
                    panic!("`{name} {argument}` is not explained");
                };
                assert!(
                    !english.is_empty() && !is_chinese(&english),
                    "{name} {argument}: {english}"
                );
                assert!(is_chinese(&chinese), "{name} {argument}: {chinese}");
            }
        }
    }

    #[test]
    fn help_fits_into_a_terminal_in_both_languages() {
        for language in Language::ALL {
            for columns in [60, 80, 100] {
                for mut command in in_language(language, columns) {
                    let text = command.render_help().to_string();
                    for line in text.lines().filter(|line| !line.contains("netsmith ")) {
                        assert!(width(line) <= columns, "{columns}: {line}");
                    }
                }
            }
        }
    }

    #[test]
    fn chinese_help_says_nothing_in_english() {
        for mut command in in_language(Language::Chinese, 80) {
            let text = command.render_help().to_string();
            for word in [
                "Usage",
                "Options:",
                "Commands:",
                "Arguments:",
                "Print",
                "default:",
                "possible",
            ] {
                assert!(!text.contains(word), "{word}: {text}");
            }
        }
    }
}
