//! Graphics cards, and software that acts as one, through Burn's wgpu backend.

use burn::tensor::{Device, DeviceType};

use super::DeviceEntry;
use crate::engine::guard::guard;
use crate::message;

/// The adapters that the drivers of this machine offer, as `gpu`, `gpu-2` and so on; none where asking them fails.
pub fn devices() -> Vec<DeviceEntry> {
    let listed = guard("doing-graphics-cards", || {
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
        description: match name {
            Some(name) => message!("device-gpu", name = name),
            None => message!("device-gpu-nameless"),
        },
        threads: None,
        instructions: None,
        device,
    }
}
