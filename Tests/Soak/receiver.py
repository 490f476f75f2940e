"""A receiver of webhooks that answers so many a second and remembers what it was sent."""

import asyncio
import hashlib
import threading


class Receiver:
    """Runs in a thread of its own; everything it knows may be read at any time."""

    def __init__(self, rate, cut_every=0):
        self.rate = rate
        self.cut_every = cut_every
        self.cuts = 0
        self.requests = 0
        self.counts = {}
        self.bodies = {}
        self.changed = set()
        self.open = 0
        self.most_open = 0
        self.port = 0
        self._free_at = 0.0
        self._server = None
        self._writers = set()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def up(self):
        """Listens; on the same port as before."""
        asyncio.run_coroutine_threadsafe(self._up(), self._loop).result()

    def down(self):
        """Stops listening and drops every connection."""
        asyncio.run_coroutine_threadsafe(self._down(), self._loop).result()

    async def _up(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, backlog=512)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _down(self):
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()

    async def _serve(self, reader, writer):
        self._writers.add(writer)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
                fields = dict(
                    line.split(":", 1) for line in head.split("\r\n")[1:] if ":" in line)
                if fields.get("expect", "").strip() == "100-continue":
                    writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                body = await reader.readexactly(int(fields["content-length"]))
                self._remember(fields["webhook-id"].strip(), body)
                self.requests += 1
                if self.cut_every and self.requests % self.cut_every == 0:
                    # The request has arrived, and the sender cannot know.
                    self.cuts += 1
                    writer.transport.abort()
                    return
                await self._answer(writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    def _remember(self, delivery, body):
        self.counts[delivery] = self.counts.get(delivery, 0) + 1
        digest = hashlib.sha256(body).digest()
        if self.bodies.setdefault(delivery, digest) != digest:
            self.changed.add(delivery)

    async def _answer(self, writer):
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            now = self._loop.time()
            self._free_at = max(now, self._free_at) + 1 / self.rate
            await asyncio.sleep(self._free_at - now)
            writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
            await writer.drain()
        finally:
            self.open -= 1
