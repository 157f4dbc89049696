//! What programs in Python share: words of a user's within them, and how they prepare a picture.

use crate::data::{Contract, ResizeMode};

/// A name within a comment or a text of Python's: nothing of it ends either.
pub(super) fn in_words(name: &str) -> String {
    let is_plain = |letter: &char| !letter.is_control() && !matches!(letter, '"' | '\\');
    name.chars().filter(is_plain).collect()
}

/// A text of Python's; JSON's are, but for what lies beyond 16 bits, which stands there as it is.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Lines that make of `picture`, one of PIL's, the `values` from 0 to 255 of a picture for a network. Colors come first: PIL
/// resizes pictures with a palette without any mixing.
pub(super) fn fitting(contract: &Contract, [height, width, channels]: [usize; 3]) -> String {
    let mode = if channels == 1 { "L" } else { "RGB" };
    let fitted = match contract.resize() {
        ResizeMode::Stretch => format!("picture.resize(({width}, {height}), Image.BILINEAR)"),
        ResizeMode::Crop => format!("ImageOps.fit(picture, ({width}, {height}), Image.BILINEAR)"),
        ResizeMode::Pad => format!("ImageOps.pad(picture, ({width}, {height}), Image.BILINEAR)"),
    };
    format!(
        r#"    picture = ImageOps.exif_transpose(picture)
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    picture = picture.convert("{mode}")
    picture = {fitted}
    values = numpy.asarray(picture, numpy.float32).reshape({height}, {width}, {channels})
"#
    )
}
