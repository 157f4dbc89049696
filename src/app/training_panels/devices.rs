//! The devices on offer: asked for once, and not on the window's thread, because drivers take their time.

use crate::app::jobs::{Job, Step, Workers};
use crate::engine::device::{DeviceEntry, devices};

/// What is known about this machine's devices.
#[derive(Debug, Default)]
pub enum Devices {
    /// Nobody asked yet.
    #[default]
    Unasked,
    /// The drivers are being asked.
    Asking(Job<&'static [DeviceEntry]>),
    /// They answered.
    Known(&'static [DeviceEntry]),
}

impl Devices {
    /// Asks at the first call, and takes the answer when it is there.
    pub fn drain(&mut self, workers: Workers, ctx: &egui::Context) {
        match self {
            Self::Unasked => {
                let work = |outlet: &crate::app::jobs::Outlet<_>| outlet.send(devices());
                *self = match Job::start(workers, "netsmith-devices", 1, ctx, work) {
                    Ok(job) => Self::Asking(job),
                    Err(_) => Self::Known(&[]),
                };
            }
            Self::Asking(job) => match job.poll() {
                Step::Result(devices) => *self = Self::Known(devices),
                Step::Running => {}
                Step::Ended => *self = Self::Known(&[]),
            },
            Self::Known(_) => {}
        }
    }

    /// Those that are known so far, the one to prefer first.
    pub fn known(&self) -> &'static [DeviceEntry] {
        match self {
            Self::Known(devices) => devices,
            Self::Unasked | Self::Asking(_) => &[],
        }
    }

    /// Whether the list is final.
    pub fn are_known(&self) -> bool {
        matches!(self, Self::Known(_))
    }
}

/// A device's short name: "CPU", "GPU 2".
pub fn device_label(name: &str) -> String {
    match name.split_once('-') {
        Some(("gpu", number)) => format!("GPU {number}"),
        _ if matches!(name, "cpu" | "gpu") => name.to_uppercase(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_have_short_names() {
        let labels = ["cpu", "gpu", "gpu-2", "ndarray"].map(device_label);
        assert_eq!(labels, ["CPU", "GPU", "GPU 2", "ndarray"]);
    }
}
