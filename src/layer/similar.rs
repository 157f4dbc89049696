//! Names that look alike: what somebody most likely meant to write.

/// The most similar of `known`, the first of equally similar ones.
pub fn similar<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_', ' '], "");
    let given = plain(given);
    let scored = known
        .into_iter()
        .map(|name| (distance(&given, &plain(name)), name));
    let (distance, name) = scored.min_by_key(|(distance, _)| *distance)?;
    (distance <= given.chars().count().max(4) / 3).then_some(name)
}

/// Letters to insert, delete or exchange (Levenshtein 1966).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, to) in b.iter().enumerate() {
            let exchanged = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = exchanged.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_keyboard_find_their_name() {
        let slips = [
            ("resnet5", "resnet50"),
            ("ResNet-50", "resnet50"),
            ("happymodle", "happy_model"),
            ("mlpp", "mlp"),
        ];
        for (given, meant) in slips {
            assert_eq!(
                similar(given, ["happy_model", "resnet50", "resnet18", "mlp"]),
                Some(meant),
                "{given}"
            );
        }
    }

    #[test]
    fn distances_count_single_letters() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
