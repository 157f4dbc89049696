//! What Netsmith has written for others comes back as it was: blocks, places, names, settings.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use netsmith::engine::weights::NamedArray;
use netsmith::exchange::outgoing::{self, Format, Outgoing, write};
use netsmith::exchange::{Choices, Fate, Imported, Values, open};
use netsmith::graph::infer;
use netsmith::layer::Layer;
use netsmith::project::{Link, Project, preset};
use netsmith::recipe::Validation;

use super::support::{golden, seeded};

fn exported(outgoing: &Outgoing, format: Format, choices: outgoing::Choices, path: &Path) {
    write(outgoing, format, choices, path).unwrap();
}

fn again(path: &Path) -> Imported {
    open(path, &Choices::default(), &|| false).unwrap()
}

/// A network with blocks, frozen layers and a name of its own.
fn project() -> Project {
    let mut project = preset("resnet20").unwrap().project.clone();
    "Mine".clone_into(&mut project.name);
    project.recipe.epochs = 3;
    project.data = Some("/home/somebody/pictures".to_owned());
    project
}

const FORMATS: [Format; 6] = [
    Format::Keras,
    Format::H5,
    Format::Onnx,
    Format::OnnxChannelsLast,
    Format::Pt,
    Format::Safetensors,
];

#[test]
fn a_network_comes_back_with_its_blocks_places_and_names() {
    let folder = tempfile::tempdir().unwrap();
    let project = project();
    let (outgoing, _) = seeded(&project);
    for format in FORMATS {
        for rescaling in [false, true] {
            let path = folder.path().join(format!("net{}", format.ending()));
            let choices = outgoing::Choices {
                rescaling,
                ..outgoing::Choices::default()
            };
            exported(&outgoing, format, choices, &path);
            let imported = again(&path);
            assert_eq!(
                imported.project.graph, project.graph,
                "{format:?} {rescaling}"
            );
            assert_eq!(imported.project.name, "Mine");
            assert_eq!(imported.project.recipe.epochs, 3);
            assert_eq!(imported.weights, outgoing.weights, "{format:?} {rescaling}");
            assert_eq!(imported.metadata, outgoing.metadata);
            // Where its user keeps pictures is nobody's business.
            assert_eq!(imported.project.data, None);
            let findings = &imported.report.findings;
            assert!(
                findings.iter().all(|it| it.fate == Fate::Taken),
                "{findings:?}"
            );
        }
    }
}

fn is_own(imported: &Imported) -> bool {
    let mut findings = imported.report.findings.iter();
    findings.any(|it| it.message.code() == "import-own-project")
}

#[test]
fn a_file_without_the_project_is_read_as_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let (outgoing, _) = seeded(&project());
    let alone = outgoing::Choices {
        holds_project: false,
        ..outgoing::Choices::default()
    };
    for format in FORMATS {
        let path = folder.path().join(format!("net{}", format.ending()));
        exported(&outgoing, format, outgoing::Choices::default(), &path);
        assert!(is_own(&again(&path)), "{format:?}");
        exported(&outgoing, format, alone, &path);
        match open(&path, &Choices::default(), &|| false) {
            Ok(imported) => assert!(!is_own(&imported), "{format:?}"),
            Err(error) => assert!(error.is_about_weights_alone(), "{format:?}: {error}"),
        }
    }
}

/// Where its user keeps pictures and runs is nobody's business.
#[test]
fn no_file_says_where_anything_lies() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = project();
    let place = folder.path().join("runs/mine");
    project.runs = vec![Link::to(&place)];
    project.validation = Validation::Source("/home/somebody/others".to_owned());
    let (outgoing, _) = seeded(&project);
    let (private, local) = ("/home/somebody", folder.path().to_str().unwrap());
    // A folder of a whole training is a run in the making, which says where its pictures are.
    for format in Format::ALL.iter().filter(|it| !it.is_folder()) {
        let inside = folder.path().join(format.id());
        fs::create_dir(&inside).unwrap();
        let path = inside.join(format!("net{}", format.ending()));
        exported(&outgoing, *format, outgoing::Choices::default(), &path);
        for file in fs::read_dir(&inside).unwrap() {
            let path = file.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let says = |words: &str| bytes.windows(words.len()).any(|it| it == words.as_bytes());
            assert!(!says(private) && !says(local), "{}", path.display());
        }
    }
}

/// Of every kind of layer, a normalization with one end alone among them. ONNX has fewer kinds, and factors that it brings together.
#[test]
fn own_files_open_with_every_kind_of_layer() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(golden("every_kind.json")).unwrap();
    let project = Project::from_text(&text).unwrap();
    let (outgoing, _) = seeded(&project);
    for format in [Format::Keras, Format::H5, Format::Pt, Format::Safetensors] {
        let path = folder.path().join(format!("net{}", format.ending()));
        exported(&outgoing, format, outgoing::Choices::default(), &path);
        let imported = again(&path);
        assert!(is_own(&imported), "{format:?}: {:?}", imported.report);
        let kept = |weights: &Option<Vec<NamedArray>>| -> Vec<NamedArray> {
            let mut weights = weights.clone().unwrap();
            // How many pictures were seen has no place in PyTorch.
            weights.retain(|array| !array.name.ends_with("/count"));
            weights
        };
        assert_eq!(
            kept(&imported.weights),
            kept(&outgoing.weights),
            "{format:?}"
        );
    }
}

#[test]
fn weights_of_another_network_than_their_project_are_weights_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (outgoing, _) = seeded(&preset("lenet5").unwrap().project);
    let path = folder.path().join("net.pt");
    exported(&outgoing, Format::Pt, outgoing::Choices::default(), &path);
    with_member(&path, "archive/netsmith.json", |text| {
        text.replacen("\"units\":120", "\"units\":121", 1)
    });
    let error = open(&path, &Choices::default(), &|| false).unwrap_err();
    assert!(error.is_about_weights_alone(), "{error}");
}

/// The layers of a network with what each is and takes, whatever blocks they stand in.
fn layers(project: &Project) -> BTreeMap<String, (Layer, Vec<String>)> {
    let flat = infer(&project.graph).flat().unwrap();
    let name = |index: &usize| flat.layers[*index].name.clone();
    let layers = flat.layers.iter();
    let layers = layers.map(|layer| {
        let inputs = layer.inputs.iter().map(name).collect();
        (layer.name.clone(), (layer.layer.clone(), inputs))
    });
    layers.collect()
}

/// A description layer by layer, as `model.to_json()` gives it, in which names tell nothing of blocks.
#[test]
fn blocks_are_found_again_where_a_file_has_every_layer_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    for (id, most_nodes, least_blocks) in [("resnet50", 30, 2), ("resnet20", 20, 1)] {
        let project = &preset(id).unwrap().project;
        let outgoing = Outgoing::of(project, None).unwrap();
        let path = folder.path().join(format!("{id}.json"));
        exported(&outgoing, Format::Json, outgoing::Choices::default(), &path);
        let imported = again(&path).project;
        let nodes = imported.graph.body.nodes.len();
        assert!(nodes <= most_nodes, "{id}: {nodes} nodes");
        assert!(imported.graph.blocks.len() >= least_blocks, "{id}");
        assert_eq!(layers(&imported), layers(project), "{id}");
    }
}

#[test]
fn whoever_says_how_the_file_is_to_be_read_gets_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (outgoing, _) = seeded(&project());
    let path = folder.path().join("net.keras");
    exported(
        &outgoing,
        Format::Keras,
        outgoing::Choices::default(),
        &path,
    );
    let choices = Choices {
        values: Some(Values::Raw),
        ..Choices::default()
    };
    let imported = open(&path, &choices, &|| false).unwrap();
    assert_eq!(imported.project.contract.unwrap().scale(), 1.0);
}

/// The archive with another text in one of its members.
fn with_member(path: &Path, name: &str, change: impl Fn(String) -> String) {
    let bytes = fs::read(path).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut made = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        let called = member.name().unwrap().into_owned();
        if called == name {
            bytes = change(String::from_utf8(bytes).unwrap()).into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        made.start_file(called, options).unwrap();
        made.write_all(&bytes).unwrap();
    }
    fs::write(path, made.finish().unwrap().into_inner()).unwrap();
}

#[test]
fn a_project_that_computes_something_else_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let project = preset("lenet5").unwrap().project.clone();
    let (outgoing, _) = seeded(&project);
    let path = folder.path().join("net.keras");
    let changes: [(&str, &dyn Fn(String) -> String); 3] = [
        ("config.json", &|text| {
            text.replacen("\"tanh\"", "\"relu\"", 1)
        }),
        ("netsmith.json", &|text| {
            text.replacen("\"tanh\"", "\"relu\"", 1)
        }),
        ("netsmith.json", &|text| {
            text.replacen("\"nodes\"", "\"knots\"", 1)
        }),
    ];
    for (member, change) in changes {
        exported(
            &outgoing,
            Format::Keras,
            outgoing::Choices::default(),
            &path,
        );
        let before = fs::read(&path).unwrap();
        with_member(&path, member, change);
        assert_ne!(before, fs::read(&path).unwrap(), "{member}");
        let imported = again(&path);
        let said = imported
            .report
            .findings
            .iter()
            .map(|it| it.message.to_string());
        let said: Vec<String> = said.collect();
        assert!(
            said.iter().any(|it| it.contains("no longer computes")),
            "{member}: {said:?}"
        );
        assert_eq!(
            imported.weights.unwrap().len(),
            outgoing.weights.as_ref().unwrap().len()
        );
    }
}
