//! A server that ends in the middle of a training: the run waits, and goes on to the same numbers when the server is back.

use netsmith::engine::remote::{Limits, Server};
use netsmith::engine::run::{RunFolder, RunStart, RunState};
use netsmith::engine::train::{Event, spawn};

use crate::support::{
    TOKEN, assert_without_token, history, job, last_word, name, next, recipe, serve, serve_at,
    train, weights,
};

/// Takes the server away once the training is in its second epoch, and gives the training's last word.
fn last_word_of_a_training_that_loses(
    server: Server,
    device: &str,
    folder: &std::path::Path,
) -> String {
    let handle = spawn(job(recipe(device, 4), Some((folder, RunStart::New)))).unwrap();
    let mut server = Some(server);
    loop {
        match next(&handle) {
            Event::Batch(report) if (report.epoch, report.step) >= (2, 3) => drop(server.take()),
            Event::Failed { message, .. } => {
                assert!(server.is_none(), "{message}");
                handle.stop_and_join();
                return message.to_string();
            }
            event => assert!(!event.is_last(), "{event:?}"),
        }
    }
}

#[test]
fn a_lost_connection_is_told_and_the_run_goes_on_to_the_same_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, broken) = (folder.path().join("whole"), folder.path().join("broken"));
    let server = serve();
    let (device, port) = (name(&server), server.address().port());
    train(job(recipe(&device, 4), Some((&whole, RunStart::New))));

    let word = last_word_of_a_training_that_loses(server, &device, &broken);
    assert!(word.contains("connection to 127.0.0.1"), "{word}");
    assert!(word.contains("--resume"), "{word}");
    assert!(!word.contains(TOKEN));
    assert_eq!(RunFolder::open(&broken).unwrap().state(), RunState::Stopped);

    // Still away: another sentence, and the run is as it was.
    let resumed = || job(recipe(&device, 4), Some((&broken, RunStart::Resume)));
    let Event::Failed { message, .. } = last_word(resumed()) else {
        panic!("expected that no server is there");
    };
    assert!(
        message.to_string().contains("cannot be reached"),
        "{message}"
    );
    assert_eq!(RunFolder::open(&broken).unwrap().state(), RunState::Stopped);

    let _server = serve_at(port, Limits::default());
    train(resumed());
    assert_eq!(history(&broken), history(&whole));
    assert_eq!(weights(&broken), weights(&whole));
    assert_without_token(folder.path());
}
