//! The rules of the house that no lint knows: ARCHITECTURE.md's table of rooms, checked against the sources.
//! Reads text only; links neither Burn nor egui.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the sources are our own, and clippy spares tests but not the functions that tests share"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Crates that only the named rooms may mention.
const CONFINED_CRATES: [(&str, &[&str]); 14] = [
    ("burn", &["engine", "kernels"]),
    ("burn_autodiff", &["engine"]),
    ("netsmith_kernels", &["engine"]),
    ("tokio", &["engine"]),
    ("getrandom", &["engine"]),
    ("rpassword", &["cli"]),
    ("egui", &["app"]),
    ("eframe", &["app"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("prost", &["exchange"]),
    ("pytorch_reader", &["exchange"]),
    ("roxmltree", &["exchange"]),
];

/// Rooms that are plain data: they open no file and start no process.
const ROOMS_WITHOUT_IO: [&str; 3] = ["graph", "layer", "recipe"];

#[test]
fn rooms_use_only_the_rooms_that_the_map_allows() {
    let allowed = rooms_on_the_map();
    let mut faults = Vec::new();
    for (room, file) in sources() {
        let Some(may_use) = allowed.get(&room) else {
            faults.push(format!("`{room}` is not in ARCHITECTURE.md's table"));
            continue;
        };
        for used in names_after(&code_of(&file), "crate::") {
            if allowed.contains_key(&used) && used != room && !may_use.contains(&used) {
                faults.push(format!("`{room}` may not use `{used}`: {}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What can be asked of the window is told in words of its own: whoever names a command drags in nothing else of it.
#[test]
fn commands_know_nothing_else_of_the_window() {
    let mut faults = Vec::new();
    for (room, file) in sources_of_the_window() {
        if room == "command" {
            let used = rooms_of_the_window_used_by(&file);
            let others: Vec<_> = used.iter().filter(|used| *used != "command").collect();
            if !others.is_empty() {
                faults.push(format!("{others:?} in {}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Rooms of the window use only those that stand before them in ARCHITECTURE.md, so that no circle of files leaves a room.
#[test]
fn rooms_of_the_window_use_only_those_below_them() {
    let order = rooms_of_the_window_from_the_ground_up();
    let floor = |room: &str| order.iter().position(|it| it == room);
    let mut faults = Vec::new();
    for (room, file) in sources_of_the_window() {
        let Some(own) = floor(&room) else { continue };
        for used in rooms_of_the_window_used_by(&file) {
            if floor(&used).is_some_and(|other| other > own) {
                faults.push(format!("`{room}` may not use `{used}`: {}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Where commands take effect, the window itself, and the one file that takes the workbench apart for the panels.
const KNOW_THE_WORKBENCH: [&str; 5] = [
    "apply/",
    "frame/panes.rs",
    "run.rs",
    "window",
    "workbench.rs",
];

/// A panel that was handed everything could be tried with nothing less, and nobody would see what it depends on.
#[test]
fn panels_get_what_they_show_and_never_the_workbench() {
    let app = source_folder().join("app");
    let mut faults = Vec::new();
    for (_, file) in sources_of_the_window() {
        let inside = file.strip_prefix(&app).unwrap().to_string_lossy();
        let inside = inside.replace('\\', "/");
        let may = KNOW_THE_WORKBENCH.iter().any(|it| inside.starts_with(it));
        if !may && names_word(&code_of(&file), "Workbench") {
            faults.push(format!("the workbench in {}", file.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn burn_egui_and_clap_stay_in_their_rooms() {
    let mut faults = Vec::new();
    for (room, file) in sources() {
        let code = code_of(&file);
        for (name, rooms) in CONFINED_CRATES {
            if !rooms.contains(&room.as_str()) && mentions_crate(&code, name) {
                faults.push(format!("`{name}` outside {rooms:?}: {}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn plain_data_never_touches_the_disk() {
    for (room, file) in sources() {
        if ROOMS_WITHOUT_IO.contains(&room.as_str()) {
            let code = code_of(&file);
            for call in ["std::fs", "std::net", "std::process"] {
                assert!(!code.contains(call), "`{call}` in {}", file.display());
            }
        }
    }
}

#[test]
fn every_room_says_what_it_is_for_and_what_it_never_does() {
    let rooms: BTreeSet<String> = sources().into_iter().map(|(room, _)| room).collect();
    for room in rooms {
        let folder = source_folder().join(&room);
        let package = folder.join("lib.rs");
        let file = if package.is_file() {
            package
        } else if folder.is_dir() {
            folder.join("mod.rs")
        } else {
            folder.with_extension("rs")
        };
        let text = fs::read_to_string(&file).unwrap();
        let opening: String = text
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .collect();
        assert!(
            opening.contains("Never"),
            "expected a sentence on what `{room}` never does"
        );
    }
}

/// Words as the British spell them, which the window and the command line do not use.
const BRITISH: [&str; 15] = [
    "colour",
    "grey",
    "centre",
    "normalis",
    "minimis",
    "maximis",
    "initialis",
    "optimis",
    "recognis",
    "favour",
    "neighbour",
    "behaviour",
    "licence",
    "labelled",
    "cancelled",
];

#[test]
fn what_is_said_is_spelled_as_in_america() {
    let mut faults = Vec::new();
    for (_, file) in sources() {
        let code = code_of(&file);
        // Tests come last in their file, and their names are nobody's words.
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code
            .lines()
            .filter(|line| !line.trim_start().starts_with("reason ="))
        {
            for said in line.split('"').skip(1).step_by(2) {
                // One small word is a key in a file or in the window's memory.
                let is_said = said.contains(' ') || said.starts_with(char::is_uppercase);
                let words = without_holes(said).to_lowercase();
                if is_said && BRITISH.iter().any(|british| words.contains(british)) {
                    faults.push(format!("“{said}” in {}", file.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A text without the names of what is filled in.
fn without_holes(text: &str) -> String {
    let pieces = text.split('{').enumerate();
    let outside = pieces.map(|(index, piece)| match index {
        0 => piece,
        _ => piece.split_once('}').map_or("", |(_, rest)| rest),
    });
    outside.collect()
}

/// Room by room, what the table in ARCHITECTURE.md lets it use: `| \`room\` | what | \`a\`, \`b\` |`.
fn rooms_on_the_map() -> BTreeMap<String, BTreeSet<String>> {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    // What is inside of the window has a table of its own, with folders that are called like rooms.
    let of_rooms = map.split("## Inside the window").next();
    let rooms: BTreeMap<_, _> = of_rooms
        .unwrap_or_default()
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            let [room, .., may_use] = cells.as_slice() else {
                panic!("expected a table row with at least two cells, found {line}");
            };
            (quoted(room).pop_first().unwrap(), quoted(may_use))
        })
        .collect();
    assert!(
        rooms.len() > 5,
        "expected the table of rooms in ARCHITECTURE.md"
    );
    rooms
}

/// The rooms in the first column of the table under "Inside the window", in their order.
fn rooms_of_the_window_from_the_ground_up() -> Vec<String> {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, inside) = map.split_once("## Inside the window").unwrap();
    let (inside, _) = inside.split_once("\n## ").unwrap();
    let rows = inside.lines().filter(|line| line.starts_with("| `"));
    let first_cells = rows.map(|row| row.trim_matches('|').split('|').next().unwrap());
    let rooms: Vec<String> = first_cells.flat_map(in_quotes).collect();
    assert!(rooms.len() > 20, "expected the table of the window's rooms");
    rooms
}

/// The files of `app` with the room of it that each belongs to, without those that tie the rooms together.
fn sources_of_the_window() -> Vec<(String, PathBuf)> {
    let app = source_folder().join("app");
    let of_app = sources().into_iter().filter(|(room, _)| room == "app");
    let with_room = of_app.filter_map(|(_, file)| {
        let inside = file.strip_prefix(&app).ok()?;
        let first = Path::new(inside.components().next()?.as_os_str());
        let room = first.file_stem()?.to_string_lossy().into_owned();
        (room != "mod").then_some((room, file))
    });
    with_room.collect()
}

/// The rooms of the window that a file names, by whichever way: from the top, or up and over.
fn rooms_of_the_window_used_by(file: &Path) -> BTreeSet<String> {
    let app = source_folder().join("app");
    let depth = file.strip_prefix(&app).unwrap().components().count();
    let is_face = file.file_name().is_some_and(|name| name == "mod.rs");
    // Its tests stand one module further down, and may reach up to what they need.
    let code = code_of(file);
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let up = "super::".repeat(depth - usize::from(is_face));
    let mut used = names_after(code, "crate::app::");
    let is_longer = |before: &str| before.ends_with("super::") || before.ends_with("self::");
    for (at, _) in code.match_indices(&up) {
        let further = &code[at + up.len()..];
        if !is_longer(&code[..at]) && !further.starts_with("super::") {
            used.extend(names_at(further));
        }
    }
    used
}

/// The words between back quotes.
fn quoted(cell: &str) -> BTreeSet<String> {
    in_quotes(cell).collect()
}

/// The same in their order.
fn in_quotes(cell: &str) -> impl Iterator<Item = String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned)
}

/// Every source file with the room it belongs to; `lib.rs` and `main.rs` belong to none.
fn sources() -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![source_folder()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((room_of(&path), path));
            }
        }
    }
    found.retain(|(room, _)| !["lib", "main"].contains(&room.as_str()));
    found.sort();
    found
}

fn room_of(file: &Path) -> String {
    let inside = file.strip_prefix(source_folder()).unwrap();
    let first = Path::new(inside.components().next().unwrap().as_os_str());
    first.file_stem().unwrap().to_string_lossy().into_owned()
}

/// A file without its comments; tests count, since they show what a room depends on.
fn code_of(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// What is named right after `prefix`, one by one or between braces.
fn names_after(code: &str, prefix: &str) -> BTreeSet<String> {
    code.split(prefix).skip(1).flat_map(names_at).collect()
}

/// The name at the beginning of `rest`, or those between the braces there: of `{a::{b, c}, d}` these are a and d.
fn names_at(rest: &str) -> BTreeSet<String> {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    let name = |text: &str| text.chars().take_while(|&c| is_name(c)).collect();
    let Some(inside) = rest.strip_prefix('{') else {
        return [name(rest)].into();
    };
    let mut depth = 0;
    let mut names = BTreeSet::new();
    let mut begin = 0;
    for (at, character) in inside.char_indices() {
        match character {
            ',' | '}' if depth == 0 => {
                names.insert(name(inside[begin..at].trim_start()));
                begin = at + 1;
                if character == '}' {
                    break;
                }
            }
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    names
}

/// Whether `word` occurs as a name of its own.
fn names_word(code: &str, word: &str) -> bool {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    code.match_indices(word).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + word.len()..]);
        !before.ends_with(is_name) && !after.starts_with(is_name)
    })
}

/// Whether `name::` occurs as a path's first part.
fn mentions_crate(code: &str, name: &str) -> bool {
    let is_path =
        |character: char| character.is_alphanumeric() || character == '_' || character == ':';
    let path = format!("{name}::");
    code.match_indices(&path)
        .any(|(at, _)| !code[..at].ends_with(is_path))
}

fn source_folder() -> PathBuf {
    root().join("src")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
