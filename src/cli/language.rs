//! Which language the command line speaks, and the window until its own settings are read.

use std::ffi::OsString;

use crate::text::{self, Language};
use crate::tr;

/// The variable that names a language where `--lang` does not.
const VARIABLE: &str = "NETSMITH_LANG";

/// Speaks the language of `--lang`, of `NETSMITH_LANG`, that of the window's settings or that of the system. It stands before the parser of arguments, whose help
/// and faults are in that language too.
pub fn speak_as_asked() {
    match asked_for() {
        Some(language) => text::insist(language),
        None => text::propose(crate::app::kept_language().unwrap_or_else(Language::of_system)),
    }
}

fn asked_for() -> Option<Language> {
    let arguments: Vec<String> = std::env::args_os().map(lossy).collect();
    let argument = argument(&arguments).and_then(Language::of_tag);
    argument.or_else(|| Language::of_tag(&lossy(std::env::var_os(VARIABLE)?)))
}

/// What stands behind `--lang`.
fn argument(arguments: &[String]) -> Option<&str> {
    let mut arguments = arguments.iter().skip(1).map(String::as_str);
    while let Some(argument) = arguments.next() {
        match argument {
            "--" => return None,
            "--lang" => return arguments.next(),
            other => {
                if let Some(tag) = other.strip_prefix("--lang=") {
                    return Some(tag);
                }
            }
        }
    }
    None
}

fn lossy(text: OsString) -> String {
    text.to_string_lossy().into_owned()
}

/// Reads the value of `--lang`.
pub fn read(tag: &str) -> Result<Language, String> {
    Language::of_tag(tag).ok_or_else(|| tr!("language-unknown", tag = tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_stands_behind_its_argument() {
        let found = |line: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            argument(&words).map(str::to_owned)
        };
        assert_eq!(found("netsmith check --lang zh x").as_deref(), Some("zh"));
        assert_eq!(found("netsmith --lang=en check").as_deref(), Some("en"));
        assert_eq!(found("netsmith check -- --lang zh"), None);
        assert_eq!(found("netsmith check --lang"), None);
    }

    #[test]
    fn a_language_that_nothing_is_written_in_is_refused() {
        assert_eq!(read("zh_CN"), Ok(Language::Chinese));
        assert!(read("fr").unwrap_err().contains("`fr`"));
    }
}
