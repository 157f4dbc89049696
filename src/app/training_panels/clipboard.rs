//! Pictures on the clipboard, as pixels or as copied files. Looked at on a thread: the other side may be slow to answer.

use crate::app::jobs::{Job, Workers};
use crate::data::from_rgba8;
use image::DynamicImage;
use std::path::PathBuf;

/// What the clipboard holds.
#[derive(Debug)]
pub enum Clip {
    /// A picture.
    Image(DynamicImage),
    /// Files, copied in a file manager or as lines of text.
    Files(Vec<PathBuf>),
    /// Nothing of the kind.
    Nothing,
}

/// What a look at it is for.
#[derive(Debug, Clone, Copy)]
pub enum ClipPurpose {
    /// The network is asked about what is there.
    Predict,
    /// It is added to the data, to the class with this number first.
    Data(Option<usize>),
}

/// Begins to look.
///
/// # Errors
/// A sentence where the system gives no thread.
pub fn look(workers: Workers, ctx: &egui::Context) -> Result<Job<Clip>, String> {
    Job::start(workers, "clipboard", 1, ctx, |outlet| outlet.send(read()))
}

fn read() -> Clip {
    let Ok(mut clipboard) = arboard::Clipboard::new() else {
        return Clip::Nothing;
    };
    if let Ok(files) = clipboard.get().file_list()
        && !files.is_empty()
    {
        return Clip::Files(files);
    }
    if let Ok(pixels) = clipboard.get_image() {
        let size = (u32::try_from(pixels.width), u32::try_from(pixels.height));
        if let (Ok(width), Ok(height)) = size
            && let Ok(image) = from_rgba8(width, height, pixels.bytes.into_owned())
        {
            return Clip::Image(image);
        }
    }
    let files = clipboard
        .get_text()
        .map(|text| files_in(&text))
        .unwrap_or_default();
    if files.is_empty() {
        Clip::Nothing
    } else {
        Clip::Files(files)
    }
}

/// The files that the lines of a text name, as paths or as `file://` addresses; none unless every line does.
pub fn files_in(text: &str) -> Vec<PathBuf> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let paths: Vec<PathBuf> = lines.map(|line| PathBuf::from(decoded(line))).collect();
    if paths
        .iter()
        .all(|path| path.is_absolute() && path.is_file())
    {
        paths
    } else {
        Vec::new()
    }
}

/// A line without `file://` and with `%20` and the like resolved.
fn decoded(line: &str) -> String {
    let Some(path) = line.strip_prefix("file://") else {
        return line.to_owned();
    };
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail
            .get(..2)
            .and_then(|code| std::str::from_utf8(code).ok());
        match code
            .and_then(|code| u8::from_str_radix(code, 16).ok())
            .filter(|_| *first == b'%')
        {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_files_are_found_as_paths_and_as_addresses() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a cat.png");
        std::fs::File::create(&path).unwrap();
        let plain = path.display().to_string();
        let address = format!("file://{}", plain.replace(' ', "%20"));
        assert_eq!(
            files_in(&format!("{plain}\n{address}\n")),
            [path.clone(), path]
        );
    }

    #[test]
    fn ordinary_text_names_no_files() {
        assert!(files_in("a cat.png").is_empty());
        assert!(files_in("").is_empty());
    }
}
