//! `netsmith devices`

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::output::Output;
use crate::engine::device::devices;
use crate::text::say;
use crate::tr;

#[derive(Debug, Args)]
#[command(about = say("help-devices"))]
pub struct Arguments {}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    description: String,
    threads: Option<usize>,
    instructions: Option<&'static str>,
}

pub fn run(_: &Arguments, output: &mut Output) -> Result<(), Failure> {
    let rows: Vec<Row> = devices()
        .iter()
        .map(|entry| Row {
            name: &entry.name,
            description: entry.description.to_string(),
            threads: entry.threads,
            instructions: entry.instructions,
        })
        .collect();
    if output.is_json() {
        return output.json(&rows);
    }
    for row in rows {
        let Row {
            name,
            description,
            threads,
            instructions,
        } = row;
        let description = match instructions {
            Some(instructions) => tr!(
                "device-with-instructions",
                device = description,
                instructions = instructions
            ),
            None => description,
        };
        let words = match threads {
            Some(threads) => tr!(
                "device-with-threads",
                device = description,
                threads = threads
            ),
            None => description,
        };
        output.line(&format!("{name:8} {words}"))?;
    }
    Ok(())
}
