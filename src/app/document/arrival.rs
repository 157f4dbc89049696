//! Where a network comes from that another program has written, and what became of everything in its file.

use crate::exchange::{Choices, Finding, Open, Report};
use crate::graph::{Inference, NodePath};
use crate::text::{Argument, Message};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A file of another program that was opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// The file.
    pub path: PathBuf,
    /// How long it was, in bytes, and when it was written to last; `None` where nobody can tell.
    pub as_of: Option<(u64, SystemTime)>,
    /// Who wrote it.
    pub writer: String,
    /// What became of everything in it.
    pub report: Report,
    /// How many layers the network has.
    pub layer_count: usize,
    /// What layers are called here that the report calls otherwise.
    pub names: BTreeMap<String, String>,
    /// What the file leaves open.
    pub open: Open,
    /// What was chosen there.
    pub choices: Choices,
    /// The run that holds its weights; `None` where it has none, or they could not be kept.
    pub run: Option<PathBuf>,
    /// Why its weights could not be kept.
    pub fault: Option<Message>,
}

impl Arrival {
    /// Where the layer is that a finding is about; `None` where it concerns the whole file, or the layer is no longer there.
    pub fn path_of<'a>(
        &self,
        finding: &Finding,
        places: &BTreeMap<&str, &'a NodePath>,
    ) -> Option<&'a NodePath> {
        let told = finding.layer.as_deref()?;
        // Of layers that the file calls alike, each says itself what it is called here.
        let arguments = finding.message.arguments().iter();
        let renamed = arguments.filter(|_| finding.message.code() == "import-renamed");
        let mut said = renamed.filter_map(|(_, argument)| match argument {
            Argument::Text(name) => Some(name.as_str()),
            _ => None,
        });
        let known = || self.names.get(told).map(String::as_str);
        let name = said.next_back().or_else(known).unwrap_or(told);
        places.get(name).copied()
    }

    /// How the file at `path` is now.
    pub fn look_at(path: &Path) -> Option<(u64, SystemTime)> {
        let metadata = path.metadata().ok()?;
        Some((metadata.len(), metadata.modified().ok()?))
    }
}

/// Where each layer of a network is, by its name.
pub fn places(inference: &Inference) -> BTreeMap<&str, &NodePath> {
    let layers = inference.layers.iter();
    layers.map(|layer| (&*layer.name, &layer.path)).collect()
}
