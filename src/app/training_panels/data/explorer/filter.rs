//! Which pictures are shown, and in which order.

use super::shelf::{Place, Shelf};
use crate::app::learning::LoadedData;
use crate::data::{
    Collected, DataPart, DuplicateGroup, ImageId, NearCopy, PictureChange, PictureChanges, Role,
};
use crate::text::say;

/// What pictures are shown for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// All that are learned from and measured on.
    #[default]
    All,
    /// Those that come more than once, or almost.
    Copies,
    /// Those that almost equal another one, in pairs.
    Near,
    /// Those of both that are both trained on and held out.
    Leaks,
    /// Those that were labeled otherwise.
    Changed,
    /// Those that were left out.
    LeftOut,
    /// Those that the user added.
    Added,
}

impl Kind {
    /// All, in the order of the menu.
    pub const ALL: [Self; 7] = [
        Self::All,
        Self::Copies,
        Self::Near,
        Self::Leaks,
        Self::Changed,
        Self::LeftOut,
        Self::Added,
    ];

    /// Its words in the menu.
    pub fn words(self) -> &'static str {
        match self {
            Self::All => say("pictures-all"),
            Self::Copies => say("pictures-copies"),
            Self::Near => say("pictures-near"),
            Self::Leaks => say("pictures-leaks"),
            Self::Changed => say("pictures-changed"),
            Self::LeftOut => say("pictures-left-out"),
            Self::Added => say("pictures-added"),
        }
    }
}

/// Which pictures are shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    pub kind: Kind,
    pub part: Option<Role>,
    /// By its number.
    pub class: Option<u32>,
    /// What their names hold.
    pub words: String,
}

impl Filter {
    /// The pictures in their order: by class, copies beside each other.
    pub fn places(
        &self,
        data: &LoadedData,
        shelves: &[Shelf<'_>],
        changes: &PictureChanges,
    ) -> Vec<Place> {
        let words = self.words.to_lowercase();
        let words: Vec<&str> = words.split_whitespace().collect();
        let mut places = match self.kind {
            Kind::Near => return self.pairs(data, shelves, &words),
            Kind::Copies => copies(data, |_| true, |_| true),
            Kind::Leaks => copies(data, DuplicateGroup::leaks, NearCopy::leaks),
            Kind::All | Kind::Changed | Kind::LeftOut | Kind::Added => all(shelves),
        };
        places.retain(|place| {
            shelves.get(place.shelf).is_some_and(|shelf| {
                self.is_of(shelf, place.index, &words)
                    && self.lets_through(shelf, place.index, changes)
            })
        });
        places
    }

    /// Almost equal pictures, each two beside each other; a pair is shown where one of it is meant.
    fn pairs(&self, data: &LoadedData, shelves: &[Shelf<'_>], words: &[&str]) -> Vec<Place> {
        let is_meant = |id: &ImageId| {
            let place = place_of(*id);
            let shelf = shelves.get(place.shelf);
            shelf.is_some_and(|shelf| self.is_of(shelf, place.index, words))
        };
        let pairs = data.explored.near_copies.iter();
        let pairs = pairs.map(|copy| [copy.first, copy.second]);
        let meant = pairs.filter(|pair| pair.iter().any(is_meant));
        meant.flatten().map(place_of).collect()
    }

    /// Whether it is of the part and the class that are shown, and its name holds the words.
    fn is_of(&self, shelf: &Shelf<'_>, index: usize, words: &[&str]) -> bool {
        let label = shelf.dataset.labels().get(index).copied();
        self.part.is_none_or(|part| part == shelf.role)
            && (self.class.is_none() || self.class == label)
            && holds(shelf, index, words)
    }

    fn lets_through(&self, shelf: &Shelf<'_>, index: usize, changes: &PictureChanges) -> bool {
        let key = shelf.dataset.key(index).unwrap_or_default();
        match self.kind {
            Kind::LeftOut => shelf.is_left_out,
            Kind::Changed => {
                !shelf.is_left_out && matches!(changes.of(key), PictureChange::Label(_))
            }
            Kind::Added => !shelf.is_left_out && Collected::is_key(key),
            Kind::All | Kind::Copies | Kind::Near | Kind::Leaks => !shelf.is_left_out,
        }
    }
}

fn holds(shelf: &Shelf<'_>, index: usize, words: &[&str]) -> bool {
    if words.is_empty() {
        return true;
    }
    let name = shelf.name_of(index).to_lowercase();
    words.iter().all(|word| name.contains(word))
}

/// All pictures, by class, then part, then number.
fn all(shelves: &[Shelf<'_>]) -> Vec<Place> {
    let numbered = shelves.iter().enumerate();
    let mut labeled: Vec<(u32, Place)> = numbered
        .flat_map(|(number, shelf)| {
            let labels = shelf.dataset.labels().iter().enumerate();
            labels.map(move |(index, &label)| {
                let place = Place {
                    shelf: number,
                    index,
                };
                (label, place)
            })
        })
        .collect();
    labeled.sort_unstable();
    labeled.into_iter().map(|(_, place)| place).collect()
}

/// Equal pictures beside each other, then those that are almost equal.
fn copies(
    data: &LoadedData,
    is_meant: impl Fn(&DuplicateGroup) -> bool,
    is_near_meant: impl Fn(&NearCopy) -> bool,
) -> Vec<Place> {
    let explored = &data.explored;
    let groups = explored.duplicates.iter().filter(|group| is_meant(group));
    let equal = groups.flat_map(|group| group.members.iter().copied());
    let near = explored.near_copies.iter();
    let near = near.filter(|copy| is_near_meant(copy));
    let near = near.flat_map(|copy| [copy.first, copy.second]);
    equal.chain(near).map(place_of).collect()
}

/// Where a picture of the report stands.
pub(super) fn place_of(id: ImageId) -> Place {
    let shelf = match id.part {
        DataPart::First => 0,
        DataPart::Second => 1,
        DataPart::Third => 2,
    };
    Place {
        shelf,
        index: id.index,
    }
}
