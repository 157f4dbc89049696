//! Words in lines that are no wider than there is room: broken at blanks, and between Chinese letters where their
//! typography allows it.

use unicode_width::UnicodeWidthChar;

use crate::diagram::{Face, width_px};

/// Letters that begin no line.
const NEVER_FIRST: &str = "，。、！？：；）」』】》〉〕”’…—·％,.!?:;)]}%";
/// Letters that end none.
const NEVER_LAST: &str = "（「『【《〈〔“‘([{";

/// `words` in lines of at most `room`, set in `face` of `size`. What is too long for a line of its own is broken anywhere.
pub fn lines(words: &str, face: Face, size: f64, room: f64) -> Vec<String> {
    let width = |letter: char| {
        let mut buffer = [0; 4];
        f64::from(width_px(letter.encode_utf8(&mut buffer), face, size as f32))
    };
    let letters: Vec<char> = words.chars().collect();
    let mut found = Vec::new();
    let (mut start, mut filled, mut gap) = (0, 0.0, None);
    let mut at = 0;
    while at < letters.len() {
        if at > start && may_part(letters[at - 1], letters[at]) {
            gap = Some(at);
        }
        filled += width(letters[at]);
        // A blank that sticks out is not seen.
        if filled > room && at > start && letters[at] != ' ' {
            let end = gap.filter(|gap| *gap > start).unwrap_or(at);
            found.push(trimmed(&letters[start..end]));
            (start, filled, gap) = (end, 0.0, None);
            while letters.get(start) == Some(&' ') {
                start += 1;
            }
            at = start;
        } else {
            at += 1;
        }
    }
    if start < letters.len() || found.is_empty() {
        found.push(trimmed(&letters[start..]));
    }
    found
}

/// Whether a line may end between two letters.
fn may_part(before: char, after: char) -> bool {
    if after == ' ' {
        return false;
    }
    if before == ' ' {
        return true;
    }
    let is_wide = |letter: char| letter.width() == Some(2);
    (is_wide(before) || is_wide(after))
        && !NEVER_FIRST.contains(after)
        && !NEVER_LAST.contains(before)
        && after.width() != Some(0)
}

fn trimmed(letters: &[char]) -> String {
    let line: String = letters.iter().collect();
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str, room: f64) -> Vec<String> {
        lines(words, Face::Regular, 10.0, room)
    }

    #[test]
    fn lines_end_at_blanks_and_none_is_wider_than_its_room() {
        let words = "the quick brown fox jumps over the lazy dog";
        let found = of(words, 90.0);
        assert!(found.len() > 1);
        assert_eq!(found.join(" "), words);
        for line in found {
            let width = width_px(&line, Face::Regular, 10.0);
            assert!(width <= 90.0, "{line}: {width}");
        }
    }

    #[test]
    fn chinese_lines_begin_with_no_comma_and_end_with_no_bracket() {
        // Ten points each: five letters to a line, the comma would be the sixth.
        assert_eq!(of("卷积神经网，络", 52.0), ["卷积神经", "网，络"]);
        assert_eq!(of("卷积神经（网络", 52.0), ["卷积神经", "（网络"]);
    }

    #[test]
    fn a_word_that_fits_nowhere_is_broken_anywhere() {
        let word = "a_very_long_name_of_a_layer_without_any_blank";
        let found = of(word, 60.0);
        assert!(found.len() > 2);
        assert_eq!(found.concat(), word);
        assert_eq!(of(word, 1.0).len(), word.len());
    }

    #[test]
    fn nothing_is_one_empty_line() {
        assert_eq!(of("", 60.0), [""]);
    }
}
