//! The secret that a server and its clients share. It is shown to nobody but the one who has to hand it on.

use std::fmt;

use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::error::RemoteError;
use crate::files::hexadecimal;

/// Fewer letters could be guessed by whoever has recorded a hello.
pub const LEAST_LETTERS: usize = 16;
/// Of a token made here, in bytes.
const RANDOM_BYTES: usize = 16;

/// A secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token that somebody wrote; what stands around it is none of it.
    ///
    /// # Errors
    /// [`RemoteError::ShortToken`] where it is shorter than [`LEAST_LETTERS`].
    pub fn new(text: &str) -> Result<Self, RemoteError> {
        let text = text.trim();
        if text.chars().count() < LEAST_LETTERS {
            return Err(RemoteError::ShortToken {
                least: LEAST_LETTERS,
            });
        }
        Ok(Self(text.to_owned()))
    }

    /// One that nobody can guess.
    ///
    /// # Errors
    /// [`RemoteError::System`] where the system has no random numbers.
    pub fn random() -> Result<Self, RemoteError> {
        let bytes: [u8; RANDOM_BYTES] = random()?;
        Ok(Self(hexadecimal(&bytes)))
    }

    /// The token itself, for the one who hands it on.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What only those can say who know the token, about these numbers and for this purpose: HMAC-SHA-256 (RFC 2104).
    pub(super) fn proof(&self, purpose: &str, numbers: &[u8]) -> [u8; 32] {
        self.mark(purpose, numbers).finalize().into_bytes().into()
    }

    /// Whether `proof` is that, in a time that does not tell where it is not.
    pub(super) fn proves(&self, purpose: &str, numbers: &[u8], proof: &[u8; 32]) -> bool {
        self.mark(purpose, numbers).verify_slice(proof).is_ok()
    }

    fn mark(&self, purpose: &str, numbers: &[u8]) -> Hmac<Sha256> {
        hmac(self.0.as_bytes(), &[purpose.as_bytes(), &[0], numbers])
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Numbers of the system's that nobody can guess.
pub(super) fn random<const N: usize>() -> Result<[u8; N], RemoteError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| RemoteError::System {
        reason: error.to_string(),
    })?;
    Ok(bytes)
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut hmac = Hmac::new_from_slice(key).expect("a key may have any length");
    for part in parts {
        hmac.update(part);
    }
    hmac
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(hmac: Hmac<Sha256>) -> String {
        hexadecimal(&hmac.finalize().into_bytes())
    }

    // RFC 4231, cases 1, 2 and 6.
    #[test]
    fn proofs_are_those_of_the_standard() {
        assert_eq!(
            digits(hmac(&[0x0b; 20], &[b"Hi ", b"There"])),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
        assert_eq!(
            digits(hmac(b"Jefe", &[b"what do ya want for nothing?"])),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        let text = b"Test Using Larger Than Block-Size Key - Hash Key First";
        assert_eq!(
            digits(hmac(&[0xaa; 131], &[text])),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

    #[test]
    fn a_token_that_could_be_guessed_is_refused_and_space_around_it_is_not_part_of_it() {
        for short in ["", "   ", "0123456789abcde", "   0123456789abcde\n"] {
            assert!(Token::new(short).is_err(), "{short:?}");
        }
        let token = Token::new(" 0123456789abcdef\n").unwrap();
        assert_eq!(token.reveal(), "0123456789abcdef");
    }

    #[test]
    fn tokens_made_here_differ_and_are_not_shown_by_accident() {
        let [one, other] = [(); 2].map(|()| Token::random().unwrap());
        assert_ne!(one, other);
        assert!(!format!("{one:?}").contains(one.reveal()));
        assert!(Token::new(one.reveal()).is_ok());
    }
}
