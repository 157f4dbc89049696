//! The device that a command computes on: named, and where it is one of another machine, connected to before anything else is
//! done. The token comes from `NETSMITH_TOKEN`, or is asked for at the terminal.

use super::failure::Failure;
use crate::engine::EngineError;
use crate::engine::device::device_named;
use crate::engine::remote::RemoteError;

/// Makes sure that `name` can be computed on.
pub fn reach(name: &str) -> Result<(), Failure> {
    #[cfg(feature = "remote")]
    ask_for_token(name)?;
    match device_named(name) {
        Ok(_) => Ok(()),
        Err(error) if is_of_its_name(&error) => Err(Failure::Usage(error.message())),
        Err(error) => Err(error.into()),
    }
}

/// Whether there can be no such device, be the network as it may.
fn is_of_its_name(error: &EngineError) -> bool {
    matches!(
        error,
        EngineError::UnknownDevice { .. }
            | EngineError::Remote(RemoteError::Address { .. } | RemoteError::NotBuilt { .. })
    )
}

/// Asks somebody who sits at a terminal, without showing what is typed.
#[cfg(feature = "remote")]
fn ask_for_token(name: &str) -> Result<(), Failure> {
    use crate::engine::remote::{RemoteAddress, Token, is_known, remember};
    use crate::message;
    use crate::tr;
    use std::io::{IsTerminal, stdin};

    if !RemoteAddress::is_meant_by(name) || !stdin().is_terminal() {
        return Ok(());
    }
    let address = RemoteAddress::of_name(name).map_err(|error| Failure::Usage(error.message()))?;
    if is_known(&address) {
        return Ok(());
    }
    let question = tr!("remote-token-of", server = address.server()) + " ";
    let typed = rpassword::prompt_password(question);
    let typed =
        typed.map_err(|error| Failure::Job(message!("remote-token-untyped", reason = %error)))?;
    let token = Token::new(&typed).map_err(|error| Failure::Usage(error.message()))?;
    remember(&address, token);
    Ok(())
}
