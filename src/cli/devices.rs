//! `netsmith devices`

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::output::Output;
use crate::engine::device::devices;

/// List what can be trained on here
#[derive(Debug, Args)]
pub struct Arguments {}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    description: &'static str,
    threads: usize,
}

pub fn run(_: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let devices = devices();
    let rows: Vec<Row> = devices
        .iter()
        .map(|entry| Row {
            name: entry.name,
            description: entry.description,
            threads,
        })
        .collect();
    if output.is_json() {
        return output.json(&rows);
    }
    for Row {
        name,
        description,
        threads,
    } in rows
    {
        output.line(&format!("{name:8} {description}, up to {threads} threads"))?;
    }
    Ok(())
}
