//! Devices of other machines in the window: added by a dialog, chosen for the document, asked for their token again.

use crate::support::Window;
use crate::training::{recipe, set_recipe, window_for};
use crate::typing::has_keyboard;
use netsmith::app::command::{DataCommand, TrainCommand};
use netsmith::data::DataSource;
use netsmith::engine::device::device_named;
use netsmith::engine::remote::{Limits, Server, Token};
use netsmith::text::say;

const TOKEN: &str = "kept-to-themselves-0123456789";

fn serve() -> Server {
    let place = "127.0.0.1:0".parse().unwrap();
    let devices = vec![device_named("cpu").unwrap()];
    Server::start(
        place,
        devices,
        Token::new(TOKEN).unwrap(),
        Limits::default(),
    )
    .unwrap()
}

fn fill_in(window: &mut Window, address: &str, token: &str) {
    window.type_into(say("remote-address"), address);
    window.type_into(say("remote-token"), token);
    window.click(say("remote-connect"));
    window.settle();
}

#[test]
fn a_remote_device_is_added_and_chosen_and_its_token_is_nowhere_in_the_project() {
    let home = tempfile::tempdir().unwrap();
    let server = serve();
    let place = server.address().to_string();
    let mut window = window_for("mlp", home.path());
    window.send(TrainCommand::AskForRemote);
    assert!(window.shows(say("remote-token-hint")));
    assert!(has_keyboard(&window, say("remote-address")));
    fill_in(&mut window, &place, TOKEN);
    assert!(!window.shows(say("remote-token-hint")));
    assert_eq!(recipe(&window).device, format!("remote:{place}"));
    let text = format!("{:?}", window.state().document.settings());
    assert!(text.contains(&place) && !text.contains(TOKEN));
}

#[test]
fn what_keeps_it_from_being_connected_is_said_in_the_dialog_which_stays() {
    let home = tempfile::tempdir().unwrap();
    let server = serve();
    let mut window = window_for("mlp", home.path());
    window.send(TrainCommand::AskForRemote);
    fill_in(&mut window, &server.address().to_string(), "short");
    assert!(window.shows_part("at least 16 characters"));
    fill_in(&mut window, "no such place", TOKEN);
    assert!(window.shows_part("remote:HOST:PORT"));
    fill_in(
        &mut window,
        &server.address().to_string(),
        "another token than that",
    );
    assert!(window.shows_part("another token"));
    assert_eq!(recipe(&window).device, "cpu");
    window.click(say("cancel"));
    assert!(!window.shows(say("remote-token-hint")));
}

#[test]
fn a_project_of_another_day_asks_for_the_token_before_it_trains() {
    let home = tempfile::tempdir().unwrap();
    let server = serve();
    let place = server.address().to_string();
    let mut window = window_for("mlp", home.path());
    window.send(DataCommand::Use(
        DataSource::parse("builtin:digits").unwrap(),
    ));
    set_recipe(&mut window, |recipe| {
        recipe.device = format!("remote:{place}");
    });
    window.send(TrainCommand::Train);
    assert!(window.shows(say("remote-token-hint")));
    assert!(window.shows(&place));
    assert!(has_keyboard(&window, say("remote-token")));
    window.type_into(say("remote-token"), TOKEN);
    window.click(say("remote-connect"));
    window.settle();
    assert!(!window.shows(say("remote-token-hint")));
    let learning = &window.harness.state().workbench.front().learning;
    assert!(learning.run().is_some());
    window.send(TrainCommand::Stop);
}
