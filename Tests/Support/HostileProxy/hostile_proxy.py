#!/usr/bin/env python3
"""Stands between a console and an Operations API, and answers as the file MODE says.

honest    what the API answers
garbage   something else entirely
drip      one byte now and then, without an end
flood     100 MB
once      honest, but the answer to the first real command is garbage, though it was carried out
viewer    honest, but the caller has the role viewer
"""

import json
import select
import sys
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

API, MODE = sys.argv[1], sys.argv[2]
SPOILT = set()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.relay(None)

    def do_POST(self):
        self.relay(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def relay(self, body):
        with open(MODE, encoding="utf-8") as file:
            mode = file.read().strip()
        self.close_connection = True
        try:
            getattr(self, mode, self.honest)(body)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def ask(self, body):
        request = urllib.request.Request(API + self.path, data=body, method=self.command)
        for name in ("Authorization", "Content-Type"):
            if self.headers.get(name):
                request.add_header(name, self.headers[name])
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.headers["Content-Type"], answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers["Content-Type"], error.read()
        except OSError:
            return None

    def send(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def honest(self, body):
        answer = self.ask(body)
        if answer:
            self.send(*answer)

    def garbage(self, body):
        self.send(200, "text/html", b"<html>\x1b[31mwelcome to the router</html>")

    def drip(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        for _ in range(600):
            self.wfile.write(b" ")
            self.wfile.flush()
            # Until whoever asked hangs up; ten drops a second meanwhile.
            if select.select([self.connection], [], [], 0.1)[0]:
                return

    def flood(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(100 * 1000 * 1000))
        self.end_headers()
        part = b" " * 100000
        for _ in range(1000):
            self.wfile.write(part)

    def once(self, body):
        answer = self.ask(body)
        if body and not json.loads(body).get("dryRun") and not SPOILT:
            SPOILT.add(self.path)
            return self.garbage(body)
        if answer:
            self.send(*answer)

    def viewer(self, body):
        if body is not None and not json.loads(body).get("dryRun"):
            return self.send(403, "application/problem+json", json.dumps({
                "type": "urn:fusebox:operations:forbidden", "title": "Forbidden", "status": 403,
                "detail": "The token's role is viewer", "code": "forbidden"}).encode())
        status, kind, answer = self.ask(body)
        if self.path.rstrip("/") == "/ops/v1":
            answer = json.dumps(dict(json.loads(answer), role="viewer")).encode()
        self.send(status, kind, answer)

    def log_message(self, format, *arguments):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print("listening on port", server.server_address[1], flush=True)
server.serve_forever()
