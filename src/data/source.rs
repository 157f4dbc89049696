//! Where data comes from, as one line of text: `builtin:happy`, `builtin:happy/test`, or a path.

use std::ffi::OsStr;
use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

use super::error::{DataError, listed};
use crate::message;
use crate::text::{Message, say};

/// A data set that ships with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Builtin {
    /// 600 + 150 drawn faces, 64 × 64 RGB, happy or not.
    Happy,
    /// 1,080 + 120 drawn hands that show 0 to 5 fingers, 64 × 64 RGB.
    Signs,
    /// 1,797 handwritten digits, 8 × 8, from UCI.
    Digits,
}

impl Builtin {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Happy, Self::Signs, Self::Digits];

    /// The name behind `builtin:`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Happy => "happy",
            Self::Signs => "signs",
            Self::Digits => "digits",
        }
    }

    /// What the window calls it.
    pub fn title(self) -> &'static str {
        say(self.title_id())
    }

    /// The message that is its title.
    const fn title_id(self) -> &'static str {
        match self {
            Self::Happy => "builtin-happy",
            Self::Signs => "builtin-signs",
            Self::Digits => "builtin-digits",
        }
    }

    /// One sentence for a list.
    pub fn description(self) -> &'static str {
        match self {
            Self::Happy => say("builtin-happy-help"),
            Self::Signs => say("builtin-signs-help"),
            Self::Digits => say("builtin-digits-help"),
        }
    }
}

/// Which part of a built-in data set is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum BuiltinPart {
    /// The training part, with the test part beside it.
    #[default]
    Both,
    /// The training part alone.
    Train,
    /// The test part alone.
    Test,
}

/// Where a data set comes from. Projects hold it as text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DataSource {
    /// One that ships with the program, or a part of it.
    Builtin(Builtin, BuiltinPart),
    /// A file or folder.
    Path(PathBuf),
}

impl DataSource {
    /// Reads `builtin:NAME`, `builtin:NAME/train`, `builtin:NAME/test` or a path.
    ///
    /// # Errors
    /// A sentence for an empty text or an unknown built-in; a path is only looked at when it is opened.
    pub fn parse(text: &str) -> Result<Self, DataError> {
        if text.trim().is_empty() {
            return Err(DataError::EmptySource);
        }
        match text.strip_prefix("builtin:") {
            Some(builtin) => parse_builtin(builtin),
            None => Ok(Self::Path(PathBuf::from(text))),
        }
    }

    /// The same for a command line's argument, which need not be UTF-8.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn from_argument(argument: &OsStr) -> Result<Self, DataError> {
        match argument.to_str() {
            Some(text) => Self::parse(text),
            None => Ok(Self::Path(PathBuf::from(argument))),
        }
    }

    /// The same source, so that it means the same in every folder that a process may be started in.
    #[must_use]
    pub fn absolute(self) -> Self {
        match self {
            Self::Path(path) => Self::Path(crate::files::absolute(&path)),
            builtin @ Self::Builtin(..) => builtin,
        }
    }

    /// What users call it: a built-in by what it shows, a path by itself.
    pub fn words(&self) -> String {
        self.message().to_string()
    }

    /// The same to keep, and to be said later.
    pub fn message(&self) -> Message {
        match self {
            Self::Builtin(builtin, part) => {
                let title = Message::new(builtin.title_id());
                match part {
                    BuiltinPart::Both => title,
                    BuiltinPart::Train => message!("builtin-training-part", title = title),
                    BuiltinPart::Test => message!("builtin-test-part", title = title),
                }
            }
            Self::Path(path) => path.display().to_string().into(),
        }
    }

    /// A built-in data set with both its parts.
    pub const fn builtin(builtin: Builtin) -> Self {
        Self::Builtin(builtin, BuiltinPart::Both)
    }
}

impl fmt::Display for DataSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Builtin(builtin, BuiltinPart::Both) => write!(f, "builtin:{}", builtin.name()),
            Self::Builtin(builtin, BuiltinPart::Train) => {
                write!(f, "builtin:{}/train", builtin.name())
            }
            Self::Builtin(builtin, BuiltinPart::Test) => {
                write!(f, "builtin:{}/test", builtin.name())
            }
            Self::Path(path) => path.display().fmt(f),
        }
    }
}

impl Serialize for DataSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Path(path) if path.to_str().is_none() => {
                Err(ser::Error::custom(DataError::PathNotUtf8 {
                    path: path.clone(),
                }))
            }
            _ => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for DataSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

fn parse_builtin(text: &str) -> Result<DataSource, DataError> {
    let (name, part) = text
        .split_once('/')
        .map_or((text, None), |(name, part)| (name, Some(part)));
    let builtin = Builtin::ALL
        .into_iter()
        .find(|builtin| builtin.name() == name);
    let builtin = builtin.ok_or_else(|| DataError::UnknownBuiltin {
        name: name.to_owned(),
        known: listed(&Builtin::ALL.map(Builtin::name), Builtin::ALL.len()),
    })?;
    let part = match part {
        None => BuiltinPart::Both,
        Some("train") => BuiltinPart::Train,
        Some("test") => BuiltinPart::Test,
        Some(part) => {
            return Err(DataError::UnknownPart {
                name: builtin.name(),
                part: part.to_owned(),
            });
        }
    };
    Ok(DataSource::Builtin(builtin, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_source_are_one() {
        for text in [
            "builtin:happy",
            "builtin:signs/test",
            "builtin:digits/train",
            "/data/signs",
            "a b.h5",
        ] {
            let source = DataSource::parse(text).expect("reads");
            assert_eq!(source.to_string(), text);
            let json = serde_json::to_string(&source).expect("serializes");
            assert_eq!(
                serde_json::from_str::<DataSource>(&json).expect("reads"),
                source
            );
        }
    }

    #[test]
    fn unknown_names_and_parts_list_the_known_ones() {
        let error = DataSource::parse("builtin:cats")
            .expect_err("unknown")
            .to_string();
        assert!(
            error.contains("`cats`") && error.contains("`digits`"),
            "{error}"
        );
        let error = DataSource::parse("builtin:digits/dev")
            .expect_err("unknown")
            .to_string();
        assert!(
            error.contains("`dev`") && error.contains("builtin:digits/test"),
            "{error}"
        );
        assert_eq!(DataSource::parse("  "), Err(DataError::EmptySource));
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_not_utf8_opens_but_is_not_written_into_a_project() {
        use std::os::unix::ffi::OsStrExt as _;
        let source =
            DataSource::from_argument(OsStr::from_bytes(b"/data/h\xe4nde")).expect("a path");
        assert!(matches!(source, DataSource::Path(_)));
        let error = serde_json::to_string(&source).expect_err("JSON cannot hold it");
        assert!(error.to_string().contains("UTF-8"), "{error}");
    }
}
