//! Reading lessons: what is refused, with its line, and that nothing makes the reader stumble.

use super::*;
use crate::markdown::Block;
use crate::text::{Language, Spoken};

const HEAD: &str = "---\nlesson: 1\ntitle: T\n---\n\n## S\n\nDo it.\n\n";

/// Everything that is wrong with a text.
fn faults(text: &str) -> Vec<String> {
    match read(text) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.0.iter().map(ToString::to_string).collect(),
    }
}

/// What is wrong with a check, without the line.
fn fault_of(lines: &str) -> String {
    let found = faults(&format!("{HEAD}```check\n{lines}\n```\n"));
    assert_eq!(found.len(), 1, "{lines}: {found:?}");
    found[0].split_once(": ").unwrap().1.to_owned()
}

#[test]
fn a_lesson_is_read_with_its_steps_hints_and_checks() {
    let text = "\u{feff}---\r\nlesson: 1\r\ntitle: 残差：一课\r\nlanguage: zh\r\nid: x\r\n---\r\nHello\r\n\r\n## One {#a}\r\n\r\nDo `this`.\r\n\
        \r\n```hint\r\nTry.\r\n```\r\n```python\r\n## no step\r\n```\r\n```check\r\n# a remark\r\nlayer Conv2D\r\nsays： 一个卷积\r\notherwise: Add it.\r\n```\r\n## Two\r\nMore.\r\n";
    let lesson = read(text).unwrap();
    assert_eq!(
        (lesson.id.as_str(), lesson.title.as_str()),
        ("x", "残差：一课")
    );
    assert_eq!(lesson.language, Some(Language::Chinese));
    let [one, two] = &lesson.parts[..] else {
        panic!("{lesson:?}");
    };
    assert_eq!((one.id.as_str(), one.title.as_str()), ("a", "One"));
    assert_eq!(
        (one.hints.len(), one.checks.len(), two.checks.len()),
        (1, 1, 0)
    );
    assert_eq!(one.checks[0].says, "一个卷积");
    assert_eq!(one.checks[0].otherwise, "Add it.");
    assert!(matches!(&one.goal[1], Block::Code(code) if code == "## no step\n"));
}

#[test]
fn every_fault_is_told_with_its_line() {
    let _english = Spoken::here(Language::English);
    let text = "---\nlesson: 1\ntitl: T\n---\n## A\n\n```check\nlayer Conv2\n```\n\n```chek\nx\n```\n## A\nDo.\n```hint\n";
    assert_eq!(
        faults(text),
        [
            "line 1: expected “title: …” between the lines “---”, found none",
            "line 3: expected one of lesson, title, id, language, author, summary, found “titl”; did you mean title?",
            "line 8: expected a kind of layer (Input, Conv2D, ZeroPadding2D, BatchNormalization, Dropout, Activation, \
             MaxPooling2D, AveragePooling2D, GlobalMaxPooling2D, GlobalAveragePooling2D, Dense, Flatten, Add, Concatenate, \
             or any), found “Conv2”; did you mean Conv2D?",
            "line 11: expected the block to be called hint or check, found “chek”; did you mean check?",
            "line 14: expected steps of different names, found “A” again; change the heading, or give it an id such as {#second}",
            "line 16: expected ``` at the end of the block that begins here, found none",
        ]
    );
}

#[test]
fn what_is_no_lesson_is_refused_in_a_sentence() {
    let _english = Spoken::here(Language::English);
    let first = |text: &str| faults(text).remove(0);
    assert!(first("").starts_with("line 1: expected “---” in the first line"));
    assert!(first("# A page").starts_with("line 1: expected “---” in the first line"));
    assert!(first("---\ntitle: x").contains("a second line “---”"));
    assert!(first("---\nlesson: 1\ntitle: x\n---\nwords").contains("at least one step"));
    assert!(first("---\nlesson: 2\ntitle: x\n---\n## a\nb").contains("found version “2”"));
    assert!(first(&format!("{HEAD}a\u{1b}[31m")).contains("\\u{1b}"));
    assert!(first(&format!("{HEAD}a\u{202e}")).contains("\\u{202e}"));
    let error = read_bytes(b"---\nlesson: 1\n\xff").unwrap_err();
    assert_eq!(error.0[0].line, 3);
    let large = vec![b'a'; LARGEST_BYTES as usize + 1];
    assert!(
        read_bytes(&large)
            .unwrap_err()
            .to_string()
            .contains("at most 256 KiB")
    );
    let many = "## s\nx\n".repeat(200);
    assert!(first(&format!("---\nlesson: 1\ntitle: x\n---\n{many}")).contains("at most 100 steps"));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table with one case a line")]
fn every_fault_of_a_check_says_what_was_expected() {
    let _english = Spoken::here(Language::English);
    for (lines, part) in [
        ("", "expected a check such as"),
        ("layers Conv2D", "did you mean layer?"),
        ("layer", "expected a kind of layer here"),
        (
            "layer Conv2D filters",
            "expected a comparison without spaces",
        ),
        ("layer Conv2D filter=3", "did you mean filters?"),
        ("layer Conv2D filters=many", "“many” is no value of filters"),
        ("layer Conv2D padding=sam", "“sam” is no value of padding"),
        (
            "layer Conv2D filters>=many",
            "expected a number, found “many”",
        ),
        ("layer Conv2D shape=3x3", "expected a shape such as"),
        ("layer Conv2D shape>=3", "expected a shape such as"),
        ("layer Conv2D at least few", "expected a whole number"),
        ("layer Conv2D exactly -1", "expected a whole number"),
        ("layer any filters=3", "expected one of shape, params"),
        ("sequence Conv2D", "expected from 2 to 40 layers"),
        ("sequence Conv2D ->", "expected a kind of layer here"),
        ("subgraph", "expected from 1 to 40 layers"),
        (
            "subgraph twice\na: any",
            "expected “subgraph”, alone or with a count",
        ),
        ("subgraph\na Conv2D", "expected a line such as"),
        ("subgraph\na: any\na: any", "found a again"),
        ("subgraph\na: any from b", "a layer in a line above"),
        ("subgraph\na: any from", "behind “from”"),
        ("subgraph\na b: any", "a name of letters and digits"),
        ("output units", "expected a comparison"),
        (
            "output filters=3",
            "expected one of units, activation, shape",
        ),
        ("output", "expected a comparison such as"),
        ("parameters", "expected a comparison"),
        ("parameters = many", "expected a number"),
        ("classes >= ", "expected a comparison"),
        ("complete now", "nothing behind “complete”"),
        ("data", "behind “data”"),
        ("data classes=2", "behind “data”"),
        ("data any pixels=2", "expected one of classes, images"),
        ("training", "expected a comparison such as"),
        ("training optimzer=adam", "did you mean optimizer?"),
        ("training optimizer=adan", "did you mean adam?"),
        ("training optimizer>=adam", "compare it with = or !="),
        ("training epochs=few", "expected a number"),
        ("run acuracy>=1", "did you mean accuracy?"),
        ("run with", "expected a kind of layer here"),
        ("run with any", "expected a kind of layer here"),
        ("evaluation val_accuracy>=1", "expected one of"),
        ("pictures 3", "pictures at least 1"),
        (
            "layer Conv2D\nlayer Dense",
            "a second check needs a block of its own",
        ),
    ] {
        let fault = fault_of(lines);
        assert!(fault.contains(part), "{lines}: {fault}");
    }
}

/// Whatever is cut, doubled, swapped or replaced, reading ends with a lesson or with faults whose lines are in the text.
#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one loop with a list of what is thrown in"
)]
fn no_text_makes_the_reader_stumble() {
    let whole = include_str!("../../../assets/lessons/zh-Hans/residual-networks.md");
    let letters: Vec<char> = whole.chars().collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let spice = [
        "```",
        "\n",
        "---",
        "##",
        "=",
        "->",
        "from",
        "|",
        "\u{0}",
        "卷",
        ":",
        "{#",
        "}",
        "`",
        "**",
        ">=",
        "9999999999999999999999",
        "x",
    ];
    for _ in 0..600 {
        let mut text: Vec<char> = letters.clone();
        for _ in 0..=random(8) {
            let at = random(text.len());
            match random(4) {
                0 => text.truncate(at),
                1 => {
                    let end = (at + random(200)).min(text.len());
                    text.drain(at..end);
                }
                2 => {
                    let end = (at + random(200)).min(text.len());
                    let copy: Vec<char> = text[at..end].to_vec();
                    let place = random(text.len());
                    text.splice(place..place, copy);
                }
                _ => {
                    let word = spice[random(spice.len())];
                    text.splice(at..at, word.chars());
                }
            }
            if text.is_empty() {
                break;
            }
        }
        let text: String = text.into_iter().collect();
        let line_count = text.lines().count().max(1);
        if let Err(faults) = read(&text) {
            assert!(!faults.0.is_empty());
            for fault in &faults.0 {
                assert!((1..=line_count).contains(&fault.line), "{fault} in {text}");
            }
        }
    }
    // And of other bytes.
    for length in 0..200 {
        let bytes: Vec<u8> = (0..length).map(|_| random(256) as u8).collect();
        assert!(read_bytes(&bytes).is_err());
    }
}
