//! Messages that a user should see once.

use crate::app::command::{DocumentId, NoticeKind};
use crate::text::Message;

/// One message.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// How much it matters.
    pub kind: NoticeKind,
    /// A sentence without a final dot.
    pub text: Message,
    /// The document that it is about; `None` where it concerns the whole window.
    pub about: Option<DocumentId>,
    /// Whether it says why the document could not be saved.
    pub is_of_saving: bool,
    /// Seconds of the window's clock at which it first showed; `None` until then.
    pub shown_at_seconds: Option<u64>,
    /// How far the document was when it showed first.
    told_at: Option<Work>,
    /// Whether the document has gone on since: what could not be done may be possible now, or was done.
    is_past: bool,
}

/// How far a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// Its revision.
    pub revision: u64,
    /// Whether its network is being trained.
    pub is_training: bool,
}

impl Work {
    /// Whether it went on from `earlier` to here. That a training has ended is no step of the user's.
    fn goes_on_from(self, earlier: Self) -> bool {
        self.revision != earlier.revision || (self.is_training && !earlier.is_training)
    }
}

/// The messages that are still to be seen, oldest first. Those about a document show while it is in front.
#[derive(Debug, Default)]
pub struct Notices {
    all: Vec<Notice>,
    front: DocumentId,
}

/// How many notices of one document are kept; older ones make room.
const LIMIT: usize = 4;
/// How long a notice of something done, or past, stays.
const PASSING_SECONDS: u64 = 5;

impl Notices {
    /// Tells that something was done to the document in front.
    pub fn done(&mut self, text: impl Into<Message>) {
        self.tell(NoticeKind::Done, Some(self.front), text);
    }

    /// Tells that something could not be done to the document in front.
    pub fn error(&mut self, text: impl Into<Message>) {
        self.tell(NoticeKind::Error, Some(self.front), text);
    }

    /// Tells that a save of the document in front failed; it was tried again, so that earlier tries are no news.
    pub fn unsaved(&mut self, text: impl Into<Message>) {
        self.saved();
        self.error(text);
        if let Some(notice) = self.all.last_mut() {
            notice.is_of_saving = true;
        }
    }

    /// The document in front is saved: what kept it from that is over.
    pub fn saved(&mut self) {
        let front = self.front;
        self.all
            .retain(|notice| !notice.is_of_saving || notice.about != Some(front));
    }

    /// Tells that something could not be done that concerns no document which is open.
    pub fn error_of_window(&mut self, text: impl Into<Message>) {
        self.tell(NoticeKind::Error, None, text);
    }

    /// Tells something about a document, or about the whole window.
    pub fn tell(&mut self, kind: NoticeKind, about: Option<DocumentId>, text: impl Into<Message>) {
        let text = text.into();
        self.all
            .retain(|notice| notice.text != text || notice.about != about);
        let is_passing = |notice: &Notice| {
            notice.about == about && !matches!(notice.kind, NoticeKind::Standing(_))
        };
        if self.all.iter().filter(|notice| is_passing(notice)).count() == LIMIT
            && let Some(oldest) = self.all.iter().position(is_passing)
        {
            self.all.remove(oldest);
        }
        self.all.push(Notice {
            kind,
            text,
            about,
            is_of_saving: false,
            shown_at_seconds: None,
            told_at: None,
            is_past: false,
        });
    }

    /// Another document is in front.
    pub fn turn_to(&mut self, front: DocumentId) {
        self.front = front;
    }

    /// Says what is wrong with `topic` for the whole window, for as long as it is; `None` once it is right again.
    pub fn stand(&mut self, topic: &'static str, text: Option<Message>) {
        let kind = NoticeKind::Standing(topic);
        let says = |notice: &Notice| notice.kind == kind && Some(&notice.text) == text.as_ref();
        if text.is_some() && self.all.iter().any(says) {
            return;
        }
        self.all.retain(|notice| notice.kind != kind);
        if let Some(text) = text {
            self.tell(kind, None, text);
        }
    }

    /// What is to be seen, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.all.iter().filter(|notice| self.shows(notice))
    }

    /// Removes the notice at `index` of those that are to be seen.
    pub fn dismiss(&mut self, index: usize) {
        let mut shown = (0..self.all.len()).filter(|place| self.shows(&self.all[*place]));
        if let Some(place) = shown.nth(index) {
            self.all.remove(place);
        }
    }

    /// The document in front is as far as `now`: what could not be done to it before that is past. A save that failed is
    /// none of it, for what is unsaved stays so.
    pub fn follow(&mut self, now: Work) {
        let front = self.front;
        let of_front = |notice: &&mut Notice| {
            notice.about == Some(front) && notice.kind == NoticeKind::Error && !notice.is_of_saving
        };
        for notice in self.all.iter_mut().filter(of_front) {
            notice.is_past |= notice.told_at.is_some_and(|then| now.goes_on_from(then));
            notice.told_at = Some(now);
        }
    }

    /// Starts the clocks of notices that show for the first time and removes those that were seen long enough.
    /// Answers whether any clock is running.
    pub fn tick(&mut self, now_seconds: u64) -> bool {
        let front = self.front;
        let shows = |notice: &Notice| notice.about.is_none_or(|about| about == front);
        for notice in self.all.iter_mut().filter(|notice| shows(notice)) {
            notice.shown_at_seconds.get_or_insert(now_seconds);
        }
        let passes = |notice: &Notice| notice.kind == NoticeKind::Done || notice.is_past;
        self.all.retain(|notice| {
            let shown = notice.shown_at_seconds.unwrap_or(now_seconds);
            !passes(notice) || now_seconds.saturating_sub(shown) < PASSING_SECONDS
        });
        self.iter().any(passes)
    }

    fn shows(&self, notice: &Notice) -> bool {
        notice.about.is_none_or(|about| about == self.front)
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
        let left: Vec<_> = notices
            .iter()
            .map(|notice| notice.text.to_string())
            .collect();
        assert_eq!(left, ["The disk is full"]);
    }

    #[test]
    fn what_could_not_be_done_leaves_when_the_document_has_gone_on() {
        let work = |revision, is_training| Work {
            revision,
            is_training,
        };
        let mut notices = Notices::default();
        notices.error("fc gives 1 number");
        notices.unsaved("The disk is full");
        notices.follow(work(3, false));
        assert!(!notices.tick(10));
        notices.follow(work(4, false));
        assert!(notices.tick(12), "it shows for as long as news does");
        assert_eq!(notices.iter().count(), 2);
        assert!(!notices.tick(15));
        let left: Vec<_> = notices
            .iter()
            .map(|notice| notice.text.to_string())
            .collect();
        assert_eq!(left, ["The disk is full"], "that stays until it is saved");
        notices.follow(work(4, true));
        notices.error("The training has failed");
        notices.follow(work(4, true));
        notices.follow(work(4, false));
        notices.tick(20);
        notices.tick(99);
        assert_eq!(
            notices.iter().count(),
            2,
            "that it ended is not the end of it"
        );
        notices.follow(work(4, true));
        notices.tick(99);
        assert_eq!(notices.iter().count(), 1, "another one has begun");
    }

    #[test]
    fn what_is_wrong_stands_until_it_is_right_again() {
        let mut notices = Notices::default();
        notices.stand("autosave", Some("The disk is full".into()));
        notices.stand("autosave", Some("The disk is full".into()));
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
    fn why_a_save_failed_is_over_with_the_next_that_does_not() {
        let mut notices = Notices::default();
        let texts = |notices: &Notices| -> Vec<String> {
            notices
                .iter()
                .map(|notice| notice.text.to_string())
                .collect()
        };
        notices.error("This cannot be");
        notices.unsaved("The disk is full");
        notices.unsaved("There is no permission");
        assert_eq!(
            texts(&notices),
            ["This cannot be", "There is no permission"]
        );
        notices.turn_to(DocumentId(7));
        notices.saved();
        notices.turn_to(DocumentId::default());
        assert_eq!(texts(&notices).len(), 2, "another document was saved");
        notices.saved();
        assert_eq!(texts(&notices), ["This cannot be"]);
    }

    #[test]
    fn the_same_message_twice_shows_once() {
        let mut notices = Notices::default();
        notices.error("The disk is full");
        notices.error("The disk is full");
        assert_eq!(notices.iter().count(), 1);
    }

    #[test]
    fn a_message_shows_with_its_document_and_waits_for_it() {
        let mut notices = Notices::default();
        let texts = |notices: &Notices| -> Vec<String> {
            notices
                .iter()
                .map(|notice| notice.text.to_string())
                .collect()
        };
        notices.error("This cannot be");
        notices.turn_to(DocumentId(7));
        notices.done("Saved");
        notices.tell(NoticeKind::Error, None, "The disk is full");
        assert_eq!(texts(&notices), ["Saved", "The disk is full"]);
        notices.turn_to(DocumentId::default());
        assert!(!notices.tick(100));
        assert_eq!(texts(&notices), ["This cannot be", "The disk is full"]);
        notices.dismiss(0);
        assert_eq!(texts(&notices), ["The disk is full"]);
        notices.turn_to(DocumentId(7));
        assert!(notices.tick(200), "it was not seen before");
        assert!(!notices.tick(205));
        assert_eq!(texts(&notices), ["The disk is full"]);
    }
}
