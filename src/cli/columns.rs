//! Columns and lines for a terminal, in which a Chinese letter takes two places.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The places that `text` takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` and as many spaces as make it `columns` wide.
pub fn left(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// `text` behind as many spaces as make it `columns` wide.
pub fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// `text` in lines of at most `columns`, broken between words, and between Chinese letters; a word that is longer stays whole.
pub fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let Some(line) = lines.last_mut() else { break };
        let is_first = line.is_empty();
        if !is_first && width(line) + width(piece.trim_end()) > columns {
            line.truncate(line.trim_end().len());
            lines.push(piece.to_owned());
        } else {
            line.push_str(piece);
        }
    }
    lines
}

/// What no line may begin with.
const CLOSING: &str = "，。；：、）」》！？”%…]),;:";
/// What no line may end with.
const OPENING: &str = "（「《“[(";

/// `text` cut wherever a line may end; spaces stay with what stands before them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (place, letter) in text.char_indices() {
        if before.is_some_and(|before| may_part(before, letter)) {
            pieces.push(&text[start..place]);
            start = place;
        }
        before = Some(letter);
    }
    pieces.push(&text[start..]);
    pieces
}

fn may_part(before: char, letter: char) -> bool {
    let is_wide = |letter: char| letter.width() == Some(2);
    if letter == ' ' {
        false
    } else if before == ' ' {
        true
    } else {
        (is_wide(before) || is_wide(letter))
            && !CLOSING.contains(letter)
            && !OPENING.contains(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_letter_takes_two_places() {
        assert_eq!(left("卷积", 6), "卷积  ");
        assert_eq!(right("卷积", 6), "  卷积");
        assert_eq!(left("loss", 2), "loss");
    }

    #[test]
    fn lines_end_between_words_and_between_chinese_letters() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("批归一化", 4), ["批归", "一化"]);
        // Neither a comma nor a closing bracket begins a line, and no opening bracket ends one.
        assert_eq!(wrapped("训练轮数，批大小", 8), ["训练轮", "数，批大", "小"]);
        assert_eq!(wrapped("批（批大小）", 4), ["批", "（批", "大", "小）"]);
        assert_eq!(
            wrapped("按 `builtin:NAME` 打开", 9),
            ["按", "`builtin:NAME`", "打开"]
        );
        assert_eq!(wrapped("", 9), [""]);
    }

    #[test]
    fn no_line_is_wider_than_asked_for() {
        let text =
            "为每个错误采取改动最小的修复（先改设置，再考虑添加、改接或删除层），并保存项目文件";
        for columns in 6..60 {
            let lines = wrapped(text, columns);
            assert!(lines.iter().all(|line| width(line) <= columns), "{lines:?}");
            assert_eq!(lines.concat(), text);
        }
    }
}
