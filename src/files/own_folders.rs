//! The folders that the system keeps for this program and this user, so that every room finds what another one left there.

use std::path::PathBuf;

/// What the program's folders are called, in the system's own places for such.
const NAME: &str = "netsmith";

/// Where the program keeps what is its own. None of them needs to exist.
#[derive(Debug)]
pub struct OwnFolders {
    /// The user's choices, which are worth taking along to another machine.
    pub config: PathBuf,
    /// What the user made or would miss: own blocks, unsaved work, runs of projects that lie nowhere.
    pub data: PathBuf,
    /// What holds on this machine only, such as which files are open; `data` where the system has no place for it.
    pub state: PathBuf,
    /// What can be made again at any time.
    pub cache: PathBuf,
}

impl OwnFolders {
    /// Those of the user who runs the program; `None` where the system knows no home.
    #[must_use]
    pub fn find() -> Option<Self> {
        let folders = directories::ProjectDirs::from("", "", NAME)?;
        let data = folders.data_local_dir();
        Some(Self {
            config: folders.config_dir().to_owned(),
            data: data.to_owned(),
            state: folders.state_dir().unwrap_or(data).to_owned(),
            cache: folders.cache_dir().to_owned(),
        })
    }
}
