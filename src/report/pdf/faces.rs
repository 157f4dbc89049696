//! The faces that a PDF's words are set in: each goes in with the letters that occur, and says which letters they are, so
//! that words can be found and copied.

use std::collections::BTreeMap;
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::layout::PositionedGlyph;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, GlyphId, MetadataProvider as _, Tag};
use subsetter::{GlyphRemapper, subset};

use super::file::{File, Ref, hexadecimal, number};
use crate::message;
use crate::text::Message;

/// What a letter that no face has is copied as.
const UNKNOWN: &str = "\u{FFFD}";

/// The faces of one file.
#[derive(Default)]
pub struct Faces {
    used: Vec<Face>,
}

/// A face and what occurs of it.
struct Face {
    id: ID,
    name: String,
    bytes: Arc<dyn AsRef<[u8]> + Sync + Send>,
    units: f32,
    glyphs: GlyphRemapper,
    /// By the number that a glyph has in the file: its width in thousandths of the type size, and what it spells.
    letters: BTreeMap<u16, (f64, String)>,
}

/// A glyph as the file names it.
pub struct Letter {
    /// The place of its face.
    pub face: usize,
    /// Its number there.
    pub number: u16,
    /// Its width in thousandths of the type size.
    pub width: f64,
    /// How many units of its outline are the type size.
    pub units: f32,
}

impl Faces {
    /// `glyph` of a face in `database`, which goes in with it.
    pub fn letter(&mut self, glyph: &PositionedGlyph, database: &Database) -> Option<Letter> {
        let face = match self.used.iter().position(|face| face.id == glyph.font) {
            Some(face) => face,
            None => {
                self.used.push(Face::of(glyph.font, database)?);
                self.used.len() - 1
            }
        };
        let used = &mut self.used[face];
        let old = u16::try_from(glyph.id.0).ok()?;
        let number = used.glyphs.remap(old);
        let bytes = Arc::clone(&used.bytes);
        let (width, text) = used.letters.entry(number).or_insert_with(|| {
            let width = width_of(bytes.as_ref().as_ref(), old);
            (width.unwrap_or_default(), String::new())
        });
        if text.is_empty() {
            let spelled = if old == 0 { UNKNOWN } else { &glyph.text };
            text.push_str(spelled);
        }
        Some(Letter {
            face,
            number,
            width: *width,
            units: used.units,
        })
    }

    /// Writes them, and says under which names: the entries of a page's dictionary of fonts.
    ///
    /// # Errors
    /// A sentence where a bundled face cannot be taken apart; there is none.
    pub fn write(&self, file: &mut File) -> Result<String, Message> {
        let mut names = String::new();
        for (index, face) in self.used.iter().enumerate() {
            let written = face.write(file)?;
            names.push_str(&format!("/F{index} {written} "));
        }
        Ok(names)
    }
}

impl Face {
    fn of(id: ID, database: &Database) -> Option<Self> {
        let (Source::Binary(bytes), 0) = database.face_source(id)? else {
            return None;
        };
        let font = FontRef::new(bytes.as_ref().as_ref()).ok()?;
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        Some(Self {
            id,
            name: database.face(id)?.post_script_name.clone(),
            units: f32::from(metrics.units_per_em),
            bytes,
            glyphs: GlyphRemapper::new(),
            letters: BTreeMap::new(),
        })
    }

    fn write(&self, file: &mut File) -> Result<Ref, Message> {
        let bytes = self.bytes.as_ref().as_ref();
        let refused =
            |error: &dyn ToString| message!("face-not-embedded", error = error.to_string());
        let part = subset(bytes, 0, &self.glyphs).map_err(|error| refused(&error))?;
        let font = FontRef::new(bytes).map_err(|error| refused(&error))?;
        let left = FontRef::new(&part).map_err(|error| refused(&error))?;
        // Faces with cubic curves go in as the table that holds them, those with quadratic ones whole.
        let (kind, entry) = match left.data_for_tag(Tag::new(b"CFF ")) {
            Some(curves) => {
                let written = file.stream("/Subtype /CIDFontType0C", curves.as_bytes());
                ("/CIDFontType0", format!("/FontFile3 {written}"))
            }
            None => {
                let entries = format!("/Length1 {}", part.len());
                let written = file.stream(&entries, &part);
                (
                    "/CIDFontType2 /CIDToGIDMap /Identity",
                    format!("/FontFile2 {written}"),
                )
            }
        };
        let name = format!("{}+{}", self.tag(), self.name);
        let descriptor = file.add(&described(&font, &name, &entry));
        let widths = self.letters.iter();
        let widths = widths.map(|(glyph, (width, _))| format!("{glyph} [{}]", number(*width)));
        let widths = widths.collect::<Vec<_>>().join(" ");
        let descendant = file.add(&format!(
            "<< /Type /Font /Subtype {kind} /BaseFont /{name} \
             /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
             /FontDescriptor {descriptor} /DW 0 /W [{widths}] >>"
        ));
        let spelling = file.stream("", self.spelling().as_bytes());
        Ok(file.add(&format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H \
             /DescendantFonts [{descendant}] /ToUnicode {spelling} >>"
        )))
    }

    /// Six letters that differ where the glyphs do: programs that join files take parts of faces with one name for the same.
    fn tag(&self) -> String {
        let mut sum = self.glyphs.remapped_gids().fold(5381_u64, |sum, glyph| {
            sum.wrapping_mul(33) ^ u64::from(glyph)
        });
        let letter = |_| {
            let letter = char::from(b'A' + (sum % 26) as u8);
            sum /= 26;
            letter
        };
        (0..6).map(letter).collect()
    }

    /// What each glyph spells, as a character map (ISO 32000-1, 9.10.3).
    fn spelling(&self) -> String {
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
             /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
             /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
             1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
        );
        let spelled = self
            .letters
            .iter()
            .filter(|(_, (_, text))| !text.is_empty());
        let spelled: Vec<String> = spelled
            .map(|(number, (_, text))| format!("<{number:04X}> <{}>\n", hexadecimal(text)))
            .collect();
        // The standard allows a hundred at a time.
        for hundred in spelled.chunks(100) {
            let (count, lines) = (hundred.len(), hundred.concat());
            map.push_str(&format!("{count} beginbfchar\n{lines}endbfchar\n"));
        }
        map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        map
    }
}

/// The descriptor of a face: its measures in thousandths of the type size.
fn described(font: &FontRef<'_>, name: &str, file: &str) -> String {
    let metrics = font.metrics(Size::new(1000.0), LocationRef::default());
    let whole = |value: f32| number(f64::from(value.round()));
    let bounds = metrics.bounds.unwrap_or_default();
    let bounds = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(whole);
    let cap_height = metrics.cap_height.unwrap_or(metrics.ascent);
    // Symbolic (4): its glyphs are named by nothing but their numbers. The thickness of stems is known to nobody and used by
    // nobody who has the face.
    format!(
        "<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{}] /ItalicAngle 0 \
         /Ascent {} /Descent {} /CapHeight {} /StemV 80 {file} >>",
        bounds.join(" "),
        whole(metrics.ascent),
        whole(metrics.descent),
        whole(cap_height)
    )
}

fn width_of(bytes: &[u8], glyph: u16) -> Option<f64> {
    let font = FontRef::new(bytes).ok()?;
    let metrics = font.glyph_metrics(Size::new(1000.0), LocationRef::default());
    let width = metrics.advance_width(GlyphId::from(glyph))?;
    Some(f64::from(width))
}
