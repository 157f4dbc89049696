//! Finding things by a few letters of their names.

/// From here on the letters of a query were found, but not beside each other.
pub const SCATTERED: usize = 6;

/// Between two letters of a query lie at most so many others, on average.
const MOST_BETWEEN: usize = 3;

/// How well `query` fits `text`: smaller is better, `None` where it does not fit. Letters must come in
/// order; a whole word beats a beginning, a beginning beats the middle, that beats several words in any order, and neighbors beat
/// scattered letters.
pub fn distance(query: &str, text: &str) -> Option<usize> {
    let query = folded(query.trim());
    let text = folded(text);
    if query.is_empty() {
        return Some(0);
    }
    if text == query {
        return Some(0);
    }
    let words = || text.split(|c: char| !c.is_alphanumeric());
    if words().any(|word| word == query) {
        return Some(1);
    }
    if text.starts_with(&query) {
        return Some(2);
    }
    if words().any(|word| word.starts_with(&query)) {
        return Some(3);
    }
    if text.contains(&query) {
        return Some(4);
    }
    let mut asked = query.split_whitespace();
    if asked.all(|asked| words().any(|word| word.starts_with(asked))) {
        return Some(5);
    }
    scattered(&query, &text).map(|gaps| SCATTERED + gaps)
}

/// The best fit among several texts.
pub fn best<'a>(query: &str, texts: impl IntoIterator<Item = &'a str>) -> Option<usize> {
    texts
        .into_iter()
        .filter_map(|text| distance(query, text))
        .min()
}

/// The best fit among words that hardly anyone looks for: scattered letters, and none at all, hit none of them.
pub fn best_keyword(query: &str, words: &[&str]) -> Option<usize> {
    let far = best(query, words.iter().copied());
    far.filter(|far| *far < SCATTERED && !query.trim().is_empty())
}

fn folded(text: &str) -> String {
    text.to_lowercase()
}

/// How many letters of `text` lie between the letters of `query`, `None` where one is missing or they lie so far apart that nobody
/// means them. Queries of one or two letters do not scatter: they would find nearly everything.
fn scattered(query: &str, text: &str) -> Option<usize> {
    let mut gaps = 0;
    let mut begun = false;
    let mut wanted = query.chars().filter(|c| !c.is_whitespace()).peekable();
    if query.chars().count() < 3 {
        return None;
    }
    for letter in text.chars() {
        match wanted.peek() {
            Some(next) if *next == letter => {
                wanted.next();
                begun = true;
            }
            Some(_) => gaps += usize::from(begun),
            None => break,
        }
    }
    let is_meant = wanted.peek().is_none() && gaps <= MOST_BETWEEN * query.chars().count();
    is_meant.then_some(gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_beats_the_middle_and_the_middle_beats_scattered_letters() {
        let fits = ["Max pooling", "GlobalMaxPooling2D", "make axes polite"]
            .map(|text| distance("max", text));
        assert!(fits[0] < fits[1] && fits[1] < fits[2]);
    }

    #[test]
    fn letters_out_of_order_do_not_fit() {
        assert_eq!(distance("vnoc", "Conv2D"), None);
        assert!(distance("cv2", "Conv2D").is_some());
    }

    #[test]
    fn words_fit_in_any_order_and_letters_far_apart_do_not() {
        assert_eq!(distance("results show", "Show results"), Some(5));
        assert_eq!(
            distance("lost", "Load weights of another program at once"),
            None
        );
    }

    #[test]
    fn two_letters_do_not_scatter() {
        assert_eq!(distance("cd", "Conv2D"), None);
    }

    #[test]
    fn chinese_names_are_found() {
        assert!(distance("卷积", "卷积").is_some());
    }
}
