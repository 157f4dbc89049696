//! Messages that a user should see once.

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    Done,
    /// Something could not be done; stays until it is closed.
    Error,
    /// Something is wrong for as long as this stands; goes when it is right again.
    Standing(&'static str),
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How much it matters.
    pub kind: NoticeKind,
    /// A sentence without a final dot.
    pub text: String,
    /// Seconds of the window's clock at which it first showed; `None` until then.
    pub shown_at_seconds: Option<u64>,
}

/// The messages that are still to be seen, oldest first.
#[derive(Debug, Default)]
pub struct Notices(Vec<Notice>);

/// How many notices are kept; older ones make room.
const LIMIT: usize = 4;
/// How long a notice of something done stays.
const DONE_SECONDS: u64 = 5;

impl Notices {
    /// Tells that something was done.
    pub fn done(&mut self, text: impl Into<String>) {
        self.push(NoticeKind::Done, text.into());
    }

    /// Tells that something could not be done.
    pub fn error(&mut self, text: impl Into<String>) {
        self.push(NoticeKind::Error, text.into());
    }

    /// Says what is wrong with `topic`, for as long as it is; `None` once it is right again.
    pub fn stand(&mut self, topic: &'static str, text: Option<&str>) {
        let kind = NoticeKind::Standing(topic);
        let is_of_it = |notice: &Notice| notice.kind == kind;
        match text {
            None => self.0.retain(|notice| !is_of_it(notice)),
            Some(text)
                if self
                    .0
                    .iter()
                    .any(|notice| is_of_it(notice) && notice.text == text) => {}
            Some(text) => {
                self.0.retain(|notice| !is_of_it(notice));
                self.push(kind, text.to_owned());
            }
        }
    }

    /// What is to be seen, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.0.iter()
    }

    /// Removes the notice at `index`.
    pub fn dismiss(&mut self, index: usize) {
        if index < self.0.len() {
            self.0.remove(index);
        }
    }

    /// Starts the clocks of new notices and removes those that were seen long enough.
    /// Answers whether any clock is running.
    pub fn tick(&mut self, now_seconds: u64) -> bool {
        for notice in &mut self.0 {
            notice.shown_at_seconds.get_or_insert(now_seconds);
        }
        self.0.retain(|notice| {
            let shown = notice.shown_at_seconds.unwrap_or(now_seconds);
            notice.kind != NoticeKind::Done || now_seconds.saturating_sub(shown) < DONE_SECONDS
        });
        self.0.iter().any(|notice| notice.kind == NoticeKind::Done)
    }

    fn push(&mut self, kind: NoticeKind, text: String) {
        self.0.retain(|notice| notice.text != text);
        if self.0.len() >= LIMIT {
            let is_passing = |notice: &Notice| !matches!(notice.kind, NoticeKind::Standing(_));
            let oldest = self.0.iter().position(is_passing);
            self.0.remove(oldest.unwrap_or(0));
        }
        self.0.push(Notice {
            kind,
            text,
            shown_at_seconds: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_news_leaves_by_itself_and_bad_news_stays() {
        let mut notices = Notices::default();
        notices.done("Saved");
        notices.error("The disk is full");
        assert!(notices.tick(10));
        assert!(!notices.tick(15));
        let left: Vec<_> = notices.iter().map(|notice| notice.text.as_str()).collect();
        assert_eq!(left, ["The disk is full"]);
    }

    #[test]
    fn what_is_wrong_stands_until_it_is_right_again() {
        let mut notices = Notices::default();
        notices.stand("autosave", Some("The disk is full"));
        notices.stand("autosave", Some("The disk is full"));
        assert_eq!(notices.iter().count(), 1);
        for number in 0..9 {
            notices.error(format!("fault {number}"));
        }
        notices.tick(1000);
        assert!(
            notices
                .iter()
                .any(|notice| notice.text == "The disk is full")
        );
        notices.stand("autosave", None);
        assert!(
            notices
                .iter()
                .all(|notice| notice.text != "The disk is full")
        );
    }

    #[test]
    fn the_same_message_twice_shows_once() {
        let mut notices = Notices::default();
        notices.error("The disk is full");
        notices.error("The disk is full");
        assert_eq!(notices.iter().count(), 1);
    }
}
