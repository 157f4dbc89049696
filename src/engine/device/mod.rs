//! The list of devices that can be trained on here, and the threads that compute.
//! Never computes, and never chooses a device by itself.

#[cfg(feature = "gpu")]
mod gpu;

use burn::tensor::Device;
use netsmith_kernels::{self as kernels, Instructions};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::OnceLock;

use super::error::EngineError;
use super::remote::{self, RemoteAddress};
use crate::message;
use crate::text::{Message, list};

/// One entry of the device list.
#[derive(Debug, Clone)]
pub struct DeviceEntry {
    /// The name in recipes and on the command line.
    pub name: String,
    /// What it is, in one line.
    pub description: Message,
    /// How many threads it can compute on; none where threads do not count.
    pub threads: Option<usize>,
    /// The vector instructions that our kernels use there, as `NETSMITH_SIMD` names them; none where others compute.
    pub instructions: Option<&'static str>,
    device: Device,
}

impl DeviceEntry {
    /// The device without autodiff, for inference.
    pub fn device(&self) -> &Device {
        &self.device
    }
}

/// Every device of this build on this machine, the one to prefer first.
///
/// Looked for once. Where graphics cards are compiled in, that first call asks every driver and may take seconds: not for
/// the window's own thread. Devices are named here and nowhere else: `Device::default()` would be the graphics card
/// as soon as one is compiled in.
pub fn devices() -> &'static [DeviceEntry] {
    static DEVICES: OnceLock<Vec<DeviceEntry>> = OnceLock::new();
    DEVICES.get_or_init(|| {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        #[cfg_attr(
            not(any(feature = "gpu", feature = "ndarray")),
            expect(unused_mut, reason = "only features add devices")
        )]
        let mut devices = vec![DeviceEntry {
            name: "cpu".to_owned(),
            description: message!("device-cpu"),
            threads: Some(threads),
            instructions: Some(kernels::instructions().name()),
            device: Device::flex(),
        }];
        #[cfg(feature = "ndarray")]
        devices.push(DeviceEntry {
            name: "ndarray".to_owned(),
            description: message!("device-ndarray"),
            threads: Some(threads),
            instructions: None,
            #[expect(deprecated, reason = "offered for comparison until Burn removes it")]
            device: Device::ndarray(),
        });
        #[cfg(feature = "gpu")]
        devices.extend(gpu::devices());
        devices
    })
}

/// The device of that name. One of another machine is connected to where it is not yet, or no more: that may take a minute.
///
/// # Errors
/// [`EngineError::UnknownDevice`] with all names on offer; [`EngineError::Remote`] where another machine is meant and cannot
/// be computed on.
pub fn device_named(name: &str) -> Result<Device, EngineError> {
    if RemoteAddress::is_meant_by(name) {
        return Ok(remote::device(&RemoteAddress::of_name(name)?)?);
    }
    let devices = devices();
    match devices.iter().find(|entry| entry.name == name) {
        Some(entry) => Ok(entry.device.clone()),
        None => Err(EngineError::UnknownDevice {
            name: name.to_owned(),
            known: Message::words(list(devices.iter().map(|entry| entry.name.as_str()))),
        }),
    }
}

/// Whether `NETSMITH_SIMD`, where it is set, names vector instructions to make do with.
///
/// # Errors
/// [`EngineError::UnknownInstructions`] with all names. More than the machine has is no error: it does with what it has.
pub fn check_instructions() -> Result<(), EngineError> {
    match kernels::instructions_asked_for() {
        Ok(_) => Ok(()),
        Err(found) => Err(EngineError::UnknownInstructions {
            found,
            known: Message::words(list(Instructions::ALL.map(Instructions::name))),
        }),
    }
}

/// A pool of `threads` threads, or as many as the machine offers.
///
/// Flex and its matrix products divide their work among the threads of the pool that they are called
/// from, so everything run inside of `pool.install` keeps to this number.
///
/// # Errors
/// [`EngineError::Threads`] when the system gives fewer.
pub fn thread_pool(threads: Option<usize>) -> Result<ThreadPool, EngineError> {
    let built = builder(threads).build();
    built.map_err(|error| refused(threads, &error))
}

/// Starts the threads for all work that is done outside of a pool of its own, such as decoding pictures. Left to itself
/// this happens at the first need for them, where a refusal is a panic.
///
/// # Errors
/// [`EngineError::Threads`] when the system gives fewer than the machine offers.
pub fn start_threads() -> Result<(), EngineError> {
    static STARTED: OnceLock<Result<(), String>> = OnceLock::new();
    let started = STARTED.get_or_init(|| {
        let built = builder(None).build_global();
        built.map_err(|error| error.to_string())
    });
    started.clone().map_err(|reason| refused(None, &reason))
}

fn builder(threads: Option<usize>) -> ThreadPoolBuilder {
    ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .thread_name(|index| format!("netsmith-compute-{index}"))
}

fn refused(threads: Option<usize>, reason: &impl ToString) -> EngineError {
    let offered = || std::thread::available_parallelism().map_or(1, usize::from);
    EngineError::Threads {
        threads: threads.unwrap_or_else(offered),
        reason: reason.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_device_is_found_by_its_name() {
        for entry in devices() {
            assert_eq!(&device_named(&entry.name).unwrap(), entry.device());
        }
    }

    #[test]
    fn an_unknown_device_is_answered_with_the_list() {
        let message = device_named("tpu").unwrap_err().to_string();
        assert!(message.starts_with("there is no device \"tpu\" here; choose one of: cpu"));
    }

    #[cfg(not(feature = "remote"))]
    #[test]
    fn a_device_of_another_machine_is_told_from_an_unknown_one() {
        let message = device_named("remote:lab:80").unwrap_err().to_string();
        assert!(message.contains("--features remote"), "{message}");
        let message = device_named("remote:").unwrap_err().to_string();
        assert!(message.contains("remote:HOST:PORT"), "{message}");
    }

    #[test]
    fn work_inside_a_pool_sees_its_number_of_threads() {
        let pool = thread_pool(Some(3)).unwrap();
        assert_eq!(pool.install(rayon::current_num_threads), 3);
    }
}
