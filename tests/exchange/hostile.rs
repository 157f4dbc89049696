//! Files that are damaged or meant to do harm: each a sentence, and never a panic.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use netsmith::exchange::{Choices, open};
use tempfile::TempDir;

use crate::support::{archive, golden, opened};

fn said(path: &Path) -> String {
    match open(path, &Choices::default(), &|| false) {
        Ok(_) => panic!("{} opens", path.display()),
        Err(error) => error.to_string(),
    }
}

fn written(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// Some files end in room that nothing lies in.
#[test]
fn files_cut_short_anywhere_get_a_sentence_or_lack_nothing() {
    let folder = TempDir::new().unwrap();
    let names = [
        "plain_three.keras",
        "plain_two.h5",
        "probe_three.h5",
        "plain_three.json",
    ];
    for name in names {
        let whole = fs::read(golden(name)).unwrap();
        let intact = opened(name).weights;
        let step = (whole.len() / 60).max(1);
        for length in (0..whole.len().saturating_sub(8)).step_by(step) {
            let path = written(&folder, name, &whole[..length]);
            match open(&path, &Choices::default(), &|| false) {
                Ok(imported) => assert_eq!(imported.weights, intact, "{name} of {length} bytes"),
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
    }
}

#[test]
fn files_with_a_byte_changed_anywhere_never_panic() {
    let folder = TempDir::new().unwrap();
    for name in ["plain_two.h5", "plain_three.h5", "prepared_three.keras"] {
        let whole = fs::read(golden(name)).unwrap();
        let step = (whole.len() / 300).max(1);
        for place in (0..whole.len()).step_by(step) {
            let mut changed = whole.clone();
            changed[place] ^= 0x55;
            let path = written(&folder, name, &changed);
            drop(open(&path, &Choices::default(), &|| false).map_err(|error| error.to_string()));
        }
    }
}

#[test]
fn archives_without_a_description_get_a_sentence() {
    let folder = TempDir::new().unwrap();
    let path = written(
        &folder,
        "a.keras",
        &archive(&[("/etc/config.json", b"{}"), ("../config.json", b"{}")]),
    );
    assert!(said(&path).contains("none of the programs that are known here"));
    let path = written(
        &folder,
        "b.keras",
        &archive(&[("config.json", b"{}"), ("config.json", b"{}")]),
    );
    assert!(said(&path).contains("several members of one name"));
    let path = written(&folder, "c.keras", &archive(&[("config.json", b"{}")]));
    assert!(said(&path).contains("no network of Keras"));
}

#[test]
fn what_cannot_be_a_network_says_what_it_is() {
    let folder = TempDir::new().unwrap();
    let said_of = |name: &str, bytes: &[u8]| said(&written(&folder, name, bytes));
    for name in ["a.keras", "a.h5", "a.pt", "a.safetensors", "a.json"] {
        assert!(said_of(name, b"").contains("it is empty"), "{name}");
    }
    let whole = fs::read(golden("plain_three.keras")).unwrap();
    assert!(said_of("cut.keras", &whole[..900]).contains("cut off or damaged"));
    let saved = folder.path().join("saved");
    fs::create_dir(&saved).unwrap();
    assert!(said(&saved).contains("found a folder"));
    written(&folder, "saved/config.json", b"{}");
    written(&folder, "saved/model.weights.h5", b"");
    assert!(said(&saved).contains("unpacked"));
    written(&folder, "saved/saved_model.pb", b"");
    assert!(said(&saved).contains("SavedModel"));
}

#[test]
fn a_file_is_known_by_what_lies_in_it_and_not_by_its_name() {
    let folder = TempDir::new().unwrap();
    let names = [
        "a.keras", "a.h5", "a.pt", "a.onnx", "a.png", "a.json", "a.zip", "a",
    ];
    for own in ["plain_three.keras", "plain_three.h5", "program_script.pt"] {
        let bytes = fs::read(golden(own)).unwrap();
        let told = |name: &str| {
            let path = written(&folder, name, &bytes);
            let opened = open(&path, &Choices::default(), &|| false);
            opened.map_or_else(|error| error.message().to_string(), |it| it.writer)
        };
        for name in names {
            let words = if own == "program_script.pt" {
                "TorchScript"
            } else {
                "Keras 3"
            };
            assert!(
                told(name).contains(words),
                "{own} as {name}: {}",
                told(name)
            );
        }
    }
}

/// A packed member that would become a hundred times as large.
#[test]
fn what_unpacks_beyond_all_measure_is_not_unpacked() {
    let folder = TempDir::new().unwrap();
    let mut writer =
        zip::ZipWriter::new(fs::File::create(folder.path().join("bomb.keras")).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file("config.json", options).unwrap();
    writer
        .write_all(&fs::read(golden("plain_three.json")).unwrap())
        .unwrap();
    writer.start_file("model.weights.h5", options).unwrap();
    let zeros = vec![0; 1 << 20];
    for _ in 0..100 {
        writer.write_all(&zeros).unwrap();
    }
    writer.finish().unwrap();
    assert!(said(&folder.path().join("bomb.keras")).contains("would unpack to"));
}

#[test]
fn descriptions_that_are_deep_or_endless_get_a_sentence() {
    let folder = TempDir::new().unwrap();
    let deep = format!(
        "{{\"class_name\": \"Sequential\", \"config\": {}1{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let path = written(&folder, "deep.json", deep.as_bytes());
    assert!(said(&path).contains("recursion"), "{}", said(&path));
    let mut model = "{\"class_name\":\"Flatten\",\"config\":{}}".to_owned();
    for _ in 0..25 {
        model = format!("{{\"class_name\":\"Sequential\",\"config\":{{\"layers\":[{model}]}}}}");
    }
    let path = written(&folder, "models.json", model.as_bytes());
    assert!(said(&path).contains("more than 16 deep"), "{}", said(&path));
}

/// Twelve models, each of which calls the next one twelve times: more layers than there are atoms.
#[test]
fn models_that_multiply_are_stopped() {
    let folder = TempDir::new().unwrap();
    let input = |name: &str| {
        format!(
            "{{\"class_name\":\"InputLayer\",\"name\":\"{name}\",\"config\":{{\"batch_shape\":[null,4,4,3]}},\"inbound_nodes\":[]}}"
        )
    };
    let mut inner = "{\"class_name\":\"Flatten\",\"config\":{\"name\":\"m\",\"dtype\":\"float32\"},\"name\":\"m\",\"inbound_nodes\":CALLS}".to_owned();
    for _ in 0..12 {
        let calls: Vec<String> = (0..12)
            .map(|call| {
                if call == 0 {
                    "[[[\"i\",0,0,{}]]".to_owned()
                } else {
                    format!("[[\"m\",{},0,{{}}]]", call - 1)
                }
            })
            .collect();
        let calls = format!("{}]", calls.join(","));
        let config = format!(
            "{{\"name\":\"m\",\"layers\":[{},{}],\"input_layers\":[[\"i\",0,0]],\"output_layers\":[[\"m\",11,0]]}}",
            input("i"),
            inner.replace("CALLS", &calls)
        );
        inner = format!(
            "{{\"class_name\":\"Functional\",\"name\":\"m\",\"config\":{config},\"inbound_nodes\":CALLS}}"
        );
    }
    let path = written(
        &folder,
        "many.json",
        inner.replace("CALLS", "[]").as_bytes(),
    );
    assert!(
        said(&path).contains("more than 20000 layers"),
        "{}",
        said(&path)
    );
}

#[test]
fn a_shape_beyond_the_file_is_refused_before_memory_is_asked_for() {
    let folder = TempDir::new().unwrap();
    let whole = fs::read(golden("plain_two.h5")).unwrap();
    // The axes of the kernel of Dense, (60, 1): as 64-bit numbers in the file.
    let axes = [60_u64.to_le_bytes(), 1_u64.to_le_bytes()].concat();
    let place = whole
        .windows(axes.len())
        .position(|part| part == axes.as_slice())
        .unwrap();
    let mut changed = whole.clone();
    changed[place..place + 8].copy_from_slice(&(1_u64 << 45).to_le_bytes());
    let path = written(&folder, "large.h5", &changed);
    assert!(
        said(&path).contains("more than the file can hold"),
        "{}",
        said(&path)
    );
}
