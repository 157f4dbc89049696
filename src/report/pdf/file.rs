//! A PDF file that is written object by object (ISO 32000-1, 7.5): no clock and no chance in it, so that the same objects
//! are the same bytes.

use std::fmt;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// An object by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ref(usize);

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} 0 R", self.0)
    }
}

/// A file that grows.
#[derive(Debug, Default)]
pub struct File {
    objects: Vec<Vec<u8>>,
}

impl File {
    /// A number for an object that is written later.
    pub fn reserve(&mut self) -> Ref {
        self.objects.push(b"null".to_vec());
        Ref(self.objects.len())
    }

    /// Writes the object that a number was kept for.
    pub fn set(&mut self, at: Ref, body: &str) {
        self.objects[at.0 - 1] = body.as_bytes().to_vec();
    }

    /// Adds an object.
    pub fn add(&mut self, body: &str) -> Ref {
        let at = self.reserve();
        self.set(at, body);
        at
    }

    /// Adds a stream, packed; `entries` are those of its dictionary beside length and filter.
    pub fn stream(&mut self, entries: &str, bytes: &[u8]) -> Ref {
        let packed = packed(bytes);
        let length = packed.len();
        let head = format!("<< {entries} /Filter /FlateDecode /Length {length} >>\nstream\n");
        let at = self.reserve();
        self.objects[at.0 - 1] = [head.as_bytes(), &packed, b"\nendstream"].concat();
        at
    }

    /// The whole file: its catalog, and what it is called.
    pub fn finish(self, catalog: Ref, information: Ref) -> Vec<u8> {
        // The letters beyond ASCII tell programs that pass files on that this one is no text.
        let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut places = Vec::new();
        for (index, body) in self.objects.iter().enumerate() {
            places.push(file.len());
            file.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
            file.extend_from_slice(body);
            file.extend_from_slice(b"\nendobj\n");
        }
        let table = file.len();
        let count = self.objects.len() + 1;
        let mut end = format!("xref\n0 {count}\n0000000000 65535 f \n");
        for place in places {
            end.push_str(&format!("{place:010} 00000 n \n"));
        }
        end.push_str(&format!(
            "trailer\n<< /Size {count} /Root {catalog} /Info {information} >>\nstartxref\n{table}\n%%EOF\n"
        ));
        file.extend_from_slice(end.as_bytes());
        file
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("a list of bytes takes everything that is written to it")
}

/// A text as PDF spells it wherever it is not painted: in UTF-16.
pub fn spelled(text: &str) -> String {
    format!("<FEFF{}>", hexadecimal(text))
}

/// The UTF-16 of a text in digits.
pub fn hexadecimal(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("{unit:04X}"));
    units.collect::<Vec<_>>().concat()
}

/// A number as PDF spells it: never with an exponent.
pub fn number(value: f64) -> String {
    let rounded = (value * 1e4).round() / 1e4;
    format!("{}", rounded + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_are_spelled_as_the_standard_has_them() {
        assert_eq!(number(1.0), "1");
        assert_eq!(number(-0.00001), "0");
        assert_eq!(number(1.0 / 3.0), "0.3333");
        assert_eq!(number(1e9), "1000000000");
        // U+1F600 is a pair of surrogates.
        assert_eq!(spelled("a猫\u{1F600}"), "<FEFF0061732BD83DDE00>");
    }

    #[test]
    fn the_table_at_the_end_says_where_each_object_begins() {
        let mut file = File::default();
        let catalog = file.reserve();
        let information = file.add("<< >>");
        let stream = file.stream("", b"q Q");
        file.set(catalog, &format!("<< /Type /Catalog /Thing {stream} >>"));
        let bytes = file.finish(catalog, information);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(text.ends_with("%%EOF\n") && text.contains("/Root 1 0 R /Info 2 0 R"));
        let (_, end) = text.rsplit_once("startxref\n").unwrap();
        let table: usize = end.lines().next().unwrap().parse().unwrap();
        let lines = bytes[table..].split(|byte| *byte == b'\n');
        let lines: Vec<&[u8]> = lines.collect();
        assert_eq!((lines[0], lines[1]), (&b"xref"[..], &b"0 4"[..]));
        for (index, line) in lines[3..6].iter().enumerate() {
            // Each entry has 20 bytes: the end of its line is a blank and a line feed.
            assert_eq!(line.len(), 19);
            let place = std::str::from_utf8(&line[..10]).unwrap().parse::<usize>();
            let begins = format!("{} 0 obj\n", index + 1);
            assert!(bytes[place.unwrap()..].starts_with(begins.as_bytes()));
        }
    }
}
