//! The languages, which one is spoken, and which one a person wants.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

macro_rules! languages {
    ($($(#[$doc:meta])* $language:ident = $tag:literal, $name:literal;)*) => {
        /// A language that every message is written in.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum Language {
            $($(#[$doc])* $language,)*
        }

        impl Language {
            /// Every language, in the order of a menu.
            pub const ALL: [Self; [$($tag),*].len()] = [$(Self::$language),*];

            /// Its tag: a folder of `assets/locales`.
            #[must_use]
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$language => $tag,)* }
            }

            /// Its name as those call it who speak it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$language => $name,)* }
            }
        }
    };
}

languages! {
    /// American English, which stands in where another language lacks a message.
    #[default]
    English = "en-US", "English";
    /// Simplified Chinese.
    Chinese = "zh-Hans", "中文";
}

impl Language {
    /// The language that a tag or a locale stands for: `zh`, `zh_CN.UTF-8`, `zh-Hans-SG`, `en_GB`; `None` for one that
    /// nothing is written in.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let end = tag.find(['.', '@']).unwrap_or(tag.len());
        let mut subtags = tag[..end].split(['-', '_']);
        let wanted = subtags.next()?;
        let is_wanted = |language: &Self| {
            let own = language.tag().split('-').next();
            own.is_some_and(|own| own.eq_ignore_ascii_case(wanted))
        };
        Self::ALL.into_iter().find(is_wanted)
    }

    /// What the system is set to: `LC_ALL`, `LC_MESSAGES`, `LANG`, or the desktop's own setting.
    #[must_use]
    pub fn of_system() -> Self {
        let mut wanted = sys_locale::get_locales();
        wanted
            .find_map(|tag| Self::of_tag(&tag))
            .unwrap_or_default()
    }
}

/// What the whole program speaks.
static SPOKEN: AtomicU8 = AtomicU8::new(Language::English as u8);

thread_local! {
    static HERE: Cell<Option<Language>> = const { Cell::new(None) };
}

/// Whether somebody who started the program asked for its language.
static IS_ASKED_FOR: AtomicBool = AtomicBool::new(false);

/// Lets the whole program speak `language` from now on, or this thread, where it speaks a language of its own.
pub fn speak(language: Language) {
    if HERE.get().is_some() {
        HERE.set(Some(language));
    } else {
        SPOKEN.store(language as u8, Ordering::Relaxed);
    }
}

/// [`speak`]s what was asked for when the program was started.
pub fn insist(language: Language) {
    IS_ASKED_FOR.store(true, Ordering::Relaxed);
    speak(language);
}

/// [`speak`]s what settings say, unless something else was asked for.
pub fn propose(language: Language) {
    if HERE.get().is_none() && !IS_ASKED_FOR.load(Ordering::Relaxed) {
        speak(language);
    }
}

/// The language that this thread speaks now.
#[must_use]
pub fn spoken() -> Language {
    HERE.get().unwrap_or_else(|| {
        let place = usize::from(SPOKEN.load(Ordering::Relaxed));
        Language::ALL.get(place).copied().unwrap_or_default()
    })
}

/// While it lives, this thread speaks a language of its own: for what is written for another reader, and for tests, which
/// share a process.
#[derive(Debug)]
pub struct Spoken {
    before: Option<Language>,
}

impl Spoken {
    /// Lets this thread speak `language`.
    #[must_use = "the language lasts as long as this value"]
    pub fn here(language: Language) -> Self {
        Self {
            before: HERE.replace(Some(language)),
        }
    }
}

impl Drop for Spoken {
    fn drop(&mut self) {
        HERE.set(self.before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_lead_to_the_language_that_they_begin_with() {
        for tag in [
            "zh",
            "zh_CN",
            "zh_CN.UTF-8",
            "zh-Hans",
            "zh-SG",
            "ZH-hans-cn",
            "zh_TW@radical",
        ] {
            assert_eq!(Language::of_tag(tag), Some(Language::Chinese), "{tag}");
        }
        for tag in ["en", "en_US.UTF-8", "en-GB"] {
            assert_eq!(Language::of_tag(tag), Some(Language::English), "{tag}");
        }
        for tag in ["", "C", "POSIX", "fr_FR", "zho", "english"] {
            assert_eq!(Language::of_tag(tag), None, "{tag}");
        }
    }

    #[test]
    fn every_language_is_known_by_its_tag() {
        for language in Language::ALL {
            assert_eq!(Language::of_tag(language.tag()), Some(language));
        }
    }

    #[test]
    fn a_thread_can_speak_for_itself() {
        let before = spoken();
        {
            let _outer = Spoken::here(Language::Chinese);
            assert_eq!(spoken(), Language::Chinese);
            {
                let _inner = Spoken::here(Language::English);
                assert_eq!(spoken(), Language::English);
            }
            assert_eq!(spoken(), Language::Chinese);
            propose(Language::English);
            assert_eq!(spoken(), Language::Chinese);
            speak(Language::English);
            assert_eq!(spoken(), Language::English);
        }
        assert_eq!(spoken(), before);
    }
}
