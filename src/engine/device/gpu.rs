//! Graphics cards, and software that acts as one, through Burn's wgpu backend.

use burn::tensor::{Device, DeviceType};

use super::DeviceEntry;
use crate::engine::guard::guard;

/// The adapters that the drivers of this machine offer, as `gpu`, `gpu-2` and so on; none where asking them fails.
pub fn devices() -> Vec<DeviceEntry> {
    let listed = guard("looking for graphics cards", || {
        let adapters = Device::enumerate(DeviceType::Wgpu).into_vec();
        Ok(adapters.into_iter().zip(1..).map(entry).collect())
    });
    listed.unwrap_or_else(|error| {
        tracing::warn!(%error, "graphics cards could not be listed; the CPU is there");
        Vec::new()
    })
}

fn entry((device, number): (Device, usize)) -> DeviceEntry {
    let name = device.identity().map(|identity| identity.name);
    DeviceEntry {
        name: match number {
            1 => "gpu".to_owned(),
            _ => format!("gpu-{number}"),
        },
        description: format!(
            "{}, float32, Burn's wgpu backend",
            name.as_deref().unwrap_or("graphics card without a name")
        ),
        threads: None,
        device,
    }
}
