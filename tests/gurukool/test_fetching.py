"""Fetching addresses strangers typed in: nothing private, nothing endless, every fault a sentence."""

import contextlib
import http.server
import time

import pytest

from gurukool.lib import fetching
from gurukool.lib.fetching import Unfetchable, fetch, is_public
from tests.calendar_server import Handler


def get(server, path="/", **more):
    facts = {"most": 5_000_000, "seconds": 5, "private_hosts": [server.host]} | more
    return fetch(server.url + path, **facts)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1"),
    ],
)
def test_private_addresses_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111"])
def test_public_addresses_are(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://example.org/a.ics", "Please give an address that begins with https://."),
        ("file:///etc/passwd", "Please give an address that begins with https://."),
        ("https://", "Please give an address that begins with https://."),
        ("http://example.org:0/", "Please give an address that begins with https://."),
        ("http://[::1/", "This is not an address we can read."),
        ("http://example.org:99999/", "This is not an address we can read."),
        ("http://example.org/\r\nX-Evil: 1", "Please give an address that begins with https://."),
        ("https://me:secret@example.org/", "Please give the secret address the calendar publishes, without a user name or password in it."),
    ],
)
def test_addresses_nobody_asks(url, sentence):
    with pytest.raises(Unfetchable) as refusal:
        fetching.check(url)
    assert str(refusal.value) == sentence


PRIVATE = "This address is inside a private network. Please use one that anyone on the internet can reach."


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]"])
def test_no_spelling_of_a_private_address_is_asked(server, host):
    port = server.host.split(":")[1]
    with pytest.raises(Unfetchable, match=PRIVATE):
        fetch(f"http://{host}:{port}/", most=100, seconds=3, private_hosts=[])
    assert server.asked == []


def test_a_redirect_to_a_private_address_is_not_followed(server):
    inner = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    inner.asked = []
    server.answers["/"] = lambda self: self.say(302, Location=f"http://127.0.0.1:{inner.server_port}/secret")
    with pytest.raises(Unfetchable, match=PRIVATE):
        get(server)
    inner.server_close()
    assert inner.asked == []


def test_a_name_that_answers_differently_the_second_time_gains_nothing(server, monkeypatch):
    answers = iter([[(2, 1, 6, "", ("93.184.216.34", 80))], [(2, 1, 6, "", ("127.0.0.1", 80))]])
    connected = []
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *args, **kwargs: next(answers))
    monkeypatch.setattr(
        fetching.socket, "create_connection", lambda address, timeout: connected.append(address) or (_ for _ in ()).throw(OSError)
    )
    with pytest.raises(Unfetchable, match="The address could not be reached."):
        fetch("http://rebinding.example.org/", most=100, seconds=3)
    assert connected == [("93.184.216.34", 80)]


def test_one_private_answer_among_public_ones_is_enough_to_refuse(monkeypatch):
    both = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *args, **kwargs: both)
    with pytest.raises(Unfetchable, match=PRIVATE):
        fetch("http://both.example.org/", most=100, seconds=3)


def drip(self):
    self.send_response(200)
    self.end_headers()
    for _ in range(100):
        try:
            self.wfile.write(b"x")
        except OSError:
            return
        time.sleep(0.1)


def drip_headers(self):
    for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 100:
        try:
            self.wfile.write(bytes([letter]))
        except OSError:
            return
        time.sleep(0.1)


def flood(self):
    self.send_response(200)
    self.end_headers()
    with contextlib.suppress(OSError):
        for _ in range(50):
            self.wfile.write(bytes(1_000_000))


BIG = "This calendar is bigger than 5 MB. Please publish one with fewer old events."
FAULTS = {
    "big by its own account": (lambda self: self.say(Content_Length="50000000"), BIG),
    "big": (flood, BIG),
    "slow": (drip, "The address takes too long to answer."),
    "slow from the start": (drip_headers, "The address takes too long to answer."),
    "silent": (lambda self: time.sleep(3), "The address takes too long to answer."),
    "round and round": (lambda self: self.say(301, Location="/"), "This address leads on and on to others."),
    "gone": (lambda self: self.say(404), "The address answers 404 instead of a calendar."),
    "broken": (lambda self: self.wfile.write(b"nonsense\r\n\r\n"), "The address could not be reached."),
    "cut off": (lambda self: self.say(body=b"BEGIN", Content_Length="100"), "The address broke off in the middle of its answer."),
}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize(("answer", "sentence"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_the_other_side_is_a_sentence_in_time(server, answer, sentence):
    server.answers["/"] = answer
    started = time.monotonic()
    with pytest.raises(Unfetchable) as refusal:
        get(server, seconds=1.5)
    assert str(refusal.value) == sentence
    assert time.monotonic() - started < 2.5
