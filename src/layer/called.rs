//! What people call a layer: Keras's and PyTorch's names, with and without the module before them, and Chinese.

use super::Entry;

/// Modules that people write before a layer's name.
const MODULES: [&str; 9] = [
    "nn",
    "torch.nn",
    "f",
    "torch.nn.functional",
    "layers",
    "keras",
    "keras.layers",
    "tf.keras.layers",
    "tensorflow.keras.layers",
];

/// The layer's own name in one that may stand behind a module: `Conv2d` of `torch.nn.Conv2d`.
#[must_use]
pub fn class_name(name: &str) -> &str {
    let name = name.trim();
    match name.rsplit_once('.') {
        Some((module, own))
            if MODULES
                .iter()
                .any(|known| known.eq_ignore_ascii_case(module)) =>
        {
            own
        }
        _ => name,
    }
}

impl Entry {
    /// The name or alias that `word` stands for: one that has a part which begins like it. Parts begin at
    /// capitals, so that "add" is no part of `ZeroPadding2D`. `None` where it is called otherwise.
    #[must_use]
    pub fn called(&self, word: &str) -> Option<&'static str> {
        let word = class_name(word);
        let own = [self.name, self.keras_class, self.stem].into_iter();
        let mut names = own.chain(self.aliases.iter().copied());
        names.find(|name| has_part(name, word))
    }
}

/// Whether a part of `name` begins like `word`, whatever their case.
fn has_part(name: &str, word: &str) -> bool {
    let letters: Vec<char> = name.chars().collect();
    let wanted: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let begins_at = |start: usize| {
        let rest = letters[start..]
            .iter()
            .copied()
            .flat_map(char::to_lowercase);
        wanted.iter().copied().eq(rest.take(wanted.len()))
    };
    let starts = (0..letters.len()).filter(|at| begins_part(&letters, *at));
    !wanted.is_empty() && starts.into_iter().any(begins_at)
}

fn begins_part(letters: &[char], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| letters[before]) else {
        return true;
    };
    // Every sign of a Chinese word is a part.
    letters[at].is_uppercase() || !before.is_alphanumeric() || !letters[at].is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::Kind;

    fn called(kind: Kind, word: &str) -> Option<&'static str> {
        kind.entry().called(word)
    }

    #[test]
    fn the_module_before_a_name_does_not_count() {
        assert_eq!(class_name("nn.Conv2d"), "Conv2d");
        assert_eq!(class_name("torch.nn.Conv2d"), "Conv2d");
        assert_eq!(class_name("tf.keras.layers.Dense"), "Dense");
        assert_eq!(class_name("res.2a"), "res.2a");
    }

    #[test]
    fn names_of_keras_and_pytorch_and_chinese_ones_are_known() {
        assert_eq!(called(Kind::Conv2D, "conv"), Some("Conv2D"));
        assert_eq!(called(Kind::Dense, "nn.Linear"), Some("Linear"));
        assert_eq!(
            called(Kind::BatchNormalization, "nn.BatchNorm2d"),
            Some("BatchNorm2d")
        );
        assert_eq!(called(Kind::MaxPooling2D, "池化"), Some("最大池化"));
        assert_eq!(
            called(Kind::Input, "keras.layers.InputLayer"),
            Some("InputLayer")
        );
    }

    #[test]
    fn a_word_begins_where_a_part_begins() {
        assert_eq!(called(Kind::ZeroPadding2D, "add"), None);
        assert_eq!(
            called(Kind::ZeroPadding2D, "padding"),
            Some("ZeroPadding2D")
        );
        assert_eq!(called(Kind::Activation, "relu"), Some("ReLU"));
        assert_eq!(called(Kind::Conv2D, ""), None);
    }
}
