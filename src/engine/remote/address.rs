//! What a device of a server is called: `remote:HOST:PORT`, or `remote:HOST:PORT/INDEX` for another than its first.

use std::fmt;

use super::error::RemoteError;

/// What such names begin with.
const PREFIX: &str = "remote:";
/// Where `netsmith serve` listens unless told otherwise.
pub const DEFAULT_PORT: u16 = 7431;
/// Longer names of machines do not exist.
const LONGEST_HOST: usize = 253;

/// A device of a server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RemoteAddress {
    /// The machine's name or number; without the brackets of IPv6.
    host: String,
    port: u16,
    /// Which of the server's devices, from 0.
    index: usize,
}

impl RemoteAddress {
    /// Whether a device of this name would be on a server.
    #[must_use]
    pub fn is_meant_by(name: &str) -> bool {
        name.starts_with(PREFIX)
    }

    /// What the device at this place would be called, be it one or not: `HOST:PORT` or `HOST:PORT/INDEX`.
    #[must_use]
    pub fn name_of(place: &str) -> String {
        format!("{PREFIX}{place}")
    }

    /// Reads the name of a device.
    ///
    /// # Errors
    /// [`RemoteError::Address`] where it names no place.
    pub fn of_name(name: &str) -> Result<Self, RemoteError> {
        let place = name.strip_prefix(PREFIX);
        let read = place.and_then(Self::of_place);
        read.ok_or_else(|| RemoteError::Address {
            found: name.to_owned(),
        })
    }

    fn of_place(place: &str) -> Option<Self> {
        let (place, index) = match place.split_once('/') {
            Some((place, index)) => (place, index.parse().ok()?),
            None => (place, 0),
        };
        let is_ipv6_alone = place.starts_with('[') && place.ends_with(']');
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !is_ipv6_alone => (host, port.parse().ok()?),
            _ => (place, DEFAULT_PORT),
        };
        let bare = host.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
        let is_letter = |letter: char| letter.is_ascii_alphanumeric() || "-._".contains(letter);
        let is_named = match bare {
            Some(number) => number.parse::<std::net::Ipv6Addr>().is_ok(),
            None => !host.is_empty() && host.chars().all(is_letter),
        };
        (is_named && port > 0 && host.len() <= LONGEST_HOST).then(|| Self {
            host: bare.unwrap_or(host).to_owned(),
            port,
            index,
        })
    }

    /// The machine's name or number.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Which of the server's devices, from 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// The server, whichever of its devices is meant: `HOST:PORT`.
    #[must_use]
    pub fn server(&self) -> String {
        let Self { host, port, .. } = self;
        if host.contains(':') {
            format!("[{host}]:{port}")
        } else {
            format!("{host}:{port}")
        }
    }

    /// The device as its user types it: `HOST:PORT`, or `HOST:PORT/INDEX` for another than the server's first.
    #[must_use]
    pub fn place(&self) -> String {
        match self.index {
            0 => self.server(),
            index => format!("{}/{index}", self.server()),
        }
    }
}

impl fmt::Display for RemoteAddress {
    /// Its name in recipes and on the command line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Self::name_of(&self.place()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_machine_port_and_device_and_is_written_in_one_way() {
        for (name, server, index, written) in [
            ("remote:lab:9000", "lab:9000", 0, "remote:lab:9000"),
            ("remote:lab", "lab:7431", 0, "remote:lab:7431"),
            (
                "remote:10.0.0.7:80/1",
                "10.0.0.7:80",
                1,
                "remote:10.0.0.7:80/1",
            ),
            ("remote:[::1]:80", "[::1]:80", 0, "remote:[::1]:80"),
            ("remote:[::1]", "[::1]:7431", 0, "remote:[::1]:7431"),
        ] {
            let address = RemoteAddress::of_name(name).unwrap();
            assert_eq!(address.server(), server);
            assert_eq!(address.index(), index);
            assert_eq!(address.to_string(), written);
            assert_eq!(RemoteAddress::of_name(written).unwrap(), address);
        }
    }

    #[test]
    fn what_names_no_place_is_refused() {
        for name in [
            "remote:",
            "remote::80",
            "remote:lab:",
            "remote:lab:0",
            "remote:lab:70000",
            "remote:lab:80/",
            "remote:lab:80/x",
            "remote:la b:80",
            "remote:user@lab:80",
            "remote:::1",
            "remote:[lab]:80",
            "cpu",
        ] {
            assert!(RemoteAddress::of_name(name).is_err(), "{name}");
        }
    }
}
