#!/usr/bin/env python3
"""A whole service that fusebox can operate, in Python's standard library.

It has one circuit breaker, "shop -> bank". Operators can force it open and reset it. Start it and look:

    printf 'a-token-of-16-or-more\n' > operator.token
    python3 operable.py --port 18099 --token-file operator.token --journal commands.jsonl
    curl -H 'Authorization: Bearer a-token-of-16-or-more' http://127.0.0.1:18099/ops/v1/breakers
"""

import argparse
import datetime
import hashlib
import hmac
import json
import os
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

STARTED = time.time()
TITLES = {400: "Invalid request", 401: "No valid token", 404: "Not found", 405: "Method not allowed",
          409: "Conflict", 413: "Body too large", 415: "Unsupported media type"}


def now_text(seconds=None):
    moment = datetime.datetime.fromtimestamp(time.time() if seconds is None else seconds, datetime.timezone.utc)
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


class Problem(Exception):
    """An error as RFC 9457 says it, with a code that stays the same."""

    def __init__(self, status, code, detail, difference=None):
        super().__init__(detail)
        self.status = status
        self.body = {"type": "urn:fusebox:operations:" + code, "title": TITLES[status], "status": status,
                     "detail": detail, "code": code}
        if difference:
            self.body["difference"] = difference


class Breaker:
    """What an operator sees and changes. A real one would also count calls."""

    def __init__(self, name):
        self.name, self.state, self.since, self.override = name, "CLOSED", STARTED, None
        # No revision of before a restart is ever true again.
        self.revision = int(STARTED * 1000)

    def change(self, state, override):
        self.state, self.override, self.since = state, override, time.time()
        self.revision += 1

    def lapse(self):
        if self.override and self.override["until"] and self.override["until"] <= time.time():
            self.change("CLOSED", None)

    def report(self):
        report = {"name": self.name, "dependency": "bank", "state": self.state, "since": now_text(self.since),
                  "window": {"calls": 0, "failed": 0, "slow": 0}, "rule": "only by hand", "totals": {},
                  "changes": [], "revision": self.revision}
        if self.override:
            until = self.override["until"]
            report["override"] = {key: self.override[key] for key in ("kind", "owner", "reason", "command")}
            if until:
                report["override"]["until"] = now_text(until)
        return report


class Desk:
    """Takes commands: each is on disk before it is done, and done once."""

    KINDS = ["breaker.reset", "breaker.force_open"]

    def __init__(self, breaker, journal):
        self.breaker, self.journal, self.lock, self.reports = breaker, journal, threading.Lock(), {}
        if os.path.exists(journal):
            with open(journal, encoding="utf-8") as lines:
                for line in lines:
                    if line.endswith("\n"):  # a line that a crash has cut off was never acknowledged
                        report = json.loads(line)
                        self.reports[report["command"]["id"]] = report
        for report in list(self.reports.values()):
            self.go_on(report)

    def go_on(self, report):
        """After a restart: an override still stands until it lapses; what had not ended says where it stopped."""
        command = report["command"]
        if report["state"] == "succeeded":
            self.apply(command, report["endedAt"])
        elif report["state"] in ("accepted", "running"):
            report.update(state="failed", endedAt=now_text(), revision=report["revision"] + 1, failure={
                "code": "interrupted", "detail": "The service was restarted before it was done. Nothing was done"})
            self.write(report)

    def submit(self, command):
        self.check(command)
        with self.lock:
            self.breaker.lapse()
            known = self.reports.get(command["id"])
            if known and not command.get("dryRun"):
                if known["command"] != command:
                    raise Problem(409, "command_id_reused", "Another command has that id. Choose a new one")
                return 202, known
            plan = self.plan(command)
            if command.get("dryRun"):
                return 200, plan
            report = {"command": command, "state": "accepted", "progress": {"done": 0, "total": 1}, "plan": plan,
                      "acceptedAt": now_text(), "revision": 1}
            self.write(report)
            self.apply(command, now_text())
            report = dict(report, state="succeeded", endedAt=now_text(), progress={"done": 1, "total": 1},
                          result={"state": self.breaker.state}, revision=2)
            self.write(report)
            return 202, report

    @staticmethod
    def check(command):
        for key in ("id", "kind", "target"):
            if not isinstance(command.get(key), str):
                raise Problem(400, "malformed_body", key + " must be a text")
        if not re.fullmatch(r"[0-9A-Za-z._:-]{1,128}", command["id"]):
            raise Problem(400, "validation_failed", "id must be 1 to 128 letters, digits, '.', '_', ':' or '-'")
        if not command.get("dryRun") and not (command.get("reason") and command.get("actor")):
            raise Problem(400, "validation_failed", "reason and actor are written down, and needed")

    def plan(self, command):
        breaker, kind = self.breaker, command["kind"]
        if kind not in self.KINDS:
            raise Problem(404, "not_offered", "This service takes " + ", ".join(self.KINDS))
        if command["target"] != breaker.name:
            raise Problem(404, "not_found", "There is no breaker of that name here")
        expected = command.get("expectedRevision")
        if expected is not None and expected != breaker.revision:
            raise Problem(409, "revision_conflict", "The breaker has changed. Nothing was done", [
                {"subject": "revision", "expected": str(expected), "actual": str(breaker.revision)},
                {"subject": "state", "actual": breaker.state}])
        then = "CLOSED" if kind == "breaker.reset" else "FORCED_OPEN"
        effect = {"subject": breaker.name, "action": kind.split(".")[1], "revision": breaker.revision,
                  "sentence": "%s: %s -> %s" % (breaker.name, breaker.state, then)}
        decisive = [kind, command["target"], command.get("arguments", {}), command.get("expiresIn"), effect]
        digest = hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()
        if command.get("plan") not in (None, digest):
            raise Problem(409, "plan_conflict", "The breaker has changed since the plan. Nothing was done",
                          [{"subject": "hash", "expected": command["plan"], "actual": digest}])
        return {"kind": kind, "target": command["target"], "revision": breaker.revision, "state": breaker.state,
                "effects": [effect], "total": 1, "hash": digest, "asOf": now_text()}

    def apply(self, command, since):
        if command["kind"] == "breaker.reset":
            return self.breaker.change("CLOSED", None)
        began = datetime.datetime.fromisoformat(since.replace("Z", "+00:00")).timestamp()
        lasting = command.get("expiresIn")
        self.breaker.change("FORCED_OPEN", {
            "kind": "force_open", "owner": command["actor"], "reason": command["reason"], "command": command["id"],
            "until": began + lasting if lasting else None})

    def write(self, report):
        with open(self.journal, "a", encoding="utf-8") as file:
            file.write(json.dumps(report) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self.reports[report["command"]["id"]] = report


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(self.read)

    def do_POST(self):
        self.answer(self.act)

    def answer(self, work):
        try:
            # The body is read in any case: the next request on this connection begins after it.
            size = int(self.headers.get("Content-Length") or 0)
            if size > 65536:
                self.close_connection = True
                raise Problem(413, "body_too_large", "The body may have 65,536 bytes at most")
            body = self.rfile.read(size)
            self.let_in()
            status, value = work(urlsplit(self.path).path.rstrip("/"), body)
        except Problem as problem:
            return self.send(problem.status, problem.body, "application/problem+json")
        self.send(status, value, "application/json")

    def let_in(self):
        with open(self.server.token_file, encoding="utf-8") as file:
            tokens = file.read().split()
        sent = self.headers.get("Authorization", "")
        if not any(hmac.compare_digest(sent.encode(), ("Bearer " + token).encode()) for token in tokens):
            raise Problem(401, "unauthorized", "Send a token: Authorization: Bearer ...")

    def read(self, path, body):
        desk = self.server.desk
        if path == "/ops/v1":
            return 200, {"service": "shop", "instance": "shop-1", "version": "1.0", "started": now_text(STARTED),
                         "commands": desk.KINDS, "role": "operator", "revision": 1, "asOf": now_text()}
        if path == "/ops/v1/breakers":
            with desk.lock:
                desk.breaker.lapse()
                return 200, {"items": [desk.breaker.report()], "more": False, "asOf": now_text()}
        if path in ("/ops/v1/bulkheads", "/ops/v1/projections"):
            return 200, {"items": [], "more": False, "asOf": now_text()}
        if path in ("/ops/v1/sagas", "/ops/v1/events", "/ops/v1/dead-letters"):
            return 200, {"items": [], "next": "0", "more": False, "asOf": now_text()}
        found = re.fullmatch(r"/ops/v1/commands/([^/]+)", path)
        report = found and desk.reports.get(found.group(1))
        if report:
            return 200, dict(report, asOf=now_text())
        raise Problem(404, "not_found", "There is nothing here")

    def act(self, path, body):
        if path != "/ops/v1/commands":
            found = re.fullmatch(r"/ops/v1/commands/([^/]+)/cancel", path)
            if found and found.group(1) in self.server.desk.reports:
                raise Problem(409, "command_ended", "The command has ended already")
            raise Problem(404, "not_found", "There is nothing here")
        if self.headers.get_content_type() != "application/json":
            raise Problem(415, "unsupported_media_type", "The body must be application/json")
        try:
            command = json.loads(body)
        except ValueError:
            raise Problem(400, "malformed_body", "The body is not JSON") from None
        if not isinstance(command, dict):
            raise Problem(400, "malformed_body", "The body must be an object")
        status, value = self.server.desk.submit(command)
        return status, dict(value, asOf=now_text())

    def send(self, status, value, content_type):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        if status == 401:
            self.send_header("WWW-Authenticate", "Bearer")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *arguments):
        pass


def main():
    parser = argparse.ArgumentParser(description="A service that fusebox can operate.")
    parser.add_argument("--port", type=int, default=18099)
    parser.add_argument("--token-file", required=True)
    parser.add_argument("--journal", required=True)
    options = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", options.port), Handler)
    server.token_file = options.token_file
    server.desk = Desk(Breaker("shop -> bank"), options.journal)
    print("listening on port", server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
