//! Names and other texts of strangers, as they can be shown in one line.

use std::borrow::Cow;

/// A text with everything escaped that would not be read but obeyed: control characters, with which a terminal changes its
/// colors, its title or what is already written, and marks that turn the direction of what follows.
///
/// ```
/// assert_eq!(netsmith::layer::shown("conv\x1b[31m\n"), r"conv\u{1b}[31m\n");
/// ```
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_obeyed(letter) {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

/// Whether a character does something instead of standing for something.
#[must_use]
pub fn is_obeyed(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            // Marks, embeddings, overrides and isolates of the direction of writing.
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // Ends of lines and paragraphs.
            | '\u{2028}' | '\u{2029}'
            // Annotations, and the letters of tags, which nobody sees.
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_terminals_obey_is_escaped_and_what_people_write_is_not() {
        let cases = [
            ("\x1b]0;title\x07", r"\u{1b}]0;title\u{7}"),
            ("a\tb\r\n", r"a\tb\r\n"),
            ("\u{9b}31m\u{7f}", r"\u{9b}31m\u{7f}"),
            ("gnp\u{202e}.exe\u{2066}", r"gnp\u{202e}.exe\u{2066}"),
            ("猫 👩‍🔬 café שלום", "猫 👩‍🔬 café שלום"),
            (r"C:\net", r"C:\net"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected);
        }
    }
}
