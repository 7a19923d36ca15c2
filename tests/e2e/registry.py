"""registry.py UPSTREAM FOLDER: what stands before a real registry in the tests. FOLDER/mode says how it misbehaves
today; FOLDER/log gets a line for each request; FOLDER/front, FOLDER/other the ports. Also a token service (/token) that
knows one user, with the key FOLDER/key.pem and the certificate FOLDER/cert.pem."""
import base64
import http.client
import http.server
import json
import subprocess
import sys
import threading
import time
import urllib.parse

upstream, folder = sys.argv[1], sys.argv[2]
log = open(folder + "/log", "a")
seen = set()


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def token(scope):
    kind, name, actions = scope.split(":")
    der = subprocess.run(["openssl", "x509", "-in", folder + "/cert.pem", "-outform", "der"], capture_output=True).stdout
    head = b64(json.dumps({"typ": "JWT", "alg": "RS256", "x5c": [base64.b64encode(der).decode()]}).encode())
    now = int(time.time())
    body = b64(json.dumps({"iss": "sekisho test", "sub": "kuroko", "aud": "the registry", "exp": now + 60, "nbf": now - 5, "iat": now,
                           "jti": "1", "access": [{"type": kind, "name": name, "actions": actions.split(",")}]}).encode())
    signed = subprocess.run(["openssl", "dgst", "-sha256", "-sign", folder + "/key.pem"], input=head + b"." + body, capture_output=True).stdout
    return (head + b"." + body + b"." + b64(signed)).decode()


class Front(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *a):
        pass

    def note(self, what):
        log.write("%s %s %s auth=%s range=%s\n" % (what, self.command, self.path.split("?")[0], (self.headers.get("Authorization") or "-").split()[0],
                                                self.headers.get("Range") or "-"))
        log.flush()

    def answer(self, status, body, headers=()):
        self.send_response(status)
        for k, v in headers:
            self.send_header(k, v)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self):
        mode = open(folder + "/mode").read().split()
        url = urllib.parse.urlsplit(self.path)
        self.note("front")
        if url.path == "/token":
            basic = "Basic " + base64.b64encode(b"kuroko:hidden").decode()
            if self.headers.get("Authorization") != basic:
                return self.answer(401, b'{"errors":[]}')
            scope = urllib.parse.parse_qs(url.query)["scope"][0]
            return self.answer(200, json.dumps({"token": token(scope)}).encode(), [("Content-Type", "application/json")])
        first = (mode[0], url.path) not in seen
        blob = "/blobs/" in url.path
        if mode[0] in ("429", "503") and first:
            seen.add((mode[0], url.path))
            return self.answer(int(mode[0]), b"later", [("Retry-After", "1")] if mode[0] == "429" else [])
        if mode[0] == "always503":
            return self.answer(503, b"never")
        c = http.client.HTTPConnection(upstream)
        c.request(self.command, self.path, headers={k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection")})
        r = c.getresponse()
        body = r.read()
        headers = [(k, v) for k, v in r.getheaders() if k.lower() not in ("content-length", "connection", "transfer-encoding", "date")]
        headers = [(k, v.replace("REALM", "http://127.0.0.1:%d/token" % self.server.server_address[1])) for k, v in headers]
        large = blob and r.status in (200, 206) and len(body) > 20000
        if mode[0] == "reset" and large and first:
            seen.add((mode[0], url.path))
            self.send_response(r.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:15000])
            self.wfile.flush()
            self.close_connection = True
            return
        if mode[0] == "wrong" and large:
            body = body[:10000] + bytes([body[10000] ^ 1]) + body[10001:]
        if mode[0] == "redirect" and blob and r.status == 200:
            other_bodies[url.path] = body
            return self.answer(307, b"", [("Location", "http://localhost:%d%s" % (other.server_address[1], url.path))])
        self.answer(r.status, body, headers)

    do_HEAD = do_GET


other_bodies = {}


class Other(Front):  # where a registry sends its clients for blobs: must never see credentials
    def do_GET(self):
        self.note("other")
        self.answer(200, other_bodies[self.path])


front = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Front)
other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Other)
threading.Thread(target=other.serve_forever, daemon=True).start()
open(folder + "/front", "w").write(str(front.server_address[1]))
front.serve_forever()
