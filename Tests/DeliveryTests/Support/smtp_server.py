"""A mail server on loopback for the tests: aiosmtpd, with a mind of its own about some addresses.

Usage: smtp_server.py FOLDER STARTTLS_PORT TLS_PORT PLAIN_PORT

Each message that is taken becomes FOLDER/N.eml, its envelope FOLDER/N.json. What it does depends
on the account of a recipient: `unknown` is refused with 550, `grey` with 451 the first time,
`busy` with 421, `huge` with 552 after the data, `slow` is never answered, `mute` makes it say
nothing to QUIT, and `scan` makes it take a second over the data. Whoever logs in must be slawatch with the password "geheim\u5bc6".
"""

import asyncio
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

folder, starttls_port, tls_port, plain_port = sys.argv[1], *map(int, sys.argv[2:5])
seen = set()
count = 0


def leave(name):
    """Leaves a file that a test waits for."""
    open(os.path.join(folder, name), "w").close()


class Pausing(SMTP):
    """After a megabyte it leaves FOLDER/midway and reads no further until there is FOLDER/go."""

    received = 0
    is_paused = False

    def data_received(self, data):
        super().data_received(data)
        self.received += len(data)
        if self.received > 1_000_000 and not self.is_paused:
            self.is_paused = True
            self.transport.pause_reading()
            leave("midway")
            asyncio.get_running_loop().create_task(self.go_on())

    def connection_lost(self, error):
        super().connection_lost(error)
        if self.is_paused:
            leave("lost")

    async def go_on(self):
        while not os.path.exists(os.path.join(folder, "go")):
            await asyncio.sleep(0.02)
        if self.transport:
            self.transport.resume_reading()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        account = address.split("@")[0]
        if account == "unknown":
            return f"550 5.1.1 <{address}>: Recipient address rejected"
        if account == "busy":
            return "421 4.3.2 come back later"
        if account == "slow":
            leave("hanging")
            await asyncio.sleep(60)
        if account == "grey" and address not in seen:
            seen.add(address)
            return f"451 4.7.1 <{address}>: greylisted"
        if account == "mute":
            session.mute = True
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        global count
        if any(address.startswith("huge@") for address in envelope.rcpt_tos):
            return "552 5.3.4 message too big"
        if any(address.startswith("scan@") for address in envelope.rcpt_tos):
            leave("hanging")
            await asyncio.sleep(1)
        count += 1
        path = os.path.join(folder, str(count))
        with open(path + ".eml", "wb") as file:
            file.write(envelope.original_content)
        with open(path + ".json.new", "w") as file:
            json.dump(
                {
                    "from": envelope.mail_from,
                    "to": envelope.rcpt_tos,
                    "tls": server.transport.get_extra_info("ssl_object") is not None,
                    "login": bool(session.authenticated),
                    "host": session.host_name,
                },
                file,
            )
        os.rename(path + ".json.new", path + ".json")
        return "250 2.0.0 taken"

    async def handle_QUIT(self, server, session, envelope):
        if getattr(session, "mute", False):
            leave("hanging")
            await asyncio.sleep(60)
        return "221 bye"


def authenticate(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (
        b"slawatch",
        "geheim\u5bc6".encode(),
    )
    return AuthResult(success=right, handled=False)


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem"))
    loop = asyncio.get_running_loop()

    def starttls():
        return SMTP(
            Handler(), tls_context=context, require_starttls=True, authenticator=authenticate,
            hostname="mail.test", enable_SMTPUTF8=True,
        )

    def encrypted():
        return Pausing(
            Handler(), authenticator=authenticate, auth_require_tls=False, hostname="mail.test",
        )

    def plain():
        return SMTP(Handler(), hostname="mail.test")

    await loop.create_server(starttls, "127.0.0.1", starttls_port)
    await loop.create_server(encrypted, "127.0.0.1", tls_port, ssl=context)
    await loop.create_server(plain, "127.0.0.1", plain_port)
    await asyncio.Event().wait()


asyncio.run(main())
