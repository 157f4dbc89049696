#!/usr/bin/env python3
"""What a training step costs on a device of another machine: `netsmith speed` here, and on a server of this machine over
loopback, behind a proxy that lets every byte arrive later by half of a round trip.

    benches/remote/latency.py PROGRAM [MODEL …]        a program built with --features remote

Prints a row for each: milliseconds of a step, bytes of it on the network. Times mean something on an idle machine alone.
"""

import asyncio
import json
import os
import subprocess
import sys
import threading

ROUND_TRIPS_MS = [0, 1, 5, 20, 50]
STEPS = "5"


async def carry(reader, writer, delay):
    """Hands on what arrives, each piece `delay` seconds later, as many of them under way as come."""
    pieces = asyncio.Queue()
    loop = asyncio.get_running_loop()

    async def deliver():
        while True:
            due, piece = await pieces.get()
            await asyncio.sleep(max(0, due - loop.time()))
            if piece is None:
                writer.close()
                return
            writer.write(piece)
            await writer.drain()

    delivering = asyncio.create_task(deliver())
    while piece := await reader.read(1 << 16):
        pieces.put_nowait((loop.time() + delay, piece))
    pieces.put_nowait((loop.time() + delay, None))
    await delivering


def proxy(port, round_trip_ms):
    """A port of loopback that leads to `port` and back again in `round_trip_ms`."""
    found = []
    ready = threading.Event()

    async def serve():
        async def visit(reader, writer):
            there_reader, there_writer = await asyncio.open_connection("127.0.0.1", port)
            delay = round_trip_ms / 2000
            both = carry(reader, there_writer, delay), carry(there_reader, writer, delay)
            await asyncio.gather(*both, return_exceptions=True)

        server = await asyncio.start_server(visit, "127.0.0.1", 0)
        found.append(server.sockets[0].getsockname()[1])
        ready.set()
        await server.serve_forever()

    threading.Thread(target=lambda: asyncio.run(serve()), daemon=True).start()
    ready.wait()
    return found[0]


def speed(program, model, device, environment):
    command = [program, "--json", "speed", model, "--steps", STEPS, "--device", device]
    said = subprocess.run(command, env=environment, capture_output=True, text=True)
    if said.returncode:
        sys.exit(said.stderr)
    return json.loads(said.stdout)


def main():
    program, *models = sys.argv[1:]
    environment = os.environ | {"NETSMITH_TOKEN": os.urandom(16).hex(), "NETSMITH_LANG": "en-US"}
    command = [program, "--json", "serve", "--listen", "127.0.0.1:0"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        port = int(json.loads(server.stdout.readline())["address"].rsplit(":", 1)[1])
        print(f"{'network':14} {'where':22} {'step, ms':>9} {'there, kB':>10} {'back, kB':>9}")
        for model in models or ["happy_model"]:
            row(model, "here", speed(program, model, "cpu", environment))
            for round_trip in ROUND_TRIPS_MS:
                device = f"remote:127.0.0.1:{proxy(port, round_trip)}"
                row(model, f"there, {round_trip} ms round trip", speed(program, model, device, environment))
    finally:
        server.kill()
        server.wait()


def row(model, where, found):
    there, back = (found.get(f"step_{way}_bytes", 0) / 1e3 for way in ("sent", "received"))
    print(f"{model:14} {where:22} {found['step_seconds'] * 1e3:9.1f} {there:10.1f} {back:9.1f}", flush=True)


main()
