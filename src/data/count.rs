//! Counts in sentences: one image, two images.

use crate::text;

/// `1 image`, `2 images`, `3 classes`.
pub(super) fn counted(count: usize, thing: &'static str) -> String {
    text::counted(count, thing).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_several() {
        assert_eq!(counted(1, "class"), "1 class");
        assert_eq!(counted(0, "class"), "0 classes");
        assert_eq!(counted(12, "picture"), "12 pictures");
    }
}
