//! Figures of a run as TensorBoard reads them: event files, as TensorFlow's writers make them. Each record carries its own
//! checksums and is added in one piece; a reader passes over one that a crash has cut off.
//!
//! ```text
//! DIR/<run>/train/events.out.tfevents.…       epoch_loss, epoch_accuracy, …, epoch_learning_rate
//! DIR/<run>/validation/events.out.tfevents.…  the same, but for the learning rate
//! ```

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::error::RunError;
use super::folder::RunFolder;
use super::history::{EpochRecord, Figures};
use crate::files::said_by;

/// The event files of one run, as Keras's `TensorBoard` callback lays them out.
#[derive(Debug)]
pub struct TensorBoard {
    train: EventFile,
    /// Made with the first epoch that was validated.
    validation: Option<EventFile>,
    validation_folder: PathBuf,
}

impl TensorBoard {
    /// Begins event files for the run called `name` in `folder`, at `wall_time` in seconds since 1970.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn begin(folder: &Path, name: &str, wall_time: f64) -> Result<Self, RunError> {
        let folder = folder.join(name);
        Ok(Self {
            train: EventFile::begin(&folder.join("train"), wall_time)?,
            validation: None,
            validation_folder: folder.join("validation"),
        })
    }

    /// Writes a run that is over, with the times at which its epochs ended as far as they are known.
    ///
    /// # Errors
    /// Where the run cannot be read, or the disk refuses.
    pub fn export(run: &RunFolder, name: &str, folder: &Path) -> Result<(), RunError> {
        let started = run.manifest().started.parse::<jiff::Timestamp>();
        let mut time = started.map_or(0.0, |time| time.as_microsecond() as f64 * 1e-6);
        let mut board = Self::begin(folder, name, time)?;
        for record in run.history()? {
            time += record.seconds;
            board.add(&record, time)?;
        }
        Ok(())
    }

    /// Adds an epoch that ended at `wall_time`.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn add(&mut self, record: &EpochRecord, wall_time: f64) -> Result<(), RunError> {
        let mut scalars = scalars_of(&record.train);
        scalars.push(("epoch_learning_rate".to_owned(), record.learning_rate));
        self.train.add(record.epoch, &scalars, wall_time)?;
        let Some(figures) = &record.validation else {
            return Ok(());
        };
        let file = match &mut self.validation {
            Some(file) => file,
            empty => empty.insert(EventFile::begin(&self.validation_folder, wall_time)?),
        };
        file.add(record.epoch, &scalars_of(figures), wall_time)
    }
}

/// By Keras's tags.
fn scalars_of(figures: &Figures) -> Vec<(String, f64)> {
    let plain = [("loss", figures.loss), ("accuracy", figures.accuracy)];
    let plain = plain.map(|(name, value)| (format!("epoch_{name}"), value));
    let others = figures.others.iter();
    let others = others.map(|(name, value)| (format!("epoch_{name}"), *value));
    plain.into_iter().chain(others).collect()
}

/// One event file that grows.
#[derive(Debug)]
struct EventFile {
    file: File,
    path: PathBuf,
    has_begun: bool,
}

impl EventFile {
    fn begin(folder: &Path, wall_time: f64) -> Result<Self, RunError> {
        let refused = |path: &Path, error: &std::io::Error| RunError::Folder {
            reason: said_by(error),
            path: path.to_owned(),
        };
        fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
        // Readers take files in the order of their names.
        let seconds = wall_time.max(0.0) as u64;
        let name = |number: u32| format!("events.out.tfevents.{seconds:010}.netsmith.{number}");
        let mut paths = (0..).map(|number| folder.join(name(number)));
        let path = paths.find(|path| !path.exists()).unwrap_or_default();
        let file = OpenOptions::new().create_new(true).append(true).open(&path);
        let mut file = Self {
            file: file.map_err(|error| refused(&path, &error))?,
            path,
            has_begun: false,
        };
        let mut event = time(wall_time);
        put_bytes(&mut event, 3, b"brain.Event:2");
        file.write(&event)?;
        Ok(file)
    }

    fn add(
        &mut self,
        epoch: usize,
        scalars: &[(String, f64)],
        wall_time: f64,
    ) -> Result<(), RunError> {
        let mut records = Vec::new();
        if !self.has_begun {
            self.has_begun = true;
            // Whatever an earlier file holds of this epoch and later ones was not kept.
            let mut event = event_of(epoch, wall_time);
            put_bytes(&mut event, 7, &varint_field(1, 1));
            records.extend(record(&event));
        }
        let mut summary = Vec::new();
        for (tag, value) in scalars {
            let mut scalar = Vec::new();
            put_bytes(&mut scalar, 1, tag.as_bytes());
            scalar.push(field(2, FOUR_BYTES));
            scalar.extend((*value as f32).to_le_bytes());
            put_bytes(&mut summary, 1, &scalar);
        }
        let mut event = event_of(epoch, wall_time);
        put_bytes(&mut event, 5, &summary);
        records.extend(record(&event));
        self.write_all(&records)
    }

    fn write(&mut self, event: &[u8]) -> Result<(), RunError> {
        self.write_all(&record(event))
    }

    fn write_all(&mut self, bytes: &[u8]) -> Result<(), RunError> {
        self.file
            .write_all(bytes)
            .map_err(|error| RunError::Folder {
                reason: said_by(&error),
                path: self.path.clone(),
            })
    }
}

/// Kinds of fields in Google's protocol buffers.
const VARINT: u8 = 0;
const EIGHT_BYTES: u8 = 1;
const LENGTH_AND_BYTES: u8 = 2;
const FOUR_BYTES: u8 = 5;

fn field(number: u8, kind: u8) -> u8 {
    number << 3 | kind
}

/// An event that begins with its time, `double wall_time = 1`.
fn time(wall_time: f64) -> Vec<u8> {
    let mut event = vec![field(1, EIGHT_BYTES)];
    event.extend(wall_time.to_le_bytes());
    event
}

/// The same with `int64 step = 2`.
fn event_of(step: usize, wall_time: f64) -> Vec<u8> {
    let mut event = time(wall_time);
    event.extend(varint_field(2, step as u64));
    event
}

fn varint_field(number: u8, value: u64) -> Vec<u8> {
    let mut bytes = vec![field(number, VARINT)];
    put_varint(&mut bytes, value);
    bytes
}

fn put_bytes(message: &mut Vec<u8>, number: u8, bytes: &[u8]) {
    message.push(field(number, LENGTH_AND_BYTES));
    put_varint(message, bytes.len() as u64);
    message.extend(bytes);
}

fn put_varint(message: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        message.push(value as u8 | 0x80);
        value >>= 7;
    }
    message.push(value as u8);
}

/// An event as TensorFlow's record files hold it: its length and itself, each with a checksum behind it.
fn record(event: &[u8]) -> Vec<u8> {
    let length = (event.len() as u64).to_le_bytes();
    let mut bytes = Vec::with_capacity(event.len() + 16);
    bytes.extend(length);
    bytes.extend(masked(crc32c(&length)).to_le_bytes());
    bytes.extend(event);
    bytes.extend(masked(crc32c(event)).to_le_bytes());
    bytes
}

/// A checksum over bytes that hold checksums says little; TensorFlow turns its own so that they are none.
fn masked(checksum: u32) -> u32 {
    checksum.rotate_right(15).wrapping_add(0xA282_EAD8)
}

/// CRC-32C (Castagnoli), bit by bit: an epoch is a few hundred bytes.
fn crc32c(bytes: &[u8]) -> u32 {
    let step = |checksum: u32| match checksum & 1 {
        0 => checksum >> 1,
        _ => checksum >> 1 ^ 0x82F6_3B78,
    };
    let add = |checksum: u32, byte: &u8| {
        (0..8).fold(checksum ^ u32::from(*byte), |checksum, _| step(checksum))
    };
    !bytes.iter().fold(u32::MAX, add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{hexadecimal, read_limited};

    // RFC 3720, appendix B.4, and the usual check value.
    #[test]
    fn checksums_are_those_of_the_standard() {
        assert_eq!(crc32c(&[0; 32]), 0x8A91_36AA);
        assert_eq!(crc32c(&[0xFF; 32]), 0x62A8_AB43);
        let counting: Vec<u8> = (0..32).collect();
        assert_eq!(crc32c(&counting), 0x46DD_794E);
        assert_eq!(crc32c(b"123456789"), 0xE306_9283);
    }

    // What TensorBoard's own code writes: `tests/golden/tensorboard_golden.py`.
    #[test]
    fn a_file_is_what_tensorboard_itself_writes() {
        let golden = include_str!("../../../tests/golden/tensorboard.json");
        let golden: serde_json::Value = serde_json::from_str(golden).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let record = EpochRecord {
            epoch: 300,
            train: Figures {
                loss: 0.5,
                accuracy: 0.75,
                others: vec![("f1".to_owned(), 0.1)],
            },
            learning_rate: 0.001,
            ..EpochRecord::default()
        };
        let mut board = TensorBoard::begin(folder.path(), "mlp", 12.0).unwrap();
        board.add(&record, 13.5).unwrap();
        assert!(!folder.path().join("mlp/validation").exists());
        let name = "mlp/train/events.out.tfevents.0000000012.netsmith.0";
        let bytes = read_limited(&folder.path().join(name), 1 << 20).unwrap();
        assert_eq!(hexadecimal(&bytes), golden["event_file"].as_str().unwrap());
    }

    #[test]
    fn a_second_training_of_the_same_name_has_a_file_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..2 {
            TensorBoard::begin(folder.path(), "mlp", 12.0).unwrap();
        }
        let files = fs::read_dir(folder.path().join("mlp/train")).unwrap();
        assert_eq!(files.count(), 2);
    }
}
