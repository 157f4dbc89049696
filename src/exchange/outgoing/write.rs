//! Writing a network: what is told of it before and while it is written, and its files on the disk, all of them or none.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::{Choices, ExportError, Format, Holds, Outgoing};
use crate::engine::run::is_of_run;
use crate::exchange::{Fate, Report, writing};
use crate::files::{PendingFolder, is_same_file, write_atomically};
use crate::message;

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// The files, the one that was asked for first.
    pub files: Vec<PathBuf>,
    /// What became of the network.
    pub report: Report,
}

/// What would become of the network in this format; nothing is written.
#[must_use]
pub fn preview(outgoing: &Outgoing, format: Format, choices: Choices) -> Report {
    let mut report = begun(outgoing, format, choices);
    if !report.is_refused() {
        writing::tell(outgoing, format, choices, &mut report);
    }
    finished(outgoing, report)
}

/// Writes the network, and beside it what belongs to it.
///
/// # Errors
/// Where the format cannot hold it, or the disk refuses; no file is then half written.
pub fn write(
    outgoing: &Outgoing,
    format: Format,
    choices: Choices,
    path: &Path,
) -> Result<Written, ExportError> {
    let mut report = begun(outgoing, format, choices);
    refuse(&report)?;
    if format.is_folder() {
        return write_folder(outgoing, path, report);
    }
    let drafts = writing::drafts(outgoing, format, choices, path, &mut report)?;
    refuse(&report)?;
    let named = |(name, bytes): (OsString, Vec<u8>)| {
        let file = if name.is_empty() {
            path.to_owned()
        } else {
            path.with_file_name(name)
        };
        (file, bytes)
    };
    let drafts: Vec<(PathBuf, Vec<u8>)> = drafts.into_iter().map(named).collect();
    if let Some(source) = &outgoing.source
        && let Some((file, _)) = drafts.iter().find(|(file, _)| is_same_file(file, source))
    {
        return Err(ExportError::OverSource(file.clone()));
    }
    if let Some((file, _)) = drafts.iter().find(|(file, _)| is_of_run(file)) {
        return Err(ExportError::OverRun(file.clone()));
    }
    // Who agrees to overwrite a file means what was written with it too, and nothing else of that name.
    if !path.exists()
        && let Some((file, _)) = drafts.iter().find(|(file, _)| file.exists())
    {
        return Err(ExportError::Beside(file.clone()));
    }
    let mut files = Vec::with_capacity(drafts.len());
    // What a program reads is there before the program.
    for (file, bytes) in drafts.into_iter().rev() {
        write_atomically(&file, &bytes)?;
        files.insert(0, file);
    }
    Ok(Written {
        files,
        report: finished(outgoing, report),
    })
}

/// Writes a folder, all of it or nothing.
fn write_folder(
    outgoing: &Outgoing,
    path: &Path,
    mut report: Report,
) -> Result<Written, ExportError> {
    writing::tell_of_training(outgoing, &mut report);
    refuse(&report)?;
    refuse_taken(path)?;
    let mut folder = PendingFolder::begin(path)?;
    writing::fill(outgoing, &mut folder)?;
    Ok(Written {
        files: folder.take_place()?,
        report: finished(outgoing, report),
    })
}

/// Refuses a place for a folder where something is already, or that is a run's.
///
/// # Errors
/// [`ExportError::Taken`], [`ExportError::OverRun`].
pub fn refuse_taken(path: &Path) -> Result<(), ExportError> {
    if path.symlink_metadata().is_ok() {
        return Err(ExportError::Taken(path.to_owned()));
    }
    if is_of_run(path) {
        return Err(ExportError::OverRun(path.to_owned()));
    }
    Ok(())
}

fn refuse(report: &Report) -> Result<(), ExportError> {
    let mut findings = report.findings.iter();
    match findings.find(|finding| finding.fate == Fate::Refused) {
        Some(finding) => Err(ExportError::Refused(match &finding.layer {
            Some(layer) => message!(
                "export-refused-at-layer",
                layer = layer,
                reason = &finding.message
            ),
            None => finding.message.clone(),
        })),
        None => Ok(()),
    }
}

/// What is to be said whatever the format does with the layers.
fn begun(outgoing: &Outgoing, format: Format, choices: Choices) -> Report {
    let mut report = Report::default();
    let format_name = format.label();
    let has_weights = outgoing.weights.is_some();
    match format.holds() {
        Holds::Both | Holds::Weights if !has_weights => {
            report.tell_of_file(
                Fate::Refused,
                message!("export-needs-weights", format = format_name),
            );
        }
        Holds::Network if has_weights => {
            report.tell_of_file(
                Fate::LeftOut,
                message!("export-without-weights", format = format_name),
            );
        }
        Holds::Code if !has_weights => {
            report.tell_of_file(Fate::LeftOut, message!("export-code-without-weights"));
        }
        Holds::Both | Holds::Weights | Holds::Network | Holds::Code | Holds::Training => {}
    }
    if let Some(scaling) = outgoing.scaling() {
        let formula = formula(scaling);
        let (fate, message) = match format {
            Format::TorchPy | Format::BurnRs | Format::TorchDdp => {
                let message = message!("export-scaling-in-program", formula = formula);
                (Fate::Translated, message)
            }
            format if choices.rescaling && format.takes_rescaling() => {
                let message = message!("export-scaling-as-layer", formula = formula);
                (Fate::Translated, message)
            }
            _ => {
                let message = message!("export-scaling-left-out", formula = formula);
                (Fate::LeftOut, message)
            }
        };
        report.tell_of_file(fate, message);
    }
    let opens_blocks = match format.holds() {
        Holds::Both | Holds::Network | Holds::Code => true,
        // The project beside the run's weights has them.
        Holds::Weights | Holds::Training => false,
    };
    if !outgoing.project.graph.blocks.is_empty() && opens_blocks {
        report.tell_of_file(Fate::LeftOut, message!("export-blocks-opened"));
    }
    report
}

/// What is done to a value `x` of a picture, as people write it: `x / 255`, `x / 127.5 − 1`.
fn formula([scale, offset]: [f64; 2]) -> String {
    // As few digits as tell one float32 from the next.
    let (scale, offset) = (scale as f32, offset as f32);
    let halves = (2.0 / f64::from(scale)).round();
    let scaled = if scale == 1.0 {
        "x".to_owned()
    } else if halves > 2.0 && (2.0 / halves) as f32 == scale {
        format!("x / {}", halves / 2.0)
    } else {
        format!("x · {scale}")
    };
    match offset {
        0.0 => scaled,
        offset if offset < 0.0 => format!("{scaled} − {}", -offset),
        offset => format!("{scaled} + {offset}"),
    }
}

/// The report with how many layers nothing is said about.
fn finished(outgoing: &Outgoing, mut report: Report) -> Report {
    let told: std::collections::BTreeSet<&str> = report
        .findings
        .iter()
        .filter_map(|finding| finding.layer.as_deref())
        .collect();
    let layers = outgoing.flat.layers.iter();
    report.taken = layers
        .filter(|layer| !told.contains(layer.name.as_str()))
        .count();
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_to_values_is_written_as_people_write_it() {
        let said = |scale: f32, offset: f32| formula([scale, offset].map(f64::from));
        assert_eq!(said(1.0 / 255.0, 0.0), "x / 255");
        assert_eq!(said(1.0 / 127.5, -1.0), "x / 127.5 − 1");
        assert_eq!(said(1.0, 0.0), "x");
        assert_eq!(said(2.0, 0.5), "x · 2 + 0.5");
        assert_eq!(said(0.017, -2.1), "x · 0.017 − 2.1");
    }
}
