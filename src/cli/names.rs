//! Which known name somebody may have meant.

use crate::layer::similar;
use crate::message;
use crate::text::Message;

/// `message` with the most similar of `known` added as a question, if one is similar to `given` at all.
pub fn with_hint<'a>(
    message: Message,
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Message {
    match similar(given, known) {
        Some(similar) => message!("did-you-mean", sentence = message, similar = similar),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 4] = ["happy_model", "resnet50", "resnet18", "mlp"];

    #[test]
    fn what_is_similar_to_nothing_gets_no_hint() {
        assert_eq!(
            with_hint(Message::words("unknown"), "transformer", KNOWN),
            "unknown"
        );
        assert_eq!(
            with_hint(Message::words("unknown"), "resnet", KNOWN),
            "unknown; did you mean resnet50?"
        );
    }
}
