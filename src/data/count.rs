//! Counts in sentences: one picture, two pictures.

/// `1 picture`, `2 pictures`, `3 classes`.
pub(super) fn counted(count: usize, thing: &str) -> String {
    let ending = match thing {
        _ if count == 1 => "",
        thing if thing.ends_with('s') => "es",
        _ => "s",
    };
    format!("{count} {thing}{ending}")
}

/// `one` where the count is 1, else `many`.
pub(super) fn either<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_several() {
        assert_eq!(counted(1, "class"), "1 class");
        assert_eq!(counted(0, "class"), "0 classes");
        assert_eq!(counted(12, "picture"), "12 pictures");
        assert_eq!(either(1, "was", "were"), "was");
    }
}
