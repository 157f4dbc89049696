## Devices of other machines, and the server that offers them.

remote-address-unreadable = `{ $found }` names no device of another machine; expected remote:HOST:PORT, such as remote:localhost:7431, or remote:HOST:PORT/1 for its second device
remote-not-built = this build opens no network connections and so has no device `{ $name }`; build it with `cargo build --features remote`, or choose a device of this machine
remote-no-token = the server { $server } asks for a token, and none is known; set NETSMITH_TOKEN to the one that `netsmith serve` showed there
remote-token-of = token of { $server }:
remote-token-untyped = the token could not be read: { $reason }
remote-token-short = a token must have at least { $least } characters, or it could be guessed; leave it out, and `netsmith serve` makes one
remote-unreachable = the server { $server } cannot be reached ({ $reason }); see that `netsmith serve` runs there and that a tunnel or the network leads there
remote-stranger = something listens at { $server }, but it is no `netsmith serve`; check the port
remote-silent = { $server } did not answer for { $seconds } s; see whether the machine is awake, the network leads there, and `netsmith serve` listens at this port
remote-wrong-token = the server { $server } knows another token; take the one that `netsmith serve` showed there when it was last started
remote-impostor = what listens at { $server } does not know the token itself, so it is not the server that you mean; check address and tunnel
remote-full = the server { $server } is computing for as many as it takes; try again later, or start it with a larger --sessions
remote-no-such-device = the server { $server } has no device { $index }; its last one is { $last }
remote-other-version = the server { $server } runs another version of Netsmith that cannot be talked to; install the same version on both machines
remote-refused = the server { $server } broke off when computing was to begin: { $reason }; look at what it says there
remote-lost = the connection to { $server } is lost: { $reason }; see that `netsmith serve` runs there again
training-lost-device = { $loss }. The training is paused as of its last checkpoint: go on with it (Continue, or --resume on the command line)
remote-system = the system refuses what a connection needs: { $reason }
line-done = it was closed here
line-closed = the other side closed it, as when the server ends
line-silent = nothing was heard for { $seconds } s, as when the network is gone or the machine sleeps
line-broken = the system says { $reason }

## `netsmith serve`

help-serve = Let others compute on a device of this machine: they train with --device remote:HOST:PORT and the token that this command shows. Only programs of this machine reach it unless --listen says otherwise; from another machine, use a tunnel: ssh -L 7431:localhost:7431 THIS-MACHINE
help-serve-listen = Where to listen; another place than this machine itself needs --open-to-network, too
help-serve-device = What to compute on, one of `netsmith devices`; several times for several of one kind, which clients choose by remote:HOST:PORT/0, /1 …
help-serve-open = Be reachable from other machines without a tunnel. What goes over the network is not encrypted: whoever can read it sees pictures, labels and weights, and can change them
help-serve-sessions = Connections at a time
help-serve-idle = Minutes after which a connection ends that computes nothing
help-serve-memory = What all connections may hold together, in GiB; looked at once a second, where the system says what is held [default: three quarters of what is free]
help-serve-for = Hours after which the server ends by itself [default: none]
help-serve-token-stdin = Read the token from the first line of standard input instead of NETSMITH_TOKEN
serve-not-loopback = { $place } can be reached from other machines, and what goes over the network is not encrypted; leave --listen out and use a tunnel (ssh -L { $port }:localhost:{ $port } THIS-MACHINE), or say --open-to-network as well
serve-open = other machines can reach { $place }. The token keeps out who does not know it, but nothing is encrypted: whoever can read this network sees pictures, labels and weights, and can change them
serve-no-terminal = a new token would be shown here, and here is no terminal: it would end up in a file; set NETSMITH_TOKEN, or give the token by --token-stdin
serve-token-twice = --token-stdin and NETSMITH_TOKEN both say a token; leave one of them out
serve-listening = listening at { $place }, computing on { $device }; Ctrl-C ends it
serve-client = clients: NETSMITH_TOKEN=… netsmith train MODEL --device remote:{ $place }
serve-token = token, shown this once: { $token }
serve-cannot-listen = cannot listen at { $place }: { $reason }; choose another port with --listen
serve-no-remote-device = a server computes on devices of its own machine; `{ $name }` is another one's
serve-opened = { $number }: begun, from { $client }
serve-closed = { $number }: over after { $duration }, { $received } received, { $sent } sent: { $reason }
serve-refused = { $client } was turned away: { $reason }
serve-refused-token = it does not know the token
serve-refused-full = there are { $most } connections already
serve-idle = it computed nothing for { $minutes } min
serve-too-much-memory = the server holds more memory than it may
serve-ended = the server ends
serve-over = the server has ended
serve-time-is-up = the time that --for granted is over
expected-amount = expected a number above 0, found `{ $found }`

## The window's remote devices.

remote-add = Add a remote device…
remote-add-help = Compute on another machine on which `netsmith serve` runs
remote-title = Add a remote device
remote-address = Address
remote-address-hint = HOST:PORT, such as localhost:7431 at this end of an SSH tunnel
remote-token = Token
remote-token-hint = What `netsmith serve` showed there; it is kept until Netsmith ends, and in no file
remote-connect = Connect
remote-connecting = Connecting to { $server }…
remote-dialog-note = What goes over the network is not encrypted. From another machine, use a tunnel: ssh -L 7431:localhost:7431 THAT-MACHINE
remote-device = Device of { $server }
remote-device-index = Device { $index } of { $server }
remote-is-connected = { $device }, connected
remote-is-lost = { $device }, connection lost
remote-asks-for-token = { $device }, asks for its token
