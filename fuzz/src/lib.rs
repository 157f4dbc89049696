//! What the fuzz targets share: bytes become a file, and the file is opened as a user's would be. Whatever is in it, the answer is
//! a network or a sentence.

use std::path::PathBuf;
use std::sync::OnceLock;

use netsmith::exchange::{self, Choices, load_into};
use netsmith::graph::infer;
use netsmith::project::{Project, preset};

/// A file of these bytes, whose name ends so. One a process: the one before is gone.
fn file(bytes: &[u8], ending: &str) -> PathBuf {
    let name = format!("netsmith-fuzz-{}.{ending}", std::process::id());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, bytes).expect("the folder for temporary files takes one");
    path
}

/// Opens the bytes as a network of another program, and works out its shapes.
pub fn open(bytes: &[u8], ending: &str) {
    if let Ok(imported) = exchange::open(&file(bytes, ending), &Choices::default(), &|| false) {
        let _ = infer(&imported.project.graph);
    }
}

/// Brings the bytes as weights into a network that stands.
pub fn load(bytes: &[u8], ending: &str) {
    static PROJECT: OnceLock<Project> = OnceLock::new();
    let project = PROJECT.get_or_init(|| {
        let preset = preset("lenet5").expect("the preset comes along");
        preset.project.clone()
    });
    let _ = load_into(project, &file(bytes, ending), &|| false);
}

/// Opens the bytes as a project of ours, and works out its shapes.
pub fn open_project(bytes: &[u8]) {
    if let Ok(project) = Project::load(&file(bytes, "netsmith")) {
        let _ = infer(&project.graph);
    }
}
