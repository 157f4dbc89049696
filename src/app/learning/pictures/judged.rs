//! What was said about the pictures of the list, and which of them are still to be asked about.

use super::{Answer, Content, Entry, Pictures, Ready};
use crate::data::Image;
use crate::report::PredictionRow;

impl Pictures {
    /// The readable pictures that the weights numbered `version` have not judged, the selected one first.
    pub fn unpredicted(&self, version: u64) -> Vec<(u64, Image)> {
        let selected = self.selected().into_iter();
        let rest = self
            .entries
            .iter()
            .filter(|entry| Some(entry.id) != self.selected);
        selected
            .chain(rest)
            .filter_map(|entry| entry.unpredicted(version))
            .collect()
    }

    /// Whether anything was said about any of them.
    pub fn has_answers(&self) -> bool {
        self.answered().next().is_some()
    }

    /// The classes, and what was said about each picture of the list that was asked about.
    pub fn predictions(&self) -> (Vec<String>, Vec<PredictionRow>) {
        let classes = self.answered().next();
        let classes = classes.map(|(.., answer)| answer.classes.clone());
        let rows = self.answered().map(|(entry, ready, answer)| PredictionRow {
            picture: entry.name.to_string(),
            index: answer.index,
            probabilities: answer.probabilities.clone(),
            doubts: ready
                .doubts
                .iter()
                .chain(&answer.doubts)
                .map(|doubt| doubt.code())
                .collect(),
        });
        (classes.unwrap_or_default(), rows.collect())
    }

    fn answered(&self) -> impl Iterator<Item = (&Entry, &Ready, &Answer)> {
        self.entries.iter().filter_map(|entry| {
            let Content::Ready(ready) = &entry.content else {
                return None;
            };
            let (_, answer) = ready.answer.as_ref()?;
            Some((entry, &**ready, answer))
        })
    }

    /// Forgets what was said about every picture.
    pub fn forget_answers(&mut self) {
        for entry in &mut self.entries {
            if let Content::Ready(ready) = &mut entry.content {
                ready.answer = None;
            }
        }
    }

    /// Keeps what the weights numbered `version` said about a picture.
    pub fn keep_answer(&mut self, id: u64, version: u64, answer: Answer) {
        let entry = self.entries.iter_mut().find(|entry| entry.id == id);
        if let Some(Entry {
            content: Content::Ready(ready),
            ..
        }) = entry
        {
            ready.answer = Some((version, answer));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{pasted, pictures};
    use super::*;

    #[test]
    fn new_weights_judge_every_picture_again() {
        let mut pictures = pictures(vec![pasted(1), pasted(2)]);
        let answer = Answer {
            index: 0,
            probabilities: vec![1.0],
            classes: Vec::new(),
            weights: "".into(),
            lag: None,
            doubts: Vec::new(),
        };
        let (id, _) = pictures.unpredicted(1)[0];
        pictures.keep_answer(id, 1, answer);
        assert_eq!(pictures.unpredicted(1).len(), 1);
        assert_eq!(pictures.unpredicted(2).len(), 2);
    }
}
