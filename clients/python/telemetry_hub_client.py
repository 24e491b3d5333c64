"""A device of the telemetry hub, for the `websockets` package (10 or newer) and asyncio.

Numbers frames, keeps each until the hub has it on disk, and sends again after a cut what the hub has not.

    python3 telemetry_hub_client.py ws://127.0.0.1:8080 my-device --frames 10 --interval 1
"""
import argparse
import asyncio
import json
import random
import secrets
import struct
import sys
import time

import websockets

ABSOLUTE_MS = 1  # flags: Unix time in ms, values as f32
MOST_KEPT = 10_000  # frames; beyond that the oldest goes
# The same argument under the names that it had before and since version 14.
HEADERS = "extra_headers" if int(websockets.__version__.split(".")[0]) < 14 else "additional_headers"


class Device:
    def __init__(self, hub, device, token=None, on_error=lambda error: print(error, file=sys.stderr)):
        self.address = f"{hub}/ws/devices/{device}"
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.on_error = on_error
        self.epoch = secrets.randbits(32)  # this numbering; another one at each start
        self.seq = 0
        self.last_time = 0
        self.kept = {}  # frames by seq, oldest first
        self.refused = 0
        self.changed = asyncio.Condition()

    async def add(self, values, time_ms=None):
        """Keeps a frame of values by channel, all taken at that Unix time in ms, and sends it when it can."""
        # Two readings of one channel and one moment would be one reading.
        self.last_time = max(self.last_time + 1, int(time.time() * 1000)) if time_ms is None else time_ms
        self.seq += 1
        frame = struct.pack("<BBHIIq", 1, ABSOLUTE_MS, len(values), self.epoch, self.seq, self.last_time)
        async with self.changed:
            self.kept[self.seq] = frame + b"".join(struct.pack("<Hf", *pair) for pair in values.items())
            if len(self.kept) > MOST_KEPT:
                self.kept.pop(next(iter(self.kept)))
            self.changed.notify_all()

    async def acknowledged(self):
        """Waits until the hub has all of it."""
        async with self.changed:
            await self.changed.wait_for(lambda: not self.kept)

    async def run(self):
        """Keeps a connection until it is cancelled."""
        failures = 0
        while True:
            try:
                subprotocols = ["v1.readings.telemetry-hub"]
                arguments = {HEADERS: self.headers, "subprotocols": subprotocols}
                async with websockets.connect(self.address, **arguments) as socket:
                    await self._take(await socket.recv())  # the welcome comes first
                    failures = 0
                    tasks = [asyncio.ensure_future(work(socket)) for work in (self._send, self._receive)]
                    try:
                        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                    finally:
                        for task in tasks:
                            task.cancel()
                        await asyncio.gather(*tasks, return_exceptions=True)
            except (OSError, EOFError, asyncio.TimeoutError, websockets.WebSocketException) as error:
                print(f"{self.address}: {error}", file=sys.stderr)
            await asyncio.sleep(random.uniform(0, min(30, 0.5 * 2**failures)))
            failures = min(failures + 1, 6)

    async def _send(self, socket):
        sent = 0  # on this connection: at first all that is kept goes out again
        while True:
            async with self.changed:
                await self.changed.wait_for(lambda: any(seq > sent for seq in self.kept))
                frames = [(seq, frame) for seq, frame in self.kept.items() if seq > sent]
            for sent, frame in frames:
                if sent in self.kept:
                    await socket.send(frame)

    async def _receive(self, socket):
        async for message in socket:
            await self._take(message)

    async def _take(self, message):
        if isinstance(message, bytes):
            kind, epoch, seq = struct.unpack("<III", message)
            if kind == 0x81 and epoch == self.epoch:
                await self._forget(lambda kept: kept <= seq)
            return
        message = json.loads(message)
        if message["type"] == "welcome":
            durable = {point["epoch"]: point["seq"] for point in message["resume"]}.get(self.epoch, 0)
            await self._forget(lambda kept: kept <= durable)
        elif message["type"] == "error":
            self.on_error(message)
            if message.get("seq") in self.kept:
                self.refused += 1
                await self._forget(lambda kept: kept == message["seq"])

    async def _forget(self, is_over):
        async with self.changed:
            self.kept = {seq: frame for seq, frame in self.kept.items() if not is_over(seq)}
            self.changed.notify_all()


async def main(options):
    device = Device(options.hub, options.device, options.token)
    running = asyncio.ensure_future(device.run())
    for i in range(options.frames):
        await device.add({5: i, 6: i / 2})  # temperature, humidity
        await asyncio.sleep(options.interval)
    await device.acknowledged()
    running.cancel()
    await asyncio.wait([running])
    print(f"acknowledged {options.frames - device.refused} of {options.frames}")
    return 1 if device.refused else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Sends frames, and ends when the hub has all of them.")
    parser.add_argument("hub", help="for example ws://127.0.0.1:8080")
    parser.add_argument("device", help="the device's id")
    parser.add_argument("--token", help="the device's token; none for a hub that is open")
    parser.add_argument("--frames", type=int, default=10)
    parser.add_argument("--interval", type=float, default=1.0, help="seconds between frames")
    sys.exit(asyncio.run(main(parser.parse_args())))
