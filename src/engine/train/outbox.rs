//! Events on their way out, through a bounded channel that nobody may be reading.

use std::collections::VecDeque;
use std::sync::mpsc::{SyncSender, TrySendError};

use super::event::Event;

/// Sends without waiting: batch reports that find no room are left out, everything else is kept until there is room.
#[derive(Debug)]
pub struct Outbox {
    sender: SyncSender<Event>,
    waiting: VecDeque<Event>,
}

impl Outbox {
    /// An outbox that sends into a channel.
    pub fn new(sender: SyncSender<Event>) -> Self {
        Self {
            sender,
            waiting: VecDeque::new(),
        }
    }

    /// Sends an event, after those that still wait.
    pub fn send(&mut self, event: Event) {
        self.push_waiting();
        if self.waiting.is_empty() {
            self.try_send(event);
        } else if !event.is_passing() {
            self.waiting.push_back(event);
        }
    }

    /// Sends the last event, waiting until all is collected or nobody listens any more.
    pub fn finish(mut self, last: Event) {
        self.waiting.push_back(last);
        for event in self.waiting {
            if self.sender.send(event).is_err() {
                return;
            }
        }
    }

    /// Whether nothing waits for room.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Sends what waits, as far as there is room.
    pub fn push_waiting(&mut self) {
        while let Some(event) = self.waiting.pop_front() {
            if let Err(TrySendError::Full(event)) = self.sender.try_send(event) {
                self.waiting.push_front(event);
                return;
            }
        }
    }

    /// Without a listener an event is of no use to anybody.
    fn try_send(&mut self, event: Event) {
        if let Err(TrySendError::Full(event)) = self.sender.try_send(event)
            && !event.is_passing()
        {
            self.waiting.push_back(event);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, sync_channel};

    use super::super::event::BatchReport;
    use super::*;
    use crate::engine::run::EpochRecord;

    fn batch(step: usize) -> Event {
        let report = BatchReport {
            epoch: 1,
            step,
            steps: 9,
            loss: 0.0,
            accuracy: 0.0,
            images_per_second: 0.0,
            learning_rate: 0.0,
        };
        Event::Batch(report)
    }

    fn epoch(epoch: usize) -> Event {
        Event::Epoch(EpochRecord {
            epoch,
            ..EpochRecord::default()
        })
    }

    /// What arrives, batches by their step and epochs by their number times 100.
    fn numbers(receiver: &Receiver<Event>) -> Vec<usize> {
        let number = |event| match event {
            Event::Batch(report) => report.step,
            Event::Epoch(record) => record.epoch * 100,
            _ => 0,
        };
        receiver.try_iter().map(number).collect()
    }

    #[test]
    fn a_full_channel_loses_batches_and_keeps_epochs_in_order() {
        let (sender, receiver) = sync_channel(2);
        let mut outbox = Outbox::new(sender);
        for event in [batch(1), batch(2), batch(3), epoch(1), batch(4), epoch(2)] {
            outbox.send(event);
        }
        assert_eq!(numbers(&receiver), [1, 2]);
        outbox.send(batch(5));
        assert_eq!(numbers(&receiver), [100, 200]);
        outbox.send(batch(6));
        assert_eq!(numbers(&receiver), [6]);
    }

    #[test]
    fn the_last_event_comes_after_all_that_wait() {
        let (sender, receiver) = sync_channel(8);
        let mut outbox = Outbox::new(sender);
        outbox.waiting.push_back(epoch(1));
        outbox.finish(epoch(2));
        assert_eq!(numbers(&receiver), [100, 200]);
    }

    #[test]
    fn nobody_listening_is_no_reason_to_wait() {
        let (sender, receiver) = sync_channel(0);
        drop(receiver);
        let mut outbox = Outbox::new(sender);
        outbox.send(epoch(1));
        outbox.finish(epoch(2));
    }
}
