//! What has its own words in every language, such as an error: kept as it is, and put into words when it is shown.

use std::fmt;
use std::sync::Arc;

use super::language::{Language, Spoken};
use super::message::Message;

/// Something that says itself in the language that is spoken.
#[derive(Clone)]
pub struct Speaker(Arc<dyn fmt::Display + Send + Sync>);

impl Speaker {
    /// What it says in `language`.
    pub(super) fn said(&self, language: Language) -> String {
        let _spoken = Spoken::here(language);
        self.0.to_string()
    }
}

impl fmt::Debug for Speaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Speaker")
            .field(&self.said(Language::English))
            .finish()
    }
}

impl PartialEq for Speaker {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || self.said(Language::English) == other.said(Language::English)
    }
}

impl Message {
    /// What `speaker` says, in whichever language is spoken when the message is shown.
    #[must_use]
    pub fn of(speaker: impl fmt::Display + Send + Sync + 'static) -> Self {
        let speaker = super::Argument::Speaker(Speaker(Arc::new(speaker)));
        Self::new("said").with("words", speaker)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::say;

    /// An error of another room.
    struct Fault;

    impl fmt::Display for Fault {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(say("choose-another-place"))
        }
    }

    #[test]
    fn an_error_that_is_kept_speaks_the_language_of_now() {
        let kept = Message::of(Fault).sentence();
        assert_eq!(kept, "Choose another place");
        let _chinese = Spoken::here(Language::Chinese);
        assert_eq!(kept, "请选择其他位置");
        assert_eq!(kept, Message::of(Fault).sentence());
    }
}
