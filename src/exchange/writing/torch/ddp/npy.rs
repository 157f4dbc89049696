//! Arrays as NumPy keeps them in files of their own (format 1.0).

/// The numbers of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Bytes.
    Bytes,
    /// Whole numbers of 32 bits, the lowest byte first.
    Words,
}

/// Where numbers may begin.
const ALIGNMENT: usize = 64;

/// What stands before the numbers of an array of this shape, row by row.
pub(super) fn header(kind: Kind, shape: &[usize]) -> Vec<u8> {
    let kind = match kind {
        Kind::Bytes => "|u1",
        Kind::Words => "<u4",
    };
    let axes: Vec<String> = shape.iter().map(|axis| format!("{axis},")).collect();
    let mut text = format!(
        "{{'descr': '{kind}', 'fortran_order': False, 'shape': ({}), }}",
        axes.concat()
    );
    let before = b"\x93NUMPY\x01\x00";
    let beginning = before.len() + size_of::<u16>();
    let end = (beginning + text.len() + 1).next_multiple_of(ALIGNMENT);
    text.extend(std::iter::repeat_n(' ', end - 1 - beginning - text.len()));
    text.push('\n');
    let mut bytes = before.to_vec();
    // A shape of four axes is far from filling 65,535 letters.
    bytes.extend((text.len() as u16).to_le_bytes());
    bytes.extend(text.into_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{DataSource, OpenOptions, open_quietly};
    use crate::files::write_atomically;

    /// By our own reader of arrays, which `tests/data/arrays.rs` holds against files of NumPy's.
    #[test]
    fn arrays_are_read_as_they_were_written() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path();
        let pixels: Vec<u8> = (0..4 * 2 * 3).collect();
        let mut images = header(Kind::Bytes, &[4, 2, 3]);
        assert_eq!(images.len() % ALIGNMENT, 0);
        images.extend(&pixels);
        let mut labels = header(Kind::Words, &[4]);
        labels.extend([0_u32, 1, 1, 0].iter().flat_map(|it| it.to_le_bytes()));
        write_atomically(&folder.join("x_train.npy"), &images).unwrap();
        write_atomically(&folder.join("y_train.npy"), &labels).unwrap();
        let source = DataSource::parse(folder.to_str().unwrap()).unwrap();
        let loaded = open_quietly(&source, &OpenOptions::default()).unwrap();
        assert_eq!(loaded.train.labels(), [0, 1, 1, 0]);
        assert_eq!(loaded.train.pixels(3).unwrap()[..], pixels[18..]);
    }
}
