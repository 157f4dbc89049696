//! The text of a project file: pretty-printed JSON in a stable order, recognized by its first two fields.

use std::path::PathBuf;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::error::ContentError;
use super::header::Header;
use super::migrate::{VERSION, migrate};
use super::model::Project;
use crate::graph::{FormError, GraphDraft};

/// The word by which a project file is recognized.
const FORMAT: &str = "netsmith";

#[derive(Serialize)]
struct Written<'a> {
    format: &'static str,
    version: u64,
    /// Only in what is kept against a crash: where the document was saved last.
    #[serde(skip_serializing_if = "Option::is_none")]
    recovered_from: Option<&'a str>,
    /// And the hash of that file when it was read or saved last, which the document's changes are changes of.
    #[serde(skip_serializing_if = "Option::is_none")]
    recovered_base: Option<&'a str>,
    #[serde(flatten)]
    project: &'a Project,
}

/// Where a recovered document was saved last.
#[derive(Debug, Default, Deserialize)]
pub(super) struct WrittenOrigin {
    pub recovered_from: Option<PathBuf>,
    pub recovered_base: Option<String>,
}

pub(super) fn write(project: &Project) -> String {
    write_with_origin(project, None, None)
}

/// A project file with one more field, which any Netsmith opens by hand too.
pub(super) fn write_with_origin(
    project: &Project,
    recovered_from: Option<&str>,
    recovered_base: Option<&str>,
) -> String {
    let written = Written {
        format: FORMAT,
        version: VERSION,
        recovered_from,
        recovered_base,
        project,
    };
    // Only numbers, texts and lists: nothing in a project can fail to be written.
    let mut text = serde_json::to_string_pretty(&written).unwrap_or_default();
    text.push('\n');
    text
}

/// Where the document of a [`write_with_origin`] was saved last.
pub(super) fn origin(bytes: &[u8]) -> WrittenOrigin {
    serde_json::from_slice(bytes).unwrap_or_default()
}

pub(super) fn read_bytes(bytes: &[u8]) -> Result<Project, ContentError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => read(text),
        // A text cut within a letter is still a text that breaks off.
        Err(error) if error.error_len().is_none() => {
            read(&String::from_utf8_lossy(&bytes[..error.valid_up_to()]))
        }
        Err(_) => Err(ContentError::binary()),
    }
}

pub(super) fn read(text: &str) -> Result<Project, ContentError> {
    // Editors on Windows put a byte order mark in front.
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.is_empty() {
        return Err(ContentError::empty());
    }
    if text.starts_with('<') {
        return Err(ContentError::web_page());
    }
    let header: Header = from_json(text)?;
    if header.format() != Some(FORMAT) {
        return Err(ContentError::other_json());
    }
    let project = match version(&header)? {
        VERSION => read_project(text)?,
        older => {
            let mut document: Map<String, Value> = from_json(text)?;
            migrate(&mut document, older);
            read_project(&Value::Object(document).to_string())?
        }
    };
    Ok(without_lost_camera(project))
}

fn version(header: &Header) -> Result<u64, ContentError> {
    match header.version() {
        None | Some(0) => Err(ContentError::no_version()),
        Some(newer) if newer > VERSION => Err(ContentError::newer(newer, VERSION)),
        Some(known) => Ok(known),
    }
}

fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, ContentError> {
    serde_json::from_str(text).map_err(|error| ContentError::json(&error, text))
}

fn read_project(text: &str) -> Result<Project, ContentError> {
    from_json(text).map_err(|error| match network_fault(text) {
        Some(fault) => ContentError::network(&fault),
        None => error,
    })
}

/// What is wrong with the network in `text`, if that is what keeps it from being read: the reader would say that it stands
/// where the network ends.
fn network_fault(text: &str) -> Option<FormError> {
    #[derive(Deserialize)]
    struct Network {
        graph: GraphDraft,
    }
    let network: Network = serde_json::from_str(text).ok()?;
    network.graph.checked().err()
}

/// A view is no reason to refuse a network: a camera that shows nothing is left out.
fn without_lost_camera(mut project: Project) -> Project {
    project.view.camera = project.view.camera.filter(|camera| camera.is_usable());
    project
}

#[cfg(test)]
mod tests {
    use super::super::preset;
    use super::*;

    fn lenet() -> Project {
        preset("lenet5").unwrap().project.clone()
    }

    fn message(text: &str) -> String {
        read(text).unwrap_err().to_string()
    }

    #[test]
    fn format_and_version_come_first_and_the_order_is_stable() {
        let text = write(&lenet());
        assert!(
            text.starts_with(
                "{\n  \"format\": \"netsmith\",\n  \"version\": 1,\n  \"name\": \"LeNet-5\""
            ),
            "{text}"
        );
        assert!(text.ends_with("}\n"));
        assert_eq!(write(&read(&text).unwrap()), text);
    }

    #[test]
    fn a_newer_version_is_refused_and_named() {
        let text = write(&lenet()).replacen("\"version\": 1", "\"version\": 7", 1);
        assert_eq!(
            message(&text),
            "expected a Netsmith project, found version 7 of the format where this Netsmith knows only version 1; \
             open it with a newer Netsmith"
        );
    }

    #[test]
    fn a_version_that_is_none_is_refused() {
        for version in ["0", "-1", "1.5", "\"1\"", "null", "1e30"] {
            let text =
                write(&lenet()).replacen("\"version\": 1", &format!("\"version\": {version}"), 1);
            assert!(message(&text).contains("no `\"version\"`"), "{version}");
        }
    }

    #[test]
    fn what_is_no_project_is_named_and_comes_with_advice() {
        for (text, found) in [
            ("", "an empty file"),
            (" \n\t", "an empty file"),
            ("\u{feff}", "an empty file"),
            ("<!DOCTYPE html>", "a web page"),
            ("import keras", "a text that is no JSON"),
            ("[1, 2]", "JSON without `\"format\": \"netsmith\"`"),
            ("{}", "JSON without `\"format\": \"netsmith\"`"),
            (
                r#"{"format": "keras"}"#,
                "JSON without `\"format\": \"netsmith\"`",
            ),
            (
                r#"{"format": "netsmith", "version": 1"#,
                "a text that breaks off",
            ),
            (
                r#"{"format": "netsmith", "version": 1}"#,
                "a fault in it (missing field `name`);",
            ),
            (
                r#"{"format": "netsmith", "version": 1, "name": 3}"#,
                "expected a string at line 1",
            ),
        ] {
            let message = message(text);
            assert!(
                message.contains(found) && message.contains("; "),
                "{message}"
            );
        }
    }

    #[test]
    fn a_text_cut_anywhere_is_refused_and_never_half_read() {
        let mut project = lenet();
        project.name = "手写数字".to_owned();
        let text = write(&project);
        for end in 0..text.trim_end().len() {
            assert!(read_bytes(&text.as_bytes()[..end]).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn data_that_is_no_text_is_refused() {
        let message = read_bytes(b"\x89HDF\r\n\x1a\n").unwrap_err().to_string();
        assert!(message.contains("data that is no text"), "{message}");
    }

    #[test]
    fn lists_nested_without_end_are_refused() {
        let text = format!("{{\"format\": {}", "[".repeat(1_000_000));
        assert!(message(&text).contains("recursion limit"));
    }

    #[test]
    fn a_fault_in_the_network_is_refused_with_its_reason() {
        let text = write(&lenet()).replacen(
            "\"inputs\": [\n          0",
            "\"inputs\": [\n          99",
            1,
        );
        assert!(message(&text).contains("takes its input from node 99, which does not exist"));
    }

    #[test]
    fn a_fault_of_the_whole_network_comes_without_a_place() {
        let project = |nodes: &str, blocks: &str| {
            message(&format!(
                "{{\"format\": \"netsmith\", \"version\": 1, \"name\": \"x\",\n \"graph\": {{\"nodes\": [{nodes}],\n \
                 \"blocks\": {{{blocks}}}}},\n \"summary\": \"\"}}"
            ))
        };
        let node = |id: u64, name: &str, from: u64| {
            format!(
                "{{\"id\": {id}, \"name\": \"{name}\", \"layer\": {{\"type\": \"Flatten\"}}, \"inputs\": [{from}]}}"
            )
        };
        let circle = [node(1, "a", 3), node(2, "b", 1), node(3, "c", 2)].join(", ");
        assert_eq!(
            project(&circle, ""),
            "expected a Netsmith project, found a fault in its network (the wires form a circle, `a` → `b` → `c` → `a`, but \
             data flows one way only); correct it in the file, or open an earlier copy"
        );
        let holds =
            "\"loop\": {\"nodes\": [{\"id\": 1, \"name\": \"a\", \"block\": {\"use\": \"loop\"}}]}";
        assert_eq!(
            project("", holds),
            "expected a Netsmith project, found a fault in its network (the block `loop` contains itself); correct it in \
             the file, or open an earlier copy"
        );
        // An unknown kind of layer stands somewhere.
        let unknown = project(
            "{\"id\": 1, \"name\": \"a\", \"layer\": {\"type\": \"Conv3D\"}}",
            "",
        );
        assert!(
            unknown.contains("Conv3D") && unknown.contains(" at line 2 "),
            "{unknown}"
        );
    }

    #[test]
    fn unknown_fields_are_passed_over() {
        let text = write(&lenet()).replacen('{', "{\"author\": {\"name\": \"Ada\"},", 1);
        assert_eq!(read(&text).unwrap(), lenet());
    }

    #[test]
    fn a_byte_order_mark_is_passed_over() {
        assert_eq!(
            read(&format!("\u{feff}{}", write(&lenet()))).unwrap(),
            lenet()
        );
    }

    #[test]
    fn a_camera_lost_in_space_does_not_keep_a_project_closed() {
        let view = "\"view\": {\"camera\": {\"center\": [1e300, 0.0], \"zoom\": 0.0}},";
        let text = write(&lenet()).replacen('{', &format!("{{{view}"), 1);
        assert_eq!(read(&text).unwrap(), lenet());
    }
}
