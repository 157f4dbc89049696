//! `netsmith devices`

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::output::Output;
use crate::engine::device::devices;
use crate::text::say;

#[derive(Debug, Args)]
#[command(about = say("help-devices"))]
pub struct Arguments {}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    description: &'static str,
    threads: Option<usize>,
}

pub fn run(_: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let rows: Vec<Row> = devices()
        .iter()
        .map(|entry| Row {
            name: &entry.name,
            description: &entry.description,
            threads: entry.threads,
        })
        .collect();
    if output.is_json() {
        return output.json(&rows);
    }
    for row in rows {
        let threads = row
            .threads
            .map(|threads| format!(", up to {threads} threads"));
        let threads = threads.unwrap_or_default();
        output.line(&format!("{:8} {}{threads}", row.name, row.description))?;
    }
    Ok(())
}
