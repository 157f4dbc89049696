//! What a build without the feature `remote` says of other machines.

use burn::tensor::Device;

use super::Traffic;
use super::address::RemoteAddress;
use super::error::RemoteError;

/// No device: this build opens no connections.
///
/// # Errors
/// Always [`RemoteError::NotBuilt`].
pub fn device(address: &RemoteAddress) -> Result<Device, RemoteError> {
    Err(RemoteError::NotBuilt {
        name: address.to_string(),
    })
}

/// No connection was ever had that could be lost.
#[must_use]
pub fn loss(_: &RemoteAddress) -> Option<RemoteError> {
    None
}

/// No device is on another machine.
#[must_use]
pub fn holds(_: &Device) -> bool {
    false
}

/// Nothing went anywhere.
#[must_use]
pub fn traffic(_: &RemoteAddress) -> Option<Traffic> {
    None
}
