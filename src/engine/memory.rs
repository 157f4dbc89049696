//! Whether a training fits into memory, and what it took. The system ends a program that asks for too much without a
//! word, so it is reckoned before.

use std::io::Write;
use std::path::Path;

use super::gradient_checkpointing::{Work, most_held, parts};
use crate::files::read_limited;
use crate::graph::{Flat, FlatLayer};
use crate::layer::ParamCount;
use crate::recipe::GradientCheckpointing;

/// In float32: weight, gradient, the two numbers that Adam remembers, up to two more while a step is taken, and the weights of
/// the best epoch until they are saved. Networks of 30 million parameters were seen to take 5.1 numbers each at their peak in
/// five arrays and 5.8 in one, without the last; writing them, from where they lie, takes no more.
const BYTES_PER_PARAM: u64 = 7 * 4;

/// What training takes at its peak: weights with what belongs to them, and what is held of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Needs {
    params: u64,
    /// Of one picture: the layers' outputs that are held at a time.
    held_bytes: u64,
}

impl Needs {
    /// Those of a network that is trained with or without gradient checkpointing.
    pub fn of(flat: &Flat, checkpointing: GradientCheckpointing) -> Self {
        let params = (0..flat.layers.len()).map(|index| {
            let layer = &flat.layers[index].layer;
            let params = layer.params(&flat.input_shapes(index));
            params.map_or(u64::MAX, ParamCount::total)
        });
        let works: Vec<Work> = flat.layers.iter().map(work).collect();
        let parts = match checkpointing {
            GradientCheckpointing::Off => std::iter::once(0..works.len()).collect(),
            GradientCheckpointing::Blocks => parts(&works),
        };
        Self {
            params: params.fold(0, u64::saturating_add),
            held_bytes: most_held(&works, &parts),
        }
    }

    /// For batches of so many pictures.
    pub fn bytes(self, batch_size: usize) -> u64 {
        let outputs = self.held_bytes.saturating_mul(batch_size as u64);
        self.params
            .saturating_mul(BYTES_PER_PARAM)
            .saturating_add(outputs)
    }

    /// The largest power of two of images that fits into `available` bytes as a batch; `None` where not even one does.
    pub fn fitting_batch(self, available: u64) -> Option<usize> {
        let fits = |batch: &usize| self.bytes(*batch) <= available;
        (0..17).map(|power| 1 << power).take_while(fits).last()
    }
}

fn work(layer: &FlatLayer) -> Work {
    let numbers = layer.output_shape.elements().unwrap_or(u64::MAX);
    Work {
        inputs: layer.inputs.clone(),
        bytes: numbers.saturating_mul(4),
    }
}

/// What the machine can give to this process; `None` where the system does not say (it does on Linux). The least of what is
/// free, of what the process itself may have (`ulimit -v`), and of what its container may.
pub(super) fn available_bytes() -> Option<u64> {
    let free = bytes_in(&system_text("/proc/meminfo")?, "MemAvailable:");
    let limits = [free, left_to_process(), left_to_container()];
    limits.into_iter().flatten().min()
}

/// Of the address space: threads with their stacks and heaps, and what decodes pictures. With less than this left, a training of
/// the smallest network was seen to be ended by the system, now and then in the middle.
const OWN_BYTES: u64 = 128 << 20;

/// What is left of the address space that the process may have; `None` without a limit.
fn left_to_process() -> Option<u64> {
    let limit = address_space_in(&system_text("/proc/self/limits")?)?;
    let taken = bytes_in(&system_text("/proc/self/status")?, "VmSize:")?;
    Some(limit.saturating_sub(taken).saturating_sub(OWN_BYTES))
}

/// The soft limit, in bytes.
fn address_space_in(limits: &str) -> Option<u64> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max address space"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// What is left to the control group that the process is in; `None` without a limit. Pages of files that nobody uses are
/// counted as taken, though they are given back when asked for.
fn left_to_container() -> Option<u64> {
    let groups = system_text("/proc/self/cgroup")?;
    let group = groups.lines().find_map(|line| line.strip_prefix("0::"))?;
    let file = |name: &str| {
        system_text(&format!(
            "/sys/fs/cgroup{}/{name}",
            group.trim_end_matches('/')
        ))
    };
    let number = |name: &str| file(name)?.trim().parse::<u64>().ok();
    let (limit, taken) = (number("memory.max")?, number("memory.current")?);
    let stat = file("memory.stat").unwrap_or_default();
    let unused = stat
        .lines()
        .find_map(|line| line.strip_prefix("inactive_file "));
    let unused = unused.and_then(|bytes| bytes.parse().ok()).unwrap_or(0);
    Some(limit.saturating_sub(taken.saturating_sub(unused)))
}

/// The most memory that this process has held at a time; `None` where the system does not say (it does on Linux).
pub(super) fn peak_bytes() -> Option<u64> {
    bytes_in(&system_text("/proc/self/status")?, "VmHWM:")
}

/// The memory that this process holds now; `None` where the system does not say (it does on Linux).
#[cfg(feature = "remote")]
pub(super) fn held_bytes() -> Option<u64> {
    bytes_in(&system_text("/proc/self/status")?, "VmRSS:")
}

/// Lets [`peak_bytes`] begin anew, where the system allows it (Linux does): what was held earlier is none of what follows.
pub(super) fn forget_peak() {
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open("/proc/self/clear_refs");
    // Refused, the peak is that of the whole life of the process: too much, and still no lie.
    let _ = file.and_then(|mut file| file.write_all(b"5"));
}

fn system_text(path: &str) -> Option<String> {
    String::from_utf8(read_limited(Path::new(path), 1 << 20).ok()?).ok()
}

fn bytes_in(text: &str, key: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(key))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::infer;
    use crate::project::preset;

    #[test]
    fn weights_count_with_what_belongs_to_them_and_outputs_once_a_picture() {
        let needs = Needs {
            params: 12,
            held_bytes: 100,
        };
        assert_eq!(needs.bytes(3), 12 * 28 + 300);
        let endless = Needs {
            held_bytes: u64::MAX,
            ..needs
        };
        assert_eq!(endless.bytes(3), u64::MAX);
    }

    #[test]
    fn the_largest_batch_that_fits_is_a_power_of_two() {
        let needs = Needs {
            params: 0,
            held_bytes: 100,
        };
        assert_eq!(needs.fitting_batch(6_500), Some(64));
        assert_eq!(needs.fitting_batch(6_400), Some(64));
        assert_eq!(needs.fitting_batch(6_399), Some(32));
        assert_eq!(needs.fitting_batch(99), None);
    }

    // 53 convolutions, as many normalizations, 16 blocks: of the outputs between them a quarter is held at a time.
    #[test]
    fn a_residual_network_is_reckoned_to_take_less_with_gradient_checkpointing() {
        let graph = &preset("resnet50").unwrap().project.graph;
        let flat = infer(graph).flat().unwrap();
        let [whole, in_parts] = [GradientCheckpointing::Off, GradientCheckpointing::Blocks]
            .map(|it| Needs::of(&flat, it));
        assert_eq!(whole.params, in_parts.params);
        assert!(
            2 * in_parts.held_bytes < whole.held_bytes,
            "{in_parts:?} of {whole:?}"
        );
    }

    #[test]
    fn linux_tells_sizes_in_kilobytes() {
        let text = "MemTotal:       24000000 kB\nMemFree:  1 kB\nMemAvailable:   20000000 kB\n";
        assert_eq!(bytes_in(text, "MemAvailable:"), Some(20_480_000_000));
        assert_eq!(bytes_in("MemTotal: 1 kB\n", "MemAvailable:"), None);
    }

    #[test]
    fn a_limit_on_the_address_space_is_read_and_none_is_none() {
        let limited = "Limit  Soft Limit  Hard Limit  Units\nMax address space  512000000  unlimited  bytes\n";
        assert_eq!(address_space_in(limited), Some(512_000_000));
        let free = limited.replace("512000000", "unlimited");
        assert_eq!(address_space_in(&free), None);
    }
}
