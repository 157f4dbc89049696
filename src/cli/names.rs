//! Which known name somebody may have meant.

use crate::layer::similar;
use crate::tr;

/// `message` with the most similar of `known` added as a question, if one is similar to `given` at all.
pub fn with_hint<'a>(
    message: &str,
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> String {
    match similar(given, known) {
        Some(similar) => tr!("did-you-mean", sentence = message, similar = similar),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 4] = ["happy_model", "resnet50", "resnet18", "mlp"];

    #[test]
    fn what_is_similar_to_nothing_gets_no_hint() {
        assert_eq!(with_hint("unknown", "transformer", KNOWN), "unknown");
        assert_eq!(
            with_hint("unknown", "resnet", KNOWN),
            "unknown; did you mean resnet50?"
        );
    }
}
