#!/usr/bin/env python3
"""Has other people's libraries accept what `slactl channel test` would send, and sends some.

accept.py SLACTL CONFIG: prints a line for each check, and ends with status 1 where one failed.
"""
import hashlib
import hmac
import http.server
import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import threading
import traceback
import urllib.parse
from unittest import mock

import slack_sdk.models.blocks as slack_blocks
import standardwebhooks.webhooks
import svix.webhooks
from dingtalkchatbot.chatbot import DingtalkChatbot

SCENARIOS = ["nudge", "warning", "breach", "escalation", "digest", "resolved", "drill"]
slactl, config = sys.argv[1], pathlib.Path(sys.argv[2])
secrets = config.parent / "secrets"


def request(channel, scenario):
    """The request as it would be sent, secrets and all."""
    output = subprocess.run(
        [slactl, "channel", "test", channel, "--scenario", scenario, "--dry-run", "--format",
         "json", "--show-secrets", "--config", str(config)],
        capture_output=True, text=True, check=False, timeout=60)
    assert output.returncode == 0, f"status {output.returncode}: {output.stdout}{output.stderr}"
    shown = json.loads(output.stdout)
    assert list(shown) == ["method", "url", "headers", "body"], f"members {list(shown)}"
    return shown


def standard_webhooks_verify(scenario):
    shown = request("hook", scenario)
    secret = (secrets / "webhook.secret").read_text().strip()
    for library in (standardwebhooks.webhooks, svix.webhooks):
        hook = library.Webhook(secret)
        # Some versions return nothing; that they do not throw is what counts.
        hook.verify(shown["body"].encode(), shown["headers"])
        try:
            hook.verify(shown["body"].replace("DRILL", "TRUTH").encode(), shown["headers"])
        except library.WebhookVerificationError:
            continue
        raise AssertionError(f"{library.__name__} took a changed body")


def dingtalkchatbot_agrees(scenario):
    shown = request("dingtalk", scenario)
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(shown["url"]).query))
    address = (secrets / "dingtalk.url").read_text().strip()
    secret = (secrets / "dingtalk.secret").read_text().strip()
    with mock.patch("dingtalkchatbot.chatbot.time.time",
                    return_value=int(query["timestamp"]) / 1000):
        robot = DingtalkChatbot(address, secret=secret)
    assert robot.webhook == shown["url"], f"{robot.webhook} is not {shown['url']}"
    ours = json.loads(shown["body"])
    posted = []
    # In which window links open is a choice of the library's own.
    with mock.patch.object(robot, "post", side_effect=posted.append), \
            mock.patch.object(robot, "msg_open_type", side_effect=lambda url: url):
        robot.send_markdown(
            title=ours["markdown"]["title"], text=ours["markdown"]["text"],
            is_at_all=ours["at"]["isAtAll"], at_mobiles=ours["at"]["atMobiles"],
            at_dingtalk_ids=ours["at"]["atUserIds"], is_auto_at=False)
    theirs = posted[0]
    # What is empty they leave out.
    ours["at"] = {name: value for name, value in ours["at"].items() if value}
    assert theirs == ours, f"{theirs} is not {ours}"


def slack_sdk_takes_the_blocks(scenario):
    body = json.loads(request("slack", scenario)["body"])
    assert body["text"].strip(), "no text for notifications"
    blocks = slack_blocks.Block.parse_all(body["blocks"])
    assert len(blocks) == len(body["blocks"])
    for block, ours in zip(blocks, body["blocks"]):
        assert type(block) is not slack_blocks.Block, f"{ours['type']} is not known"
        # Validates lengths and numbers, then says what it understood.
        theirs = block.to_dict()
        theirs.pop("block_id", None)
        assert theirs == ours, f"{theirs} is not {ours}"


class Robot(http.server.BaseHTTPRequestHandler):
    """DingTalk's side: checks the signature as its documentation says."""
    secret = "SECofARobot"

    def do_POST(self):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        self.rfile.read(int(self.headers["Content-Length"]))
        text = f"{query.get('timestamp')}\n{self.secret}".encode()
        digest = hmac.new(self.secret.encode(), text, hashlib.sha256).digest()
        good = query.get("sign") == base64.b64encode(digest).decode()
        answer = json.dumps({"errcode": 0, "errmsg": "ok"} if good else
                            {"errcode": 310000, "errmsg": "sign not match"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments):
        pass


def robot_answers(secret, status, outcome, code):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Robot)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        main = pathlib.Path(folder) / "slawatchd.yaml"
        (main.parent / "secret").write_text(secret + "\n")
        main.write_text(f"""
store: {{path: t.db}}
policies: []
roles: {{supervisor: [room]}}
channels:
  room:
    type: dingtalk
    url: "http://127.0.0.1:{server.server_port}/robot/send?access_token=TOKEN"
    secret_file: secret
""")
        output = subprocess.run(
            [slactl, "channel", "test", "room", "--format", "json", "--config", str(main)],
            capture_output=True, text=True, check=False, timeout=60)
    server.shutdown()
    told = json.loads(output.stdout)
    assert output.returncode == status, f"status {output.returncode}: {output.stdout}"
    assert (told["outcome"], told["code"]) == (outcome, code), output.stdout
    assert "TOKEN" not in output.stdout + output.stderr


checks = [(f"{check.__name__} {scenario}", lambda check=check, scenario=scenario: check(scenario))
          for check in (standard_webhooks_verify, dingtalkchatbot_agrees,
                        slack_sdk_takes_the_blocks)
          for scenario in SCENARIOS]
checks += [
    ("robot_takes_our_signature", lambda: robot_answers(Robot.secret, 0, "delivered", 0)),
    ("robot_refuses_another", lambda: robot_answers("SECother", 1, "disable", 310000)),
]
failed = 0
for name, check in checks:
    try:
        check()
        print(f"ok      {name}")
    except Exception:  # every check is told, whatever became of the others
        failed += 1
        print(f"FAILED  {name}\n{traceback.format_exc()}")
print(f"{len(checks) - failed} of {len(checks)} accepted")
sys.exit(1 if failed else 0)
