//! One file of the user's own choices: read whole or set aside, written under a lock together with what other windows have
//! written meanwhile. Never overwrites what it could not read.

use super::merge::merged;
use crate::files::{self, FileError, FileLock, LockRefusal};
use crate::message;
use crate::text::Message;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// More than a thousand blocks.
pub const LIMIT_BYTES: u64 = 64 << 20;
/// How often and how long a window waits for another one that is writing: two seconds in all.
const MOST_TRIES: usize = 100;
const PAUSE: Duration = Duration::from_millis(20);
/// More than anyone looks through.
const MOST_SET_ASIDE: usize = 1000;

/// A file of JSON, and what this window has of it.
#[derive(Debug)]
pub struct KeptFile {
    path: PathBuf,
    /// The message that says what is in it: "your own blocks".
    what: &'static str,
    /// What this window knew when it last read or wrote.
    before: Value,
    /// What the file holds since then, where that is more than this window knows.
    news: Option<Value>,
}

/// What was found where the file should be.
#[derive(Debug, PartialEq)]
pub enum FileContent {
    /// There is none yet.
    Missing,
    /// This.
    Read(Map<String, Value>),
    /// Nothing that can be understood; it was set aside, and the sentence says so.
    SetAside(Message),
}

impl KeptFile {
    /// The file at `path`.
    pub fn new(path: PathBuf, what: &'static str) -> Self {
        Self {
            path,
            what,
            before: Value::Null,
            news: None,
        }
    }

    /// Reads the file; one that is no JSON is set aside under another name.
    ///
    /// # Errors
    /// A sentence where there is a file that cannot be read or set aside: nothing may be written in its place.
    pub fn read(&self) -> Result<FileContent, Message> {
        let bytes = match files::read_limited(&self.path, LIMIT_BYTES) {
            Ok(bytes) => bytes,
            Err(_) if !self.path.exists() && !self.path.is_symlink() => {
                return Ok(FileContent::Missing);
            }
            Err(error @ FileError::TooLarge { .. }) => {
                return self.set_aside(error.to_string().into());
            }
            Err(error) if !self.path.exists() => {
                // A link to a file that is not there yet is as good as no file.
                tracing::debug!(%error, "a link to nothing");
                return Ok(FileContent::Missing);
            }
            Err(error) => return Err(error.to_string().into()),
        };
        match serde_json::from_slice(&bytes) {
            Ok(Value::Object(entries)) => Ok(FileContent::Read(entries)),
            Ok(_) => self.set_aside(message!("holds-something-else")),
            Err(error) => self.set_aside(error.to_string().into()),
        }
    }

    /// Notes what this window has from now on, before it changes anything.
    pub fn begin_with(&mut self, ours: Value) {
        self.before = ours;
    }

    /// Writes what has changed in `ours` into the file. Gives a sentence where the file that was there had to be set aside.
    ///
    /// # Errors
    /// A sentence where the disk refuses; the file is then as it was, and the next attempt writes all that is missing.
    pub fn write(&mut self, ours: &Value) -> Result<Option<Message>, Message> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|error| message!("fault-at", fault = %error, path = folder))?;
        }
        let _lock = self.lock()?;
        let (theirs, told) = match self.read()? {
            FileContent::Read(entries) => (Value::Object(entries), None),
            FileContent::Missing => (Value::Null, None),
            FileContent::SetAside(told) => (Value::Null, Some(told)),
        };
        let wanted = match &theirs {
            Value::Null => ours.clone(),
            theirs => merged(&self.before, ours, theirs),
        };
        if wanted != theirs {
            let text = serde_json::to_string_pretty(&wanted);
            let text = text.map_err(|error| Message::from(error.to_string()))?;
            files::write_atomically(&self.path, (text + "\n").as_bytes())
                .map_err(|error| Message::from(error.to_string()))?;
        }
        self.before = ours.clone();
        self.news = (wanted != *ours).then_some(wanted);
        Ok(told)
    }

    /// What others have changed in the file, as the last write has found it.
    pub fn take_news(&mut self) -> Option<Value> {
        self.news.take()
    }

    fn lock(&self) -> Result<FileLock, Message> {
        let path = self.path.with_extension("lock");
        for _ in 0..MOST_TRIES {
            match FileLock::take(&path) {
                Ok(lock) => return Ok(lock),
                Err(LockRefusal::Taken) => std::thread::sleep(PAUSE),
                Err(LockRefusal::Unfit(error)) => {
                    return Err(message!("fault-at", fault = %error, path = &path));
                }
            }
        }
        Err(message!("held-by-other-window", path = &path))
    }

    fn set_aside(&self, reason: Message) -> Result<FileContent, Message> {
        let aside = self.free_name();
        std::fs::rename(&self.path, &aside)
            .map_err(|error| message!("fault-at", fault = %error, path = &self.path))?;
        Ok(FileContent::SetAside(message!(
            "set-aside",
            what = Message::new(self.what),
            reason = reason,
            path = &aside
        )))
    }

    fn free_name(&self) -> PathBuf {
        let named = |number: usize| {
            let mut name = self.path.as_os_str().to_owned();
            name.push(format!(".unreadable-{number}"));
            PathBuf::from(name)
        };
        let free = |path: &PathBuf| !path.exists() && !path.is_symlink();
        let names = (1..=MOST_SET_ASIDE).map(named);
        names.clone().find(free).unwrap_or_else(|| named(0))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn file(folder: &tempfile::TempDir) -> KeptFile {
        KeptFile::new(folder.path().join("settings.json"), "your-settings")
    }

    fn content(file: &KeptFile) -> Value {
        match file.read().unwrap() {
            FileContent::Read(entries) => Value::Object(entries),
            other => panic!("expected entries, found {other:?}"),
        }
    }

    #[test]
    fn a_torn_file_is_set_aside_and_never_overwritten() {
        let spoiled: [&[u8]; 5] = [
            b"",
            b"{\"view\": {\"the",
            b"{\"view\": 1}\0\0\0\0",
            b"{\"view\": \"\xff\"}",
            b"[]",
        ];
        for bytes in spoiled {
            let folder = tempfile::tempdir().unwrap();
            let mut file = file(&folder);
            files::write_atomically(file.path(), bytes).unwrap();
            let FileContent::SetAside(told) = file.read().unwrap() else {
                panic!("expected {bytes:?} to be set aside");
            };
            let aside = folder.path().join("settings.json.unreadable-1");
            let told = told.to_string();
            assert!(told.ends_with(&aside.display().to_string()), "{told}");
            file.write(&json!({"view": 2})).unwrap();
            assert_eq!(files::read_limited(&aside, 100).unwrap(), bytes);
            assert_eq!(content(&file), json!({"view": 2}));
        }
    }

    #[test]
    fn a_file_that_is_torn_while_the_window_is_open_is_set_aside_too() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = file(&folder);
        file.write(&json!({"a": 1})).unwrap();
        files::write_atomically(file.path(), b"{").unwrap();
        let told = file.write(&json!({"a": 1, "b": 2})).unwrap();
        assert!(told.is_some());
        assert_eq!(content(&file), json!({"a": 1, "b": 2}));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_left_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = file(&folder);
        std::fs::create_dir(file.path()).unwrap();
        assert!(file.read().is_err());
        assert!(file.write(&json!({})).is_err());
        assert!(file.path().is_dir());
    }

    #[test]
    fn two_windows_lose_nothing_of_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut other) = (file(&folder), file(&folder));
        one.write(&json!({"recent": ["a"], "theme": "dark"}))
            .unwrap();
        other.begin_with(json!({"recent": ["a"], "theme": "dark"}));
        one.write(&json!({"recent": ["b", "a"], "theme": "dark"}))
            .unwrap();
        other
            .write(&json!({"recent": ["c", "a"], "theme": "light"}))
            .unwrap();
        one.write(&json!({"recent": ["b", "a"], "theme": "dark", "map": 1}))
            .unwrap();
        assert_eq!(
            content(&one),
            json!({"recent": ["c", "b", "a"], "theme": "light", "map": 1})
        );
    }
}
