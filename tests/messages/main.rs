//! The message files against each other and against the sources: both languages have every message, with the same
//! arguments; what is in a file is said somewhere, and what is said is in a file. Reads text only.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the sources are our own, and clippy spares tests but not the functions that tests share"
)]

mod calls;
mod handbook;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use calls::{Call, calls_in, literals_in, without_tests_and_comments};
use fluent_syntax::ast;
use fluent_syntax::parser::parse;

/// The arguments of each message, by id.
type Messages = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_language_has_every_message_with_the_same_arguments() {
    let english = messages("en-US");
    let mut faults = Vec::new();
    for language in languages() {
        let other = messages(&language);
        for (id, arguments) in &english {
            match other.get(id) {
                None => faults.push(format!("`{id}` is missing in {language}")),
                Some(found) if found != arguments => faults.push(format!(
                    "`{id}` has the arguments {arguments:?} in en-US, {found:?} in {language}"
                )),
                Some(_) => {}
            }
        }
        let only_there = other.keys().filter(|id| !english.contains_key(*id));
        faults.extend(only_there.map(|id| format!("`{id}` of {language} is missing in en-US")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_message_is_said_somewhere() {
    let said: BTreeSet<String> = sources()
        .iter()
        .flat_map(|(_, code)| literals_in(code))
        .collect();
    let unsaid: Vec<String> = messages("en-US")
        .into_keys()
        .filter(|id| !said.contains(id))
        .collect();
    assert!(unsaid.is_empty(), "nobody says:\n{}", unsaid.join("\n"));
}

#[test]
fn whatever_is_said_is_in_a_file_and_gets_the_arguments_that_it_needs() {
    let known = messages("en-US");
    let mut faults = Vec::new();
    let mut count = 0;
    for (file, code) in sources() {
        for Call { id, arguments } in calls_in(&code) {
            count += 1;
            match known.get(&id) {
                None => faults.push(format!("`{id}` is in no file: {}", file.display())),
                Some(needed) if arguments.is_subset(needed) && needed.is_subset(&arguments) => {}
                Some(needed) => faults.push(format!(
                    "`{id}` needs {needed:?} and gets {arguments:?}: {}",
                    file.display()
                )),
            }
        }
    }
    assert!(count > 100, "expected many messages, found {count}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// As many texts of two words still stand in the code of the window, none of them a sentence: words that a search knows, names
/// of widgets that nobody sees, formats of times and of SVG. The number may only fall.
const SENTENCES_LEFT_IN_CODE: usize = 37;

#[test]
fn no_sentence_comes_into_the_code_again() {
    let left = left_in("app", is_sentence);
    assert_eq!(
        left.len(),
        SENTENCES_LEFT_IN_CODE,
        "sentences belong into assets/locales; where there are fewer now, write the smaller number:\n{}",
        left.join("\n")
    );
}

/// The rooms that say nothing in the code any more.
const ROOMS: [&str; 16] = [
    "assets",
    "cli",
    "data",
    "diagram",
    "engine",
    "files",
    "graph",
    "handbook",
    "interrupt",
    "layer",
    "lesson",
    "markdown",
    "project",
    "recipe",
    "report",
    "text",
];

/// What no user reads, or reads in every language alike: where it stands, and how it begins.
const IN_NO_LANGUAGE: [(&str, &str); 43] = [
    // Nothing but tests.
    ("engine/run/interrupted.rs", ""),
    // Panics that cannot be, and what compares results.
    ("engine/ops/", ""),
    ("engine/optimizer/", "the CPU device computes in f32"),
    ("engine/network/build.rs", "(no layer)"),
    ("graph/problem/mod.rs", "no repair `"),
    ("text/language.rs", "the language lasts"),
    ("cli/panic_hook.rs", "Netsmith {} on"),
    // Tests in files of their own.
    ("/tests", ""),
    // What a log says.
    ("data/identity.rs", ""),
    // What SVG and PDF are written in.
    ("training/chart_svg.rs", ""),
    ("report/pdf/", "/"),
    ("report/pdf/", "<<"),
    ("report/pdf/faces.rs", "{count} beginbfchar"),
    ("report/pdf/faces.rs", "endcmap"),
    ("report/pdf/file.rs", "%PDF"),
    ("report/pdf/file.rs", "trailer"),
    // Keras's own table, read and printed.
    ("graph/listing/", ""),
    ("graph/summary.rs", "Layer (type)"),
    ("graph/summary.rs", "Output Shape"),
    ("graph/summary.rs", "Connected to"),
    ("graph/summary.rs", "Total params"),
    ("graph/summary.rs", "Trainable params"),
    ("graph/summary.rs", "Non-trainable params"),
    // Names and words that files, systems and libraries use.
    ("engine/profile/operation.rs", ""),
    ("engine/memory.rs", "Max address space"),
    ("data/sniff.rs", "\\x89HDF"),
    ("data/kinds.rs", "version https"),
    ("data/kinds.rs", "<!doctype html"),
    ("data/readers/hdf5_array/mod.rs", "not supported"),
    ("data/readers/folder/layout.rs", ""),
    ("data/readers/builtin/drawn.rs", "not happy"),
    ("files/json.rs", " at line"),
    ("layer/catalog.rs", "fully connected"),
    // The end of a sentence of serde's, which is in English.
    ("layer/value.rs", "a switch, a number"),
    ("diagram/svg/", ""),
    ("lesson/report.rs", "<!doctype html"),
    ("lesson/report.rs", "body{"),
    ("report/drawing.rs", ""),
    ("report/page.rs", ""),
    ("report/words.rs", "%Y"),
    ("text/count.rs", ""),
    // How clap calls what it finds, and what a command is called.
    ("cli/usage.rs", ""),
    ("cli/mod.rs", "netsmith [FILE]"),
];

#[test]
fn rooms_that_are_done_say_nothing_in_the_code() {
    let mut left = Vec::new();
    for room in ROOMS {
        left.extend(left_in(room, |literal| {
            is_sentence(&without_places(literal))
        }));
    }
    assert!(
        left.is_empty(),
        "sentences belong into assets/locales:\n{}",
        left.join("\n")
    );
}

#[test]
fn the_command_line_prints_no_word_of_the_code() {
    let mut left = left_in("cli", |literal| {
        let is_filled = literal.contains('{');
        let name_of_file = literal.starts_with("crash-");
        is_filled && !name_of_file && has_word(&without_places(literal))
    });
    left.extend(printed_in(&root().join("src/cli")));
    assert!(
        left.is_empty(),
        "what is printed belongs into assets/locales:\n{}",
        left.join("\n")
    );
}

/// Literals that are handed straight to what prints them.
fn printed_in(room: &Path) -> Vec<String> {
    let printers = [
        "note(",
        ".line(",
        ".text(",
        "set_message(",
        "set_prefix(",
        "with_message(",
        "Slow::new(",
        "left(",
        "right(",
        "println!(",
    ];
    let mut found = Vec::new();
    for (file, code) in sources() {
        let starts = printers.iter().flat_map(|start| code.match_indices(start));
        for (at, start) in starts.filter(|_| file.starts_with(room)) {
            let inside = code[at + start.len()..].trim_start();
            let literal = inside.trim_start_matches('&').strip_prefix('"');
            found.extend(
                literal.map(|it| format!("{}: {}", file.display(), &it[..it.len().min(40)])),
            );
        }
    }
    found
}

/// Literals of a room that are as `is_meant` says and that somebody reads.
fn left_in(room: &str, is_meant: impl Fn(&str) -> bool) -> Vec<String> {
    let room = root().join("src").join(room);
    let mut left = Vec::new();
    for (file, code) in sources() {
        if !file.starts_with(&room) {
            continue;
        }
        let name = file.display().to_string().replace('\\', "/");
        let is_spared = |literal: &str| {
            let mut spared = IN_NO_LANGUAGE.iter();
            spared.any(|(part, start)| name.contains(part) && literal.starts_with(start))
        };
        let lines = code.lines().filter(|line| !is_for_developers(line));
        let said: Vec<&str> = lines.collect();
        let meant = literals_in(&said.join("\n")).into_iter();
        let meant = meant.filter(|literal| is_meant(literal) && !is_spared(literal));
        left.extend(meant.map(|literal| format!("{name}: {literal}")));
    }
    left
}

/// A literal without what is filled in.
fn without_places(literal: &str) -> String {
    let mut words = String::new();
    let mut depth = 0_usize;
    for letter in literal.replace("\\n", " ").chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => words.push(letter),
            _ => {}
        }
    }
    words
}

/// A word in small letters; what follows a number as its unit is none.
fn has_word(literal: &str) -> bool {
    const UNITS: [&str; 2] = ["ms", "MiB"];
    let mut words = literal.split(|letter: char| !letter.is_alphabetic());
    words.any(|word| word.chars().count() > 1 && !UNITS.contains(&word))
}

/// A log, the text of a panic that cannot be, or a lint's reason.
fn is_for_developers(line: &str) -> bool {
    let marks = [
        "reason =", "expect(", "debug!(", "warn!(", "error!(", "info!(",
    ];
    marks.iter().any(|mark| line.contains(mark))
}

/// Two words, one of them with small letters.
fn is_sentence(literal: &str) -> bool {
    let words = literal
        .split(' ')
        .filter(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1);
    words.count() > 1
}

#[test]
fn message_files_have_no_faults_and_no_message_twice() {
    for language in languages() {
        let mut seen = BTreeSet::new();
        for file in files_in(&locales().join(&language), "ftl") {
            let text = fs::read_to_string(&file).unwrap();
            let resource = parse(text.as_str());
            let resource = resource.unwrap_or_else(|(_, faults)| {
                panic!("{} cannot be read: {faults:?}", file.display())
            });
            for entry in resource.body {
                match entry {
                    ast::Entry::Message(message) => {
                        let id = message.id.name.to_owned();
                        assert!(seen.insert(id.clone()), "`{id}` is there twice");
                    }
                    ast::Entry::Junk { content } => {
                        panic!("{}: {content}", file.display());
                    }
                    _ => {}
                }
            }
        }
    }
}

/// Chinese has one form for all numbers: what stands behind `[one]` is never said. A number itself, `[1]`, is.
#[test]
fn no_chinese_message_waits_for_a_form_that_chinese_lacks() {
    for file in files_in(&locales().join("zh-Hans"), "ftl") {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains("[one]"), "{}", file.display());
    }
}

fn messages(language: &str) -> Messages {
    let mut messages = Messages::new();
    for file in files_in(&locales().join(language), "ftl") {
        let text = fs::read_to_string(&file).unwrap();
        let resource = parse(text.as_str()).unwrap_or_else(|(resource, _)| resource);
        for entry in resource.body {
            if let ast::Entry::Message(message) = entry {
                let mut arguments = BTreeSet::new();
                if let Some(pattern) = &message.value {
                    of_pattern(pattern, &mut arguments);
                }
                messages.insert(message.id.name.to_owned(), arguments);
            }
        }
    }
    assert!(!messages.is_empty(), "no messages in {language}");
    messages
}

fn of_pattern(pattern: &ast::Pattern<&str>, arguments: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            of_expression(expression, arguments);
        }
    }
}

fn of_expression(expression: &ast::Expression<&str>, arguments: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(inline) => of_inline(inline, arguments),
        ast::Expression::Select { selector, variants } => {
            of_inline(selector, arguments);
            for variant in variants {
                of_pattern(&variant.value, arguments);
            }
        }
    }
}

fn of_inline(inline: &ast::InlineExpression<&str>, arguments: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.to_owned());
        }
        ast::InlineExpression::Placeable { expression } => of_expression(expression, arguments),
        _ => {}
    }
}

/// The program's own sources, without tests and comments.
fn sources() -> Vec<(PathBuf, String)> {
    let files = files_in(&root().join("src"), "rs");
    files
        .into_iter()
        .map(|file| {
            let code = without_tests_and_comments(&fs::read_to_string(&file).unwrap());
            (file, code)
        })
        .collect()
}

fn files_in(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The folders of the message files.
fn languages() -> Vec<String> {
    let folders = fs::read_dir(locales()).unwrap();
    let name = |folder: std::io::Result<fs::DirEntry>| folder.unwrap().file_name();
    let names = folders.map(|folder| name(folder).to_string_lossy().into_owned());
    names.collect()
}

fn locales() -> PathBuf {
    root().join("assets/locales")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
