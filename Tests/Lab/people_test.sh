#!/bin/bash
# Persons, from a ticket that is late to whom the room's robot is told to call: acknowledged,
# silenced, answered. The robot is a small program that answers as DingTalk's does.
set -euo pipefail
# shellcheck source=Tests/Lab/lib.sh
source "$(dirname "$(readlink -f "$0")")/lib.sh"
# shellcheck source=Tests/Lab/slawatch.sh
source "$(dirname "$(readlink -f "$0")")/slawatch.sh"

port=8388
received=/run/robot.jsonl

# --- what the tests are made of -------------------------------------------------------------------

robot_start() { # keeps every message, a line each
    local program
    program=$(mktemp)
    cat >"$program" <<PYTHON
from http.server import BaseHTTPRequestHandler, HTTPServer

class Robot(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with open("$received", "ab") as kept:
            kept.write(body.replace(b"\n", b" ") + b"\n")
        answer = b'{"errcode":0,"errmsg":"ok"}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass

HTTPServer(("127.0.0.1", $port), Robot).serve_forever()
PYTHON
    lab copy-in "$program" /usr/local/lib/robot.py
    rm "$program"
    in_lab sh -c ": >$received"
    in_lab systemd-run --quiet --unit=robot python3 /usr/local/lib/robot.py
    within 10 in_lab python3 -c "import socket; socket.create_connection(('127.0.0.1', $port))"
}

write_people_config() { # a policy of seconds, three persons, a room
    local folder
    folder=$(mktemp -d)
    cat >"$folder/people.yaml" <<'YAML'
policy: people
name: {zh-CN: 演练, en: Trial}
clocks:
  - id: first_response
    name: {zh-CN: 首次响应, en: First response}
    start: received
    satisfied_by: {events: [first_response, progress], by: person}
    calendar: always
    cases:
      - rule: L-1
        target: 1s
        ladder:
          - {step: owner, after: 0s, to: [owner, first_responder]}
          - {step: supervisor, after: 15s, to: supervisor}
YAML
    cat >"$folder/slawatchd.yaml" <<YAML
store: {path: $store, poll: 1s}
state: /var/lib/slawatchd
language: en
zone: Asia/Shanghai
policies: [{file: policies/people.yaml}]
control: {socket: /run/slawatchd/control.sock}
people:
  persons:
    zhang.san:
      name: 张三
      handles: {dingtalk: "13800000001"}
      superior: li.si
    li.si: {name: 李四, handles: {dingtalk: "13800000002"}}
    wang.wu: {name: 王五, superior: li.si, handles: {dingtalk: wangwu}}
  rosters:
    supervisors: {rotation: weekly, from: 2026-01-05, handover: "09:00", order: [li.si]}
roles:
  owner: [desk]
  first_responder: [desk]
  supervisor: {from: [{superior_of: owner}, {roster: supervisors}], channels: [desk]}
channels:
  desk: {type: dingtalk, url: "http://127.0.0.1:$port/robot/send?access_token=lab"}
YAML
    lab copy-in "$folder/people.yaml" /etc/slawatchd/policies/people.yaml
    lab copy-in "$folder/slawatchd.yaml" "$config"
    rm -rf "$folder"
    in_lab chmod 0644 /etc/slawatchd/policies/people.yaml "$config"
}

late() { # ID KIND ARGUMENT...: a ticket that is late in a second
    local id=$1 kind=$2
    shift 2
    as_user crm slactl ticket add --store "$store" --id "$id" --kind "$kind" --owner zhang.san "$@"
}
# The messages with all these words in them, in the order in which they came.
said() { # WORD...
    local found word
    found=$(in_lab cat "$received")
    for word in "$@"; do found=$(grep -F -- "$word" <<<"$found") || return 0; done
    printf '%s\n' "$found"
}
was_said() { # TIMES WORD...
    local times=$1
    shift
    equal "$(said "$@" | grep -c .)" "$times"
}
calls() { # MOBILES USERS WORD...: the one message with these words calls exactly these
    local want="$1|$2"
    shift 2
    equal "$(said "$@" | python3 -c '
import json, sys
at = json.loads(sys.stdin.read())["at"]
print(",".join(at["atMobiles"]), ",".join(at["atUserIds"]), sep="|")')" "$want"
}
is_held() { # COUNT
    equal "$(as_user sue slactl deliveries list --state held --format json |
        grep -c '"state": "held"')" "$1"
}
prints() { # REGEX ARGUMENT...: slactl succeeds and prints this
    local regex=$1 output
    shift
    output=$(in_lab slactl "$@") && matches "$output" "$regex"
}

lab_up
install_slawatch
add_ticket_system_user
write_people_config
check 'slactl makes the store' init_store
in_lab useradd --no-create-home --groups slawatch-supervisors sue
check 'the robot listens' robot_start
check 'the configuration has no fault' in_lab slactl config check
check 'starts' in_lab systemctl start slawatchd

# --- who is called --------------------------------------------------------------------------------

check 'a ticket, its owner the first responder' \
    late P-1 咨询 --set first_responder=张三
check 'its breach comes' within 30 was_said 1 BREACH P-1
check 'and calls the owner, once' calls 13800000001 '' BREACH P-1
check 'the number stands in the text, or it would not ring' \
    was_said 1 BREACH P-1 '@13800000001"'
check 'slactl deliveries: under both roles' \
    prints 'owner:zhang.san,first_responder:zhang.san' deliveries list --ticket P-1

# --- an acknowledgement ---------------------------------------------------------------------------

check 'sue acknowledges' as_user sue slactl ack P-1 --for 10m --note 'on it'
check 'another ticket, with another first responder' \
    late P-2 咨询 --set first_responder=wang.wu
check 'its breach calls both' within 30 calls 13800000001 wangwu BREACH P-2
check 'unanswered, it goes on to the superior' within 40 calls 13800000002 '' ESCALATION P-2
check 'the one that was acknowledged earlier does not' was_said 0 ESCALATION P-1

# --- a silence ------------------------------------------------------------------------------------

silence=$(as_user sue slactl silence --where kind=投诉 --for 1h --comment 'a known fault')
check 'sue silences complaints' matches "$silence" '^silence [0-9]+: '
check 'a complaint' late P-3 投诉
check 'another' late P-4 投诉
check 'they are kept back' within 30 is_held 2
check 'and nothing is said' was_said 0 P-3
silence=${silence#silence }
check 'sue ends the silence' as_user sue slactl silence end "${silence%%:*}"
check 'one message tells of both' within 30 was_said 1 DIGEST P-3 P-4
check 'and calls the owner' calls 13800000001 '' DIGEST P-3 P-4
check 'none tells of one alone' was_said 0 '[Slawatch] BREACH P-3'

# --- answered -------------------------------------------------------------------------------------

check 'the first ticket is answered' \
    as_user crm slactl ticket respond --store "$store" P-1 --by 张三
check 'its end is told' within 30 was_said 1 RESOLVED P-1
check 'to whom its breach was told' calls 13800000001 '' RESOLVED P-1

# --- slactl ---------------------------------------------------------------------------------------

check 'explain: who hears' \
    prints 'owner \(张三\); first_responder \(王五\) → desk|owner \(张三\).*desk' explain P-2
check 'duty: who is on duty' prints 'supervisors +李四' duty
check 'person: who it is' prints '李四' person 张三
check 'person: no number in full' fails prints '13800000001' person zhang.san
check 'no message is lost' prints 'no deliveries' deliveries list --state dead
check 'the journal has no number' \
    fails grep -q 13800000001 <(in_lab journalctl --no-pager -o json -u slawatchd)
