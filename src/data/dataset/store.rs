//! The pixels of many pictures of one size: in memory, or in a file without a name where they would take too much of it.
//! Reading such a file again and again is what operating systems do well: they hold as much of it in memory as has room.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use super::super::error::DataError;
use super::super::shape::ImageShape;
use crate::files::{read_at, said_by, scratch_file};

/// What is held in memory; more goes into a file.
const HELD_LIMIT_BYTES: u64 = 1 << 30;

/// What such a file may take.
const FILE_LIMIT_BYTES: u64 = 256 << 30;

/// ImageStore of one size, in an order. A clone shares them.
#[derive(Debug, Clone)]
pub struct ImageStore {
    held: Vec<Arc<Held>>,
    rows: Arc<Vec<Row>>,
    /// What one picture holds.
    value_count: usize,
}

/// Where one picture lies.
#[derive(Debug, Clone, Copy)]
struct Row {
    store: u32,
    index: u32,
}

#[derive(Debug)]
enum Held {
    Memory(Vec<u8>),
    File(File),
}

impl ImageStore {
    /// What a reader has in memory: `[count, height, width, channels]`; what is left behind the last whole picture is
    /// nobody's.
    pub fn in_memory(pixels: Vec<u8>, shape: ImageShape) -> Self {
        let count = pixels.len() / shape.value_count();
        Self::of(Held::Memory(pixels), count, shape.value_count())
    }

    fn of(store: Held, count: usize, value_count: usize) -> Self {
        let row = |index| Row {
            store: 0,
            index: index as u32,
        };
        Self {
            held: vec![Arc::new(store)],
            rows: Arc::new((0..count).map(row).collect()),
            value_count,
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The values of one picture; `None` past the end, and where the file that it lies in can no longer be read.
    pub(super) fn get(&self, index: usize) -> Option<Cow<'_, [u8]>> {
        let row = self.rows.get(index)?;
        let begin = row.index as usize * self.value_count;
        match &**self.held.get(row.store as usize)? {
            Held::Memory(pixels) => pixels
                .get(begin..begin + self.value_count)
                .map(Cow::Borrowed),
            Held::File(file) => {
                let mut pixels = vec![0; self.value_count];
                read_at(file, begin as u64, &mut pixels).ok()?;
                Some(Cow::Owned(pixels))
            }
        }
    }

    /// Those at `indices`, in that order; what is past the end is left out.
    #[must_use]
    pub(super) fn picked(&self, indices: &[usize]) -> Self {
        let rows = indices.iter().filter_map(|&index| self.rows.get(index));
        Self {
            rows: Arc::new(rows.copied().collect()),
            ..self.clone()
        }
    }

    /// These, and behind them those of `other`, which are of the same size.
    #[must_use]
    pub(super) fn joined(&self, other: &Self) -> Self {
        let before = self.held.len() as u32;
        let moved = other.rows.iter().map(|row| Row {
            store: before + row.store,
            ..*row
        });
        Self {
            held: self.held.iter().chain(&other.held).cloned().collect(),
            rows: Arc::new(self.rows.iter().copied().chain(moved).collect()),
            value_count: self.value_count,
        }
    }
}

impl PartialEq for ImageStore {
    fn eq(&self, other: &Self) -> bool {
        let mut places = 0..self.len();
        self.len() == other.len() && places.all(|place| self.get(place) == other.get(place))
    }
}

/// Whether so many images of this size are held in memory.
pub(in super::super) fn fits_memory(count: usize, shape: ImageShape) -> bool {
    bytes_of(count, shape) <= HELD_LIMIT_BYTES
}

/// Refuses images that would take more than `limit_bytes`.
pub(super) fn check_size(
    images: usize,
    shape: ImageShape,
    limit_bytes: u64,
) -> Result<(), DataError> {
    let needed_bytes = bytes_of(images, shape);
    if needed_bytes > limit_bytes {
        return Err(DataError::DatasetTooLarge {
            images,
            shape,
            needed_mib: needed_bytes >> 20,
            limit_mib: limit_bytes >> 20,
        });
    }
    Ok(())
}

fn bytes_of(count: usize, shape: ImageShape) -> u64 {
    (count as u64).saturating_mul(shape.value_count() as u64)
}

/// Takes pictures one by one, and holds them where they have room.
#[derive(Debug)]
pub(in super::super) struct StoreWriter {
    sink: Sink,
    count: usize,
    shape: ImageShape,
    /// What all of them are going to take.
    needed_bytes: u64,
}

#[derive(Debug)]
enum Sink {
    Memory(Vec<u8>),
    File(BufWriter<File>, PathBuf),
}

impl StoreWriter {
    /// For at most `count` pictures of this size.
    ///
    /// # Errors
    /// [`DataError::NoScratch`] where they do not fit into memory and no file can be made; [`DataError::DatasetTooLarge`].
    pub fn new(count: usize, shape: ImageShape) -> Result<Self, DataError> {
        Self::holding(count, shape, HELD_LIMIT_BYTES)
    }

    fn holding(count: usize, shape: ImageShape, limit_bytes: u64) -> Result<Self, DataError> {
        let needed_bytes = bytes_of(count, shape);
        check_size(count, shape, FILE_LIMIT_BYTES)?;
        let sink = if needed_bytes <= limit_bytes {
            Sink::Memory(Vec::with_capacity(needed_bytes as usize))
        } else {
            let (folder, made) = scratch_file();
            let file = made.map_err(|error| no_scratch(needed_bytes, folder.clone(), &error))?;
            Sink::File(BufWriter::with_capacity(1 << 20, file), folder)
        };
        Ok(Self {
            sink,
            count: 0,
            shape,
            needed_bytes,
        })
    }

    /// One more picture, `[height, width, channels]`.
    ///
    /// # Errors
    /// [`DataError::NoScratch`] where the disk is full.
    pub fn add(&mut self, pixels: &[u8]) -> Result<(), DataError> {
        debug_assert_eq!(pixels.len(), self.shape.value_count());
        match &mut self.sink {
            Sink::Memory(all) => all.extend_from_slice(pixels),
            Sink::File(file, folder) => file
                .write_all(pixels)
                .map_err(|error| no_scratch(self.needed_bytes, folder.clone(), &error))?,
        }
        self.count += 1;
        Ok(())
    }

    /// All that came, in the order in which they came.
    ///
    /// # Errors
    /// [`DataError::NoScratch`] where the disk is full.
    pub fn finish(self) -> Result<ImageStore, DataError> {
        let store = match self.sink {
            Sink::Memory(pixels) => Held::Memory(pixels),
            Sink::File(file, folder) => match file.into_inner() {
                Ok(file) => Held::File(file),
                Err(error) => {
                    return Err(no_scratch(self.needed_bytes, folder, error.error()));
                }
            },
        };
        Ok(ImageStore::of(store, self.count, self.shape.value_count()))
    }
}

fn no_scratch(needed_bytes: u64, folder: PathBuf, error: &io::Error) -> DataError {
    DataError::NoScratch {
        needed_mib: needed_bytes >> 20,
        reason: said_by(error),
        folder,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape() -> ImageShape {
        ImageShape::new(1, 2, 1).unwrap()
    }

    fn written(limit_bytes: u64) -> ImageStore {
        let mut writer = StoreWriter::holding(3, shape(), limit_bytes).unwrap();
        for picture in [[1, 2], [3, 4], [5, 6]] {
            writer.add(&picture).unwrap();
        }
        writer.finish().unwrap()
    }

    #[test]
    fn what_does_not_fit_into_memory_is_the_same_from_a_file() {
        let (held, filed) = (written(6), written(5));
        assert!(matches!(*held.held[0], Held::Memory(_)));
        assert!(matches!(*filed.held[0], Held::File(_)));
        assert_eq!(held, filed);
        assert_eq!(filed.get(1).as_deref(), Some(&[3, 4][..]));
        assert_eq!(filed.get(3), None);
    }

    #[test]
    fn parts_and_wholes_of_pictures_share_them() {
        let (held, filed) = (written(6), written(5));
        let both = held.joined(&filed.picked(&[2, 0]));
        let all = (0..both.len()).filter_map(|at| both.get(at));
        let all: Vec<Vec<u8>> = all.map(Cow::into_owned).collect();
        assert_eq!(all, [[1, 2], [3, 4], [5, 6], [5, 6], [1, 2]]);
        assert_eq!(both.picked(&[3]).get(0).as_deref(), Some(&[5, 6][..]));
        assert!(Arc::ptr_eq(&both.held[0], &held.held[0]));
    }
}
