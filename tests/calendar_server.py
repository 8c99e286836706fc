"""A calendar server on loopback that says whatever a test wants."""

import http.server
import threading
from types import SimpleNamespace

import pytest


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.answers[self.path.split("?")[0]](self)

    def say(self, status=200, body=b"", **headers):
        self.send_response(status)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def server(settings):
    """A calendar server on loopback, which only the setting lets us read: `answers` by path, `asked` so far."""
    web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.answers, web.asked = {}, []
    threading.Thread(target=web.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{web.server_port}"
    settings.CALENDAR_ALLOW_PRIVATE = [host]
    yield SimpleNamespace(url=f"http://{host}", host=host, answers=web.answers, asked=web.asked)
    web.shutdown()
    web.server_close()
