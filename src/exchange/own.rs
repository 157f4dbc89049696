//! What a file of ours says beside the network: how pictures are prepared, and the classes.

use serde::Deserialize;

use super::node::entry;
use super::proto::StringStringEntryProto;
use crate::data::Contract;
use crate::exchange::Normalizing;

/// The key under which it stands.
pub const KEY: &str = "netsmith";

/// What is read of it; everything else is for others.
#[derive(Default, Deserialize)]
pub struct About {
    contract: Option<Contract>,
    /// Class names in the order of the outputs.
    #[serde(default)]
    pub classes: Vec<String>,
}

impl About {
    /// What the metadata of a file say; nothing where they say it in another form.
    pub fn read(metadata: &[StringStringEntryProto]) -> Self {
        let text = entry(metadata, KEY);
        text.and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default()
    }

    /// What pictures go through before they reach the network.
    pub fn normalizing(&self) -> Option<Normalizing> {
        let contract = self.contract.as_ref()?;
        Some(Normalizing {
            scale: contract.scale(),
            offset: contract.offset(),
        })
    }
}
