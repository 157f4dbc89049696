//! What the user reaches for most in the palette: what was given a star, and what was added last.

use crate::app::command::PaletteItem;
use serde::{Deserialize, Serialize};

/// Favorites and what was added last. Stored with the settings, under keys that outlive a version: what this
/// version does not know stays where it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Favorites {
    #[serde(alias = "favourites")]
    favorites: Vec<String>,
    recent: Vec<String>,
}

/// How many of those added last are kept.
const RECENT_LIMIT: usize = 6;

impl Favorites {
    /// Puts `item` first among those added last.
    pub fn remember(&mut self, item: &PaletteItem) {
        // A block of the user's own has a place of its own in the palette.
        if matches!(item, PaletteItem::Saved(_)) {
            return;
        }
        let key = item.key();
        self.recent.retain(|known| *known != key);
        self.recent.insert(0, key);
        self.recent.truncate(RECENT_LIMIT);
    }

    /// Gives `item` a star, or takes it back.
    pub fn toggle_favorite(&mut self, item: &PaletteItem) {
        let key = item.key();
        match self.favorites.iter().position(|known| *known == key) {
            Some(place) => {
                self.favorites.remove(place);
            }
            None => self.favorites.push(key),
        }
    }

    /// Whether `item` has a star.
    pub fn is_favorite(&self, item: &PaletteItem) -> bool {
        self.favorites.contains(&item.key())
    }

    /// What has a star, in the order in which it got it.
    pub fn favorites(&self) -> impl Iterator<Item = PaletteItem> {
        self.favorites
            .iter()
            .filter_map(|key| PaletteItem::from_key(key))
    }

    /// What was added last, latest first.
    pub fn recent(&self) -> impl Iterator<Item = PaletteItem> {
        self.recent
            .iter()
            .filter_map(|key| PaletteItem::from_key(key))
    }

    /// Where `item` stands in a list that nothing was typed into: what was added last first, then favorites.
    pub fn rank(&self, item: &PaletteItem) -> usize {
        let key = item.key();
        let mut first = self.recent.iter().chain(&self.favorites);
        first.position(|known| *known == key).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::{Kind, catalog};

    #[test]
    fn what_was_added_last_comes_first_and_once() {
        let mut favorites = Favorites::default();
        for entry in catalog().iter().take(8) {
            favorites.remember(&PaletteItem::Layer(entry.kind));
        }
        favorites.remember(&PaletteItem::Layer(Kind::BatchNormalization));
        let recent: Vec<_> = favorites.recent().collect();
        assert_eq!(recent.len(), RECENT_LIMIT);
        assert_eq!(recent[0], PaletteItem::Layer(Kind::BatchNormalization));
        assert_eq!(recent[1], PaletteItem::Layer(catalog()[7].kind));
    }

    #[test]
    fn a_second_click_takes_the_star_back() {
        let mut favorites = Favorites::default();
        let block = PaletteItem::Block("identity_block".to_owned());
        favorites.toggle_favorite(&block);
        assert!(favorites.is_favorite(&block));
        assert_eq!(
            favorites.favorites().collect::<Vec<_>>(),
            std::slice::from_ref(&block)
        );
        favorites.toggle_favorite(&block);
        assert!(!favorites.is_favorite(&block));
    }

    #[test]
    fn what_this_version_does_not_know_is_kept() {
        let text = r#"{"favorites":["layer LayerOfTomorrow"],"recent":[]}"#;
        let favorites: Favorites = serde_json::from_str(text).unwrap();
        assert_eq!(favorites.favorites().count(), 0);
        assert_eq!(serde_json::to_string(&favorites).unwrap(), text);
    }

    #[test]
    fn what_an_earlier_version_kept_under_another_spelling_is_read() {
        let text = r#"{"favourites":["layer Conv2D"],"recent":[]}"#;
        let favorites: Favorites = serde_json::from_str(text).unwrap();
        assert_eq!(favorites.favorites().count(), 1);
    }
}
