//! Whether a training fits into memory. The system ends a program that asks for too much without a word, so it is
//! reckoned before.

use crate::files::read_limited;
use crate::graph::Totals;
use std::path::Path;

/// Weight, gradient, and the two numbers that Adam remembers, in float32.
const BYTES_PER_PARAM: u64 = 4 * 4;

/// The least that training takes: weights with what belongs to them, and each layer's output for a batch.
pub(super) fn needed_bytes(totals: &Totals, batch_size: usize) -> u64 {
    let params = totals.params.total().saturating_mul(BYTES_PER_PARAM);
    let outputs = totals.activation_bytes.saturating_mul(batch_size as u64);
    params.saturating_add(outputs)
}

/// What the machine can give; `None` where the system does not say (it does on Linux).
pub(super) fn available_bytes() -> Option<u64> {
    let text = read_limited(Path::new("/proc/meminfo"), 1 << 20).ok()?;
    available_in(std::str::from_utf8(&text).ok()?)
}

fn available_in(meminfo: &str) -> Option<u64> {
    let line = meminfo
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::ParamCount;

    #[test]
    fn weights_count_four_times_and_outputs_once_a_picture() {
        let totals = Totals {
            params: ParamCount {
                trainable: 10,
                non_trainable: 2,
            },
            activation_bytes: 100,
            ..Totals::default()
        };
        assert_eq!(needed_bytes(&totals, 3), 12 * 16 + 300);
        assert_eq!(
            needed_bytes(
                &Totals {
                    activation_bytes: u64::MAX,
                    ..totals
                },
                3
            ),
            u64::MAX
        );
    }

    #[test]
    fn linux_tells_what_is_available() {
        let text = "MemTotal:       24000000 kB\nMemFree:  1 kB\nMemAvailable:   20000000 kB\n";
        assert_eq!(available_in(text), Some(20_480_000_000));
        assert_eq!(available_in("MemTotal: 1 kB\n"), None);
    }
}
