//! Who is not let in, what is not there, and in which words that is told.

use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use netsmith::engine::device::device_named;
use netsmith::engine::remote::{Limits, RemoteAddress, ServeEvent, Token, remember};

use crate::support::{PATIENCE, TOKEN, address, name, serve, serve_at};

/// The sentence with which a device is refused.
fn refusal(device: &str) -> String {
    let sentence = device_named(device).unwrap_err().to_string();
    assert!(!sentence.contains(TOKEN), "{sentence}");
    sentence
}

#[test]
fn a_wrong_token_is_refused_there_and_told_here() {
    let server = serve();
    remember(
        &address(&server),
        Token::new("another token than that").unwrap(),
    );
    let sentence = refusal(&name(&server));
    assert!(sentence.contains("knows another token"), "{sentence}");
    let told = server.events().recv_timeout(PATIENCE).unwrap();
    assert!(matches!(told, ServeEvent::Refused { .. }));
}

#[test]
fn without_a_token_nothing_is_dialed() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let device = RemoteAddress::name_of(&listener.local_addr().unwrap().to_string());
    let sentence = refusal(&device);
    assert!(sentence.contains("NETSMITH_TOKEN"), "{sentence}");
    assert!(listener.accept().is_err());
}

#[test]
fn no_server_and_another_program_are_told_apart() {
    let token = || Token::new(TOKEN).unwrap();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = nobody.local_addr().unwrap().to_string();
    drop(nobody);
    let device = RemoteAddress::name_of(&place);
    remember(&RemoteAddress::of_name(&device).unwrap(), token());
    let sentence = refusal(&device);
    assert!(sentence.contains("cannot be reached"), "{sentence}");

    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let device = RemoteAddress::name_of(&other.local_addr().unwrap().to_string());
    remember(&RemoteAddress::of_name(&device).unwrap(), token());
    std::thread::scope(|scope| {
        scope.spawn(move || drop(other.accept().unwrap()));
        let sentence = refusal(&device);
        assert!(sentence.contains("no `netsmith serve`"), "{sentence}");
    });
}

#[test]
fn a_full_server_says_so_and_takes_the_next_when_one_leaves() {
    let server = serve_at(
        0,
        Limits {
            sessions: 1,
            idle: Duration::from_millis(1),
            ..Limits::default()
        },
    );
    device_named(&name(&server)).unwrap();
    let second = name(&server) + "/1";
    let sentence = refusal(&second);
    assert!(sentence.contains("as many as it takes"), "{sentence}");
    // The first one is idle, and is shown out.
    let left = |event| matches!(event, ServeEvent::Closed { .. });
    while !left(server.events().recv_timeout(PATIENCE).unwrap()) {}
    device_named(&name(&server)).unwrap();
}

/// Whatever is said before the hello, and however much of it, nothing answers it.
#[test]
fn who_says_something_else_than_a_hello_is_hung_up_on() {
    use std::io::Write;
    let server = serve();
    let mut stream = TcpStream::connect(server.address()).unwrap();
    let _ = stream.write_all(b"GET /session HTTP/1.1\r\nUpgrade: websocket\r\n\r\n");
    let mut heard = Vec::new();
    let _ = stream.read_to_end(&mut heard);
    assert_eq!(heard, b"");
}
