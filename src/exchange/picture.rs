//! Drawings that hold the project that they show, without weights, so that they can be opened again: a chunk of text in a PNG,
//! an element of metadata in an SVG. Both are passed over by whoever only looks at them, and lost where a picture is pasted or
//! made smaller on its way.

use std::io::{Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use super::ImportError;
use super::open::Head;
use crate::diagram::Escaped;
use crate::files::read_limited;
use crate::message;
use crate::project::Project;

/// The largest project that a picture holds.
const LARGEST_TEXT_BYTES: usize = 16 << 20;

/// The largest picture that is looked through.
const LARGEST_FILE_BYTES: u64 = 256 << 20;

/// By what both formats know the text.
const KEYWORD: &str = "netsmith";

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What a picture, or a file for another program, can hold of `project`: the network and what belongs to it, but no way to a place on this machine; `None` where
/// it is larger than pictures are made for.
pub(super) fn text_of(project: &Project) -> Option<String> {
    let text = without_places(project).to_text();
    (text.len() <= LARGEST_TEXT_BYTES).then_some(text)
}

/// The project without anything that says where its user keeps pictures and runs.
fn without_places(project: &Project) -> Project {
    let is_built_in = |data: &String| data.starts_with("builtin:");
    Project {
        name: project.name.clone(),
        summary: project.summary.clone(),
        graph: project.graph.clone(),
        contract: project.contract,
        data: project.data.clone().filter(is_built_in),
        class_names: project.class_names.clone(),
        recipe: project.recipe.clone(),
        ..Project::default()
    }
}

/// The same PNG or SVG with the project in it; the picture alone where that is too large.
#[must_use]
pub fn holding(picture: Vec<u8>, project: &Project) -> Vec<u8> {
    if picture.starts_with(PNG) {
        return png_holding(picture, project);
    }
    match String::from_utf8(picture) {
        Ok(svg) => svg_holding(&svg, project).into_bytes(),
        Err(other) => other.into_bytes(),
    }
}

fn png_holding(png: Vec<u8>, project: &Project) -> Vec<u8> {
    let (Some(text), Some(place)) = (text_of(project), first_chunk(&png, b"IDAT")) else {
        return png;
    };
    // A keyword, that it is compressed and how, no language, no translation of the keyword.
    let mut data = [KEYWORD.as_bytes(), &[0, 1, 0, 0, 0]].concat();
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    let packed = encoder
        .write_all(text.as_bytes())
        .and_then(|()| encoder.finish());
    let Ok(packed) = packed else { return png };
    data.extend(packed);
    let mut made = Vec::with_capacity(png.len() + data.len() + 12);
    made.extend(&png[..place]);
    made.extend((data.len() as u32).to_be_bytes());
    let checked = [b"iTXt", &data[..]].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&checked);
    made.extend(checked);
    made.extend(sum.sum().to_be_bytes());
    made.extend(&png[place..]);
    made
}

fn svg_holding(svg: &str, project: &Project) -> String {
    // Behind the opening tag of the whole.
    let place = svg
        .find("<svg")
        .and_then(|start| Some(start + svg[start..].find('>')? + 1));
    let (Some(text), Some(place)) = (text_of(project), place) else {
        return svg.to_owned();
    };
    let (before, after) = svg.split_at(place);
    // In one line: signs that XML cannot hold are none of JSON's, and its line breaks say nothing.
    let text = text.replace('\n', " ");
    format!(
        "{before}<metadata id=\"{KEYWORD}\">{}</metadata>{after}",
        Escaped(&text)
    )
}

/// Whether a file is a picture, which could hold a project.
pub(super) fn is_picture(head: &Head<'_>) -> bool {
    let ending = head.path.extension();
    head.bytes.starts_with(PNG) || ending.is_some_and(|it| it.eq_ignore_ascii_case("svg"))
}

/// Whether a picture says in its beginning, before its pixels and lines, that it holds a project.
pub(super) fn knows(head: &Head<'_>) -> bool {
    let marks = [
        format!("iTXt{KEYWORD}\0"),
        format!("<metadata id=\"{KEYWORD}\""),
    ];
    let has = |mark: &String| {
        let mut parts = head.bytes.windows(mark.len());
        parts.any(|part| part == mark.as_bytes())
    };
    is_picture(head) && marks.iter().any(has)
}

/// The project that the picture at `path` holds.
///
/// # Errors
/// Where it is a plain picture, or what it holds is no project.
pub(super) fn project(path: &Path) -> Result<Project, ImportError> {
    let bytes = read_limited(path, LARGEST_FILE_BYTES)?;
    let text = if bytes.starts_with(PNG) {
        text_in_png(&bytes)
    } else {
        text_in_svg(&bytes)
    };
    let text = text.ok_or_else(|| ImportError::content(path, message!("import-plain-picture")))?;
    Project::from_text(&text).map_err(|error| ImportError::content(path, error.message()))
}

/// The chunks of a PNG: where each begins, what it is called, and its data.
fn chunks(png: &[u8]) -> impl Iterator<Item = (usize, &[u8], &[u8])> {
    let mut at = PNG.len();
    std::iter::from_fn(move || {
        let start = at;
        let length = png
            .get(at..at + 4)?
            .first_chunk()
            .map(|bytes| u32::from_be_bytes(*bytes))?;
        let data = start + 8..(start + 8).checked_add(length as usize)?;
        at = data.end.checked_add(4)?;
        Some((start, png.get(start + 4..start + 8)?, png.get(data)?))
    })
}

fn first_chunk(png: &[u8], name: &[u8]) -> Option<usize> {
    let mut chunks = chunks(png);
    chunks.find_map(|(start, called, _)| (called == name).then_some(start))
}

fn text_in_png(png: &[u8]) -> Option<String> {
    let start = [KEYWORD.as_bytes(), &[0, 1, 0, 0, 0]].concat();
    let before_pixels = chunks(png).take_while(|(_, called, _)| *called != b"IDAT");
    let mut texts = before_pixels.filter(|(_, called, _)| *called == b"iTXt");
    let packed = texts.find_map(|(_, _, data)| data.strip_prefix(&start[..]))?;
    let mut text = String::new();
    let limit = LARGEST_TEXT_BYTES as u64;
    ZlibDecoder::new(packed)
        .take(limit)
        .read_to_string(&mut text)
        .ok()?;
    Some(text)
}

fn text_in_svg(svg: &[u8]) -> Option<String> {
    let svg = std::str::from_utf8(svg).ok()?;
    let tree = roxmltree::Document::parse(svg).ok()?;
    let mut nodes = tree.descendants();
    let found = nodes.find(|node| {
        node.has_tag_name(("http://www.w3.org/2000/svg", "metadata"))
            && node.attribute("id") == Some(KEYWORD)
    });
    let text = found?.text()?;
    (text.len() <= LARGEST_TEXT_BYTES).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::{LayoutOptions, layout, palette};
    use crate::files::write_atomically;
    use crate::graph::infer;
    use crate::project::preset;

    fn drawn() -> (Project, String, Vec<u8>) {
        let mut project = preset("lenet5").unwrap().project.clone();
        project.name = "a < b & \"c\" 卷积".to_owned();
        let inference = infer(&project.graph);
        let drawing = layout(&project.graph, &inference, &LayoutOptions::default());
        let svg = drawing.to_svg(&palette::LIGHT);
        let png = drawing.to_png(&palette::LIGHT, 0.5).unwrap();
        (project, svg, png)
    }

    fn opened(name: &str, bytes: &[u8]) -> Result<Project, ImportError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        write_atomically(&path, bytes).unwrap();
        project(&path)
    }

    #[test]
    fn drawings_give_their_project_back() {
        let (project, svg, png) = drawn();
        let held = svg_holding(&svg, &project);
        assert_eq!(opened("a.svg", held.as_bytes()).unwrap(), project);
        assert!(crate::diagram::paint(&held, 0.5).is_ok());
        let held = png_holding(png.clone(), &project);
        assert_eq!(opened("a.png", &held).unwrap(), project);
        let pixels = |png: &[u8]| image::load_from_memory(png).unwrap().to_rgba8();
        assert_eq!(pixels(&held), pixels(&png));
    }

    #[test]
    fn a_plain_picture_is_told_apart() {
        let (_, svg, png) = drawn();
        for (name, bytes) in [
            ("a.svg", svg.as_bytes()),
            ("a.png", &png),
            ("b.svg", b"<svg"),
        ] {
            let message = opened(name, bytes).unwrap_err().to_string();
            assert!(message.contains("a plain picture"), "{message}");
        }
        let (project, _, png) = drawn();
        let held = png_holding(png, &project);
        for end in (0..held.len()).step_by(97) {
            // Cut anywhere: a project or a sentence.
            drop(opened("a.png", &held[..end]));
        }
    }
}
