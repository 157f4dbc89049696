//! Tables as Python's csv module and Excel write them; `tests/golden/data_golden.py` made the files.

use std::fs;

use netsmith::data::{DataError, DataWarning, Loaded, Role};

use super::all_pixels;
use super::arrays::{golden, values};
use super::opened;

fn read(name: &str) -> Loaded {
    let name = format!("tables/{name}");
    opened(&golden(&name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn opened_text(text: &str) -> Result<Loaded, DataError> {
    let folder = tempfile::tempdir().expect("temporary folder");
    let path = folder.path().join("table.csv");
    fs::write(&path, text).expect("writes");
    opened(&path)
}

#[test]
fn rows_of_paths_and_labels_are_read_in_every_form() {
    for name in ["paths.csv", "bare.csv", "ids.csv", "paths.csv.gz"] {
        let loaded = read(name);
        assert_eq!(loaded.train.classes(), ["cat", "dog"], "{name}");
        assert_eq!(loaded.train.labels(), [0, 1, 0, 1], "{name}");
        let reds: Vec<u8> = (0..4)
            .map(|index| loaded.train.pixels(index).expect("there")[0])
            .collect();
        assert_eq!(reds, [0, 20, 40, 60], "{name}");
        assert_eq!(
            loaded
                .train
                .file_name(2)
                .map(|name| name.replace('\\', "/")),
            Some("images/c.png".to_owned())
        );
    }
}

#[test]
fn a_table_of_excel_with_parts_is_read() {
    let loaded = read("excel.csv");
    assert_eq!(loaded.train.labels(), [0, 1]);
    assert_eq!(
        loaded.part(Role::Validation).expect("validation").labels(),
        [0]
    );
    assert_eq!(loaded.part(Role::Test).expect("test").labels(), [1]);
}

#[test]
fn files_that_are_missing_are_left_out_and_said() {
    let loaded = read("missing.csv");
    assert_eq!(loaded.train.len(), 4);
    assert!(
        matches!(loaded.train.warnings(), [DataWarning::LeftOut { count: 1, total: 5, example, .. }] if example.ends_with("none.png")),
        "{:?}",
        loaded.train.warnings()
    );
}

#[test]
fn rows_of_pixels_are_read_whichever_end_the_label_stands_at() {
    for name in ["pixels.csv", "pixels_bare.csv", "pixels.csv.gz"] {
        let loaded = read(name);
        assert_eq!(loaded.train.shape().to_string(), "3 × 3 × 1", "{name}");
        assert_eq!(all_pixels(&loaded.train), values(36), "{name}");
        assert_eq!(loaded.train.labels(), [2, 0, 1, 2], "{name}");
        assert_eq!(loaded.train.classes(), ["0", "1", "2"], "{name}");
    }
}

#[test]
fn the_table_to_train_on_is_found_in_an_archive() {
    let loaded = read("digits.zip");
    assert_eq!(all_pixels(&loaded.train), values(36));
    assert_eq!(loaded.train.labels(), [2, 0, 1, 2]);
    let is_said = |it: &DataWarning| matches!(it, DataWarning::PassedOver { count: 2, .. });
    assert!(loaded.train.warnings().iter().any(is_said));
}

#[test]
fn a_packed_table_that_is_cut_short_is_a_sentence() {
    let whole = fs::read(golden("tables/pixels.csv.gz")).expect("there");
    let folder = tempfile::tempdir().expect("temporary folder");
    let path = folder.path().join("pixels.csv.gz");
    for length in [3, 12, 40, whole.len() - 20, whole.len() - 4] {
        fs::write(&path, &whole[..length]).expect("writes");
        let error = opened(&path).expect_err("cut short").to_string();
        assert!(error.contains("pixels.csv.gz"), "{length}: {error}");
    }
}

#[test]
fn pixels_in_one_cell_are_read_with_their_parts() {
    let loaded = read("cell.csv");
    assert_eq!(
        (loaded.train.labels(), all_pixels(&loaded.train)),
        (&[2, 0][..], values(18))
    );
    assert_eq!(loaded.part(Role::Validation).expect("public").labels(), [1]);
    assert_eq!(loaded.part(Role::Test).expect("private").labels(), [2]);
}

#[test]
fn rows_that_hold_no_picture_are_left_out_and_said() {
    let row = |label: &str, cells: usize| format!("{label}{}\n", ",7".repeat(cells));
    let text = [row("1", 9), row("0", 9), row("1", 4), row("0", 9)].concat();
    let loaded = opened_text(&text).expect("reads");
    assert_eq!(loaded.train.labels(), [1, 0, 0]);
    let left_out = |warning: &DataWarning| {
        matches!(
            warning,
            DataWarning::RowsLeftOut {
                count: 1,
                total: 4,
                line: 3
            }
        )
    };
    assert!(
        loaded.train.warnings().iter().any(left_out),
        "{:?}",
        loaded.train.warnings()
    );
}

#[test]
fn tables_of_something_else_are_sentences() {
    for text in [
        "height,weight\n1,2\n3,4\n",
        "name,city\nAnna,Ulm\nBen,Bonn\n",
        "image,label\n",
        "a,b\n\n\n",
    ] {
        let error = opened_text(text).expect_err(text);
        assert!(
            matches!(
                error,
                DataError::BadTable { .. }
                    | DataError::NoReadableImage { .. }
                    | DataError::UnknownKind { .. }
            ),
            "{text}: {error}"
        );
    }
    assert!(matches!(
        opened_text("path,label\nnone.png,cat\nno.png,dog\n"),
        Err(DataError::NoReadableImage { .. })
    ));
}
