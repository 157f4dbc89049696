//! The handbook against itself and against the sources: both languages have the same pages with the same pictures and links,
//! whatever is linked is there, and commands, options and keys are those of the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::{files_in, root};

const LANGUAGES: [&str; 2] = ["en", "zh-Hans"];

fn folder(language: &str) -> PathBuf {
    root().join("docs/handbook").join(language)
}

/// The pages of a language by the names of their files.
fn pages(language: &str) -> BTreeMap<String, String> {
    let files = files_in(&folder(language), "md");
    let page = |file: &PathBuf| {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(file).unwrap())
    };
    files.iter().map(page).collect()
}

/// What stands between `open` and `close`, again and again.
fn between<'a>(text: &'a str, open: &'a str, close: char) -> impl Iterator<Item = &'a str> {
    let parts = text.split(open).skip(1);
    parts.filter_map(move |part| part.split_once(close).map(|(inside, _)| inside))
}

/// A page without the blocks of code in it, and these blocks.
fn words_and_code(page: &str) -> (String, String) {
    let (mut words, mut code) = (String::new(), String::new());
    let mut fence: Option<&str> = None;
    for line in page.lines() {
        let marks = line.len() - line.trim_start_matches('`').len();
        match fence {
            Some(open) if line.starts_with(open) => fence = None,
            Some(_) => code = code + line + "\n",
            None if marks >= 3 => fence = Some(&line[..marks]),
            None => words = words + line + "\n",
        }
    }
    (words, code)
}

/// Names in back quotes and lines of code, of both languages.
fn all_code() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for page in LANGUAGES.iter().flat_map(|language| pages(language)) {
        let (words, code) = words_and_code(&page.1);
        found.extend(code.lines().map(str::to_owned));
        let quoted = words.split('`').skip(1).step_by(2);
        found.extend(quoted.map(str::to_owned));
    }
    found
}

#[test]
fn every_language_has_the_same_pages_with_the_same_pictures_links_and_keys() {
    let [english, chinese] = LANGUAGES.map(pages);
    let names: Vec<&String> = english.keys().collect();
    assert!(chinese.keys().eq(names.iter().copied()));
    let is_key = |code: &&str| code.contains('+') || code.starts_with('F');
    for name in names {
        let facts = |page: &str| {
            let (words, _) = words_and_code(page);
            let links: Vec<String> = between(&words, "](", ')').map(str::to_owned).collect();
            let quoted = words.split('`').skip(1).step_by(2).filter(is_key);
            let keys: Vec<String> = quoted.map(str::to_owned).collect();
            let rows = words.lines().filter(|line| line.starts_with('|')).count();
            let headings = words.lines().filter(|line| line.starts_with('#')).count();
            (links, keys, rows, headings)
        };
        assert_eq!(facts(&english[name]), facts(&chinese[name]), "{name}");
    }
}

#[test]
fn whatever_pages_link_is_there_and_whatever_is_there_is_shown() {
    let sources = ["pages", "pictures"].map(|name| {
        let file = root().join(format!("src/handbook/{name}.rs"));
        fs::read_to_string(file).unwrap()
    });
    for language in LANGUAGES {
        let mut linked = BTreeSet::from(["README.md".to_owned()]);
        for (name, page) in pages(language) {
            let (words, _) = words_and_code(&page);
            for link in between(&words, "](", ')') {
                let file = folder(language).join(link);
                assert!(file.is_file(), "{name} of {language}: {link}");
                linked.insert(link.to_owned());
            }
        }
        let pictures = files_in(&folder(language).join("pictures"), "png");
        let of_pages = pages(language).into_keys();
        let name = |file: &Path| file.file_name().unwrap().to_string_lossy().into_owned();
        let all = of_pages.chain(
            pictures
                .iter()
                .map(|file| format!("pictures/{}", name(file))),
        );
        for file in all {
            assert!(
                linked.contains(&file),
                "nothing leads to {file} of {language}"
            );
            let stem = Path::new(&file).file_stem().unwrap().to_string_lossy();
            let is_known = sources.iter().any(|it| it.contains(&format!("\"{stem}\"")));
            assert!(is_known, "{file} is not compiled in");
        }
    }
}

#[test]
fn commands_and_options_in_the_handbook_are_those_of_the_command_line() {
    let sources = files_in(&root().join("src/cli"), "rs");
    let code: String = sources
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let list = fs::read_to_string(root().join("src/cli/mod.rs")).unwrap();
    let (_, list) = list.split_once("enum Command {").unwrap();
    let (list, _) = list.split_once("\n}").unwrap();
    let variants = list.lines().filter_map(|line| line.trim().split_once('('));
    let commands: BTreeSet<String> = variants.map(|(variant, _)| kebab(variant)).collect();
    let mut count = 0;
    for line in all_code() {
        // Behind more spaces stands what a line does.
        if let Some(words) = line.strip_prefix("netsmith ") {
            let command = words.split(' ').next().unwrap_or_default();
            let is_command = command.starts_with(|letter: char| letter.is_ascii_lowercase());
            let is_known = command == "help" || commands.contains(command);
            assert!(is_known || !is_command, "{line}");
            count += 1;
        }
        // Options of other programs are theirs.
        if ["torchrun ", "cargo "]
            .iter()
            .any(|it| line.starts_with(it))
        {
            continue;
        }
        for option in line
            .split_whitespace()
            .filter_map(|word| word.strip_prefix("--"))
        {
            let field = format!("{}:", option.replace('-', "_"));
            let mut given = ["long", "alias"].iter();
            let is_given = given.any(|way| code.contains(&format!("{way} = \"{option}\"")));
            assert!(code.contains(&field) || is_given, "--{option} in {line}");
        }
    }
    assert!(count > 10, "{count} commands");
}

fn kebab(variant: &str) -> String {
    let mut name = String::new();
    for letter in variant.chars().filter(|letter| letter.is_alphanumeric()) {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

#[test]
fn keys_in_the_handbook_run_commands() {
    let sources = files_in(&root().join("src/app/command"), "rs");
    let code: String = sources
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let mut known = BTreeSet::new();
    for (call, held) in [
        (".key(Key::", ""),
        (".ctrl(Key::", "Ctrl+"),
        (".ctrl_shift(Key::", "Ctrl+Shift+"),
        (".shift(Key::", "Shift+"),
        (".alt(Key::", "Alt+"),
    ] {
        known.extend(between(&code, call, ')').map(|key| format!("{held}{}", on_keyboard(key))));
    }
    // Keys of workspaces are given by number.
    known.extend((1..=4).map(|number| format!("Alt+{number}")));
    // The way back through the controls is egui's own.
    known.insert("Shift+Tab".to_owned());
    let is_key = |text: &str| {
        let plain = text.rsplit('+').next().unwrap_or_default();
        let is_function = plain
            .strip_prefix('F')
            .is_some_and(|it| it.parse::<u8>().is_ok());
        is_function
            || ["Ctrl+", "Alt+", "Shift+"]
                .iter()
                .any(|held| text.starts_with(held))
    };
    let keys: Vec<String> = all_code().into_iter().filter(|text| is_key(text)).collect();
    assert!(keys.len() > 30, "{keys:?}");
    for key in keys {
        assert!(known.contains(&key), "`{key}` runs nothing");
    }
}

/// A key as it is called on a keyboard.
fn on_keyboard(key: &str) -> &str {
    match key {
        "Slash" => "/",
        "ArrowUp" => "Up",
        "Plus" => "+",
        "Minus" => "-",
        key => key.strip_prefix("Num").unwrap_or(key),
    }
}
