//! A report as a PDF: A4 sheets for a printer, with words that can be found and copied in the bundled faces.
//!
//! ```text
//! Paper ──layout──► sheets ──SVG, as usvg sets it──► operators, faces ──► one file
//! ```
//! Never asks the clock, the machine or the network for anything: one report is the same bytes wherever it is written.

mod drawn;
mod faces;
mod file;
mod lines;
mod sheets;
mod tables;
mod written;

use std::fmt::Write as _;

use image::RgbImage;
use resvg::tiny_skia::Transform;

use self::drawn::{Shared, name_of, painted};
use self::file::{File, Ref, number, spelled};
use self::sheets::{GAP, Mark, Sheet, Sheets};
use super::paper::Paper;
use crate::diagram::parsed;
use crate::text::{Language, Message, spoken};

/// A PDF that grows.
pub struct Pdf {
    title: String,
    sheets: Sheets,
}

impl Pdf {
    /// An empty one, called `title`, in the language of now.
    pub fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            sheets: Sheets::default(),
        }
    }

    /// The whole file, with `words` at its end.
    ///
    /// # Errors
    /// A sentence where a drawing or a face of ours is broken.
    pub fn finish(mut self, words: &str) -> Result<Vec<u8>, Message> {
        self.sheets.gap(GAP);
        self.small(words);
        let (sheets, marks) = self.sheets.finish();
        let heights: Vec<f64> = sheets.iter().map(|sheet| sheet.size[1]).collect();
        let (mut file, mut shared) = (File::default(), Shared::default());
        let common = Common {
            pages: file.reserve(),
            fonts: file.reserve(),
            opacities: file.reserve(),
        };
        let mut pages = Vec::new();
        for sheet in sheets {
            pages.push(write_page(&mut file, sheet, &common, &mut shared)?);
        }
        let kids: Vec<String> = pages.iter().map(Ref::to_string).collect();
        let (kids, count) = (kids.join(" "), pages.len());
        let tree = format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>");
        file.set(common.pages, &tree);
        let faces = shared.faces.write(&mut file)?;
        file.set(common.fonts, &format!("<< {faces}>>"));
        let mut opacities = String::new();
        for opacity in shared.opacities {
            let [fill, stroke] = opacity.map(|percent| number(f64::from(percent) / 100.0));
            let name = name_of(opacity);
            let _ = write!(opacities, "/{name} << /ca {fill} /CA {stroke} >> ");
        }
        file.set(common.opacities, &format!("<< {opacities}>>"));
        let outlines = write_outlines(&mut file, &marks, &heights, &pages);
        let language = match spoken() {
            Language::English => "en",
            Language::Chinese => "zh-Hans",
        };
        let catalog = file.add(&format!(
            "<< /Type /Catalog /Pages {} /Lang ({language}) {outlines} \
             /ViewerPreferences << /DisplayDocTitle true >> >>",
            common.pages
        ));
        let title = spelled(&self.title);
        let information = file.add(&format!("<< /Title {title} /Producer (Netsmith) >>"));
        Ok(file.finish(catalog, information))
    }
}

/// What all pages name.
struct Common {
    pages: Ref,
    fonts: Ref,
    opacities: Ref,
}

/// Writes a sheet as a page.
fn write_page(
    file: &mut File,
    sheet: Sheet,
    common: &Common,
    shared: &mut Shared,
) -> Result<Ref, Message> {
    let [width, height] = sheet.size.map(number);
    // Pages count from below, drawings from above.
    let mut content = format!("1 0 0 -1 0 {height} cm\n");
    let words = parsed(&sheet.words.finish()).map_err(|error| error.message())?;
    content.push_str(&painted(&words, Transform::identity(), shared));
    for (svg, [left, top], scale) in &sheet.drawings {
        let tree = parsed(svg).map_err(|error| error.message())?;
        let place = Transform::from_translate(*left as f32, *top as f32);
        let place = place.pre_scale(*scale as f32, *scale as f32);
        content.push_str(&painted(&tree, place, shared));
    }
    let mut names = String::new();
    for (index, (picture, [left, top, width, height])) in sheet.pictures.iter().enumerate() {
        let bottom = number(top + height);
        let [left, width, height] = [*left, *width, *height].map(number);
        let place = format!("{width} 0 0 -{height} {left} {bottom} cm");
        let _ = writeln!(content, "q {place} /P{index} Do Q");
        let written = write_picture(file, picture);
        let _ = write!(names, "/P{index} {written} ");
    }
    let content = file.stream("", content.as_bytes());
    let Common {
        pages,
        fonts,
        opacities,
    } = common;
    Ok(file.add(&format!(
        "<< /Type /Page /Parent {pages} /MediaBox [0 0 {width} {height}] /Contents {content} \
         /Resources << /Font {fonts} /ExtGState {opacities} /XObject << {names}>> >> >>"
    )))
}

/// Every pixel as it is; a program that shows it larger is told not to blur it.
fn write_picture(file: &mut File, picture: &RgbImage) -> Ref {
    let (width, height) = picture.dimensions();
    let entries = format!(
        "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB \
         /BitsPerComponent 8 /Interpolate false"
    );
    file.stream(&entries, picture.as_raw())
}

/// The headings as a list that leads to them: the catalog's entry for it.
fn write_outlines(file: &mut File, marks: &[Mark], heights: &[f64], pages: &[Ref]) -> String {
    let items: Vec<Ref> = marks.iter().map(|_| file.reserve()).collect();
    let ([first, ..], [.., last]) = (&items[..], &items[..]) else {
        return String::new();
    };
    let list = file.reserve();
    for (index, mark) in marks.iter().enumerate() {
        let page = pages[mark.sheet];
        let y = number(heights[mark.sheet] - mark.top + 4.0);
        let words = spelled(&mark.words);
        let mut item =
            format!("<< /Title {words} /Parent {list} /Dest [{page} /XYZ null {y} null]");
        if let Some(before) = index.checked_sub(1).and_then(|before| items.get(before)) {
            let _ = write!(item, " /Prev {before}");
        }
        if let Some(after) = items.get(index + 1) {
            let _ = write!(item, " /Next {after}");
        }
        file.set(items[index], &(item + " >>"));
    }
    let count = items.len();
    file.set(
        list,
        &format!("<< /Type /Outlines /First {first} /Last {last} /Count {count} >>"),
    );
    format!("/Outlines {list}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::drawing::Drawing;

    /// The words on each sheet, as SVG.
    fn sheets_of(pdf: Pdf) -> Vec<String> {
        let sheets = pdf.sheets.finish().0.into_iter();
        sheets.map(|sheet| sheet.words.finish()).collect()
    }

    fn texts(words: &[&str]) -> Vec<String> {
        words.iter().map(|words| (*words).to_owned()).collect()
    }

    #[test]
    fn a_long_table_has_its_head_on_each_sheet_and_every_row_once() {
        let mut pdf = Pdf::new("a table");
        let rows: Vec<Vec<String>> = (0..150)
            .map(|row| texts(&[&format!("row{row}."), "1.0"]))
            .collect();
        pdf.table(&texts(&["name", "value"]), &rows, 1);
        let sheets = sheets_of(pdf);
        assert!(sheets.len() > 2);
        for (index, sheet) in sheets.iter().enumerate() {
            assert_eq!(sheet.matches(">name<").count(), 1, "sheet {index}");
            assert!(sheet.contains(&format!(">{} / {}<", index + 1, sheets.len())));
        }
        let all = sheets.concat();
        for row in 0..150 {
            assert_eq!(all.matches(&format!(">row{row}.<")).count(), 1, "{row}");
        }
    }

    #[test]
    fn a_heading_goes_with_what_it_is_above() {
        for lines in 30..60 {
            let mut pdf = Pdf::new("headings");
            for _ in 0..lines {
                pdf.paragraph("a line");
            }
            pdf.section("the section");
            pdf.part("the part");
            pdf.paragraph("below it");
            let sheets = sheets_of(pdf);
            let of = |words: &str| sheets.iter().position(|sheet| sheet.contains(words));
            assert_eq!(of("the section"), of("below it"), "{lines}");
            assert_eq!(of("the part"), of("below it"), "{lines}");
        }
    }

    #[test]
    fn a_drawing_that_would_be_too_small_gets_a_sheet_that_fits_it() {
        let mut pdf = Pdf::new("drawings");
        pdf.paragraph("before");
        let wide = Drawing::new([3000.0, 900.0]).finish();
        let small = Drawing::new([300.0, 100.0]).finish();
        pdf.drawings(&[small, wide]);
        let (sheets, _) = pdf.sheets.finish();
        let sizes: Vec<_> = sheets
            .iter()
            .map(|sheet| sheet.size[0] > sheet.size[1])
            .collect();
        assert_eq!(sizes, [false, true, false]);
        for sheet in &sheets {
            for (svg, [left, top], scale) in &sheet.drawings {
                let size = parsed(svg).unwrap().size();
                let right = left + f64::from(size.width()) * scale;
                let bottom = top + f64::from(size.height()) * scale;
                assert!(right <= sheet.size[0] && bottom <= sheet.size[1]);
            }
        }
    }

    #[test]
    fn the_same_report_is_the_same_bytes() {
        let write = || {
            let mut pdf = Pdf::new("twice <&> 两次");
            pdf.section("章节 (one)");
            pdf.paragraph("words ffi, fi — 卷积神经网络");
            pdf.pairs(&[("a".to_owned(), "b".to_owned())]);
            pdf.finish("the end").unwrap()
        };
        let file = write();
        assert_eq!(file, write());
        let text = String::from_utf8_lossy(&file);
        assert!(text.contains("/FontFile2") && text.contains("/CIDFontType0C"));
        assert!(text.contains(&format!("/Title {}", spelled("章节 (one)"))));
        // Four faces of 1.9 MB stand behind it.
        assert!(file.len() < 40_000, "{}", file.len());
    }
}
