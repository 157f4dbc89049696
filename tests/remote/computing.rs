//! What is computed on a server: the same as here but for the last digits, and the same each time.

use netsmith::engine::device::device_named;
use netsmith::engine::remote::{Limits, ServeEvent, Server, Token, traffic_of};
use netsmith::engine::run::RunStart;
use netsmith::engine::train::Event;

use crate::support::{
    PATIENCE, TOKEN, assert_without_token, history, job, last_word, name, recipe, serve, train,
    weights,
};

/// Sums are added in another order by Burn's own operations than by our kernels.
const TOLERANCE: f64 = 1e-3;

#[test]
fn a_training_there_gives_the_losses_of_one_here_and_the_same_twice() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let server = serve();
    let device = name(&server);
    train(job(recipe("cpu", 2), Some((&at("here"), RunStart::New))));
    train(job(recipe(&device, 2), Some((&at("there"), RunStart::New))));
    train(job(recipe(&device, 2), Some((&at("again"), RunStart::New))));
    for (here, there) in history(&at("here")).iter().zip(history(&at("there"))) {
        let distance = (here.train.loss - there.train.loss).abs();
        assert!(distance < TOLERANCE, "{here:?}\n{there:?}");
    }
    assert_eq!(history(&at("there")), history(&at("again")));
    assert_eq!(weights(&at("there")), weights(&at("again")));
    let traffic = traffic_of(&device).unwrap();
    assert!(
        traffic.sent > 100_000 && traffic.received > 1_000,
        "{traffic:?}"
    );
    assert_without_token(folder.path());
}

/// What is asked after a training must not need the server.
#[test]
fn the_network_that_a_training_leaves_is_here() {
    let server = serve();
    let Event::Done(ending) = last_word(job(recipe(&name(&server), 1), None)) else {
        panic!("expected the end of the training");
    };
    assert_eq!(ending.predictor.device(), &device_named("cpu").unwrap());
    drop(server);
    let picture = image::DynamicImage::new_luma8(8, 8);
    assert_eq!(ending.predictor.predict(&[picture]).unwrap().len(), 1);
}

#[test]
fn a_server_tells_who_came_and_what_went_over_the_network() {
    let server = serve();
    let device = device_named(&name(&server)).unwrap();
    let told = server.events().recv_timeout(PATIENCE).unwrap();
    assert!(matches!(told, ServeEvent::Opened { number: 1, .. }));
    // A connection that holds is used again.
    assert_eq!(device_named(&name(&server)).unwrap(), device);
    assert!(server.events().try_recv().is_err());
}

#[test]
fn several_devices_of_a_server_are_told_apart_by_number() {
    let cpu = || device_named("cpu").unwrap();
    let place = "127.0.0.1:0".parse().unwrap();
    let token = Token::new(TOKEN).unwrap();
    let server = Server::start(place, vec![cpu(), cpu()], token, Limits::default()).unwrap();
    netsmith::engine::remote::remember(
        &crate::support::address(&server),
        Token::new(TOKEN).unwrap(),
    );
    let [first, second] = ["", "/1"].map(|index| device_named(&(name(&server) + index)).unwrap());
    assert_ne!(first, second);
    let missing = device_named(&(name(&server) + "/2"))
        .unwrap_err()
        .to_string();
    assert!(missing.contains("its last one is 1"), "{missing}");
}
