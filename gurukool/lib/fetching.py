"""Reading an address that somebody typed in, without lending them our place in the network.

Every hop is resolved and checked first, then connected to by the address that was checked, so that a name that
answers differently the second time gains nothing. Size, redirects and the whole time are limited.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

MOST_REDIRECTS = 3
CHUNK = 64 * 1024
TRANSLATORS = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class Unfetchable(Exception):
    """Why an address gave nothing, as a sentence for the person who typed it in; it never repeats the address."""


@dataclass(frozen=True)
class Answer:
    """What came: the bytes, or `unchanged` since the tags we sent; and the tags to send the next time."""

    body: bytes = b""
    unchanged: bool = False
    etag: str = ""
    last_modified: str = ""


def fetch(url: str, *, etag="", last_modified="", most: int, seconds: float, private_hosts: Collection[str] = ()) -> Answer:
    """GET an http(s) address: at most `most` bytes, `seconds` in all, three redirects.

    `private_hosts` are the `host:port` that may be inside a private network. Raises Unfetchable.
    """
    deadline = time.monotonic() + seconds
    headers = {"User-Agent": "Gurukool", "Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity", "Connection": "close"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": last_modified} if last_modified else {}
    for _ in range(MOST_REDIRECTS + 1):
        found = _hop(check(url), headers, most, deadline, private_hosts)
        if isinstance(found, Answer):
            return found
        url = _followed(url, found)
    raise Unfetchable("This address leads on and on to others.")


def check(url: str) -> SplitResult:
    """The parts of an address that may be asked, as far as one can see without asking. Raises Unfetchable."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise Unfetchable("This is not an address we can read.") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0 or not url.isprintable():
        raise Unfetchable("Please give an address that begins with https://.")
    if parts.username is not None or parts.password is not None:
        raise Unfetchable("Please give the secret address the calendar publishes, without a user name or password in it.")
    return parts


def _followed(url: str, location: str) -> str:
    target = urljoin(url, location)
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
        raise Unfetchable("This address leads from https to one that is not encrypted.")
    return target


def _hop(parts: SplitResult, headers: dict, most: int, deadline: float, private_hosts: Collection[str]) -> Answer | str:
    """One request: the Answer, or where it redirects to."""
    try:
        connection = _connected(parts, deadline, private_hosts)
        with connection.sock, _watched(connection.sock, deadline):
            if parts.scheme == "https":
                connection.sock.do_handshake()
            answer = _answer(connection, _path(parts), headers, most)
    except ssl.SSLError:
        raise Unfetchable(_late(deadline) or "The other side's encryption could not be verified.") from None
    except (OSError, http.client.HTTPException, UnicodeError):
        raise Unfetchable(_late(deadline) or "The address could not be reached.") from None
    if late := _late(deadline):
        raise Unfetchable(late)
    return answer


@contextlib.contextmanager
def _watched(connection: socket.socket, deadline: float) -> Iterator[None]:
    """Hang up when the time is over, whatever the other side is doing then."""
    watchdog = threading.Timer(max(deadline - time.monotonic(), 0), _hang_up, [connection])
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()


def _late(deadline: float) -> str:
    return "The address takes too long to answer." if time.monotonic() >= deadline else ""


def _hang_up(connection: socket.socket) -> None:
    """End every wait of a request whose time is over, wherever it is."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


def _path(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _connected(parts: SplitResult, deadline: float, private_hosts: Collection[str]) -> http.client.HTTPConnection:
    """A connection to an address of the host that passed the check; to that very address, by number."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    name = parts.hostname.encode("idna").decode()
    addresses = _resolved(name, port, deadline)
    if f"{parts.hostname}:{port}" not in private_hosts and not all(map(is_public, addresses)):
        raise Unfetchable("This address is inside a private network. Please use one that anyone on the internet can reach.")
    connection = http.client.HTTPConnection(name, port)
    connection.sock = socket.create_connection((addresses[0], port), timeout=max(deadline - time.monotonic(), 0.01))
    if parts.scheme == "https":
        tls = ssl.create_default_context()
        connection.sock = tls.wrap_socket(connection.sock, server_hostname=name, do_handshake_on_connect=False)
    return connection


def _resolved(name: str, port: int, deadline: float) -> list[str]:
    """The IP addresses of a name; resolvers may hang, so we wait beside one and not in it."""
    found: list[str] = []
    errors: list[OSError] = []

    def ask():
        try:
            found.extend(dict.fromkeys(info[4][0] for info in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)))
        except OSError as error:
            errors.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(deadline - time.monotonic(), 0))
    if not found:
        raise errors[0] if errors else TimeoutError
    return found


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not private, loopback, link-local, reserved, nor a way around that."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_global and not ip.is_multicast and not any(ip.version == net.version and ip in net for net in TRANSLATORS)


def _answer(connection: http.client.HTTPConnection, path: str, headers: dict, most: int) -> Answer | str:
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    tags = {"etag": response.getheader("ETag", "")[:500], "last_modified": response.getheader("Last-Modified", "")[:100]}
    if response.status == http.client.NOT_MODIFIED:
        return Answer(unchanged=True, **tags)
    if response.status in {301, 302, 303, 307, 308} and response.getheader("Location"):
        return response.getheader("Location")
    if response.status != http.client.OK:
        raise Unfetchable(f"The address answers {response.status} instead of a calendar.")
    return Answer(_body(response, most), **tags)


def _body(response: http.client.HTTPResponse, most: int) -> bytes:
    too_big = Unfetchable(f"This calendar is bigger than {most // 1_000_000} MB. Please publish one with fewer old events.")
    length = response.getheader("Content-Length", "")
    if length.isdecimal() and int(length[:15]) > most:
        raise too_big
    body = bytearray()
    while chunk := response.read(CHUNK):
        body += chunk
        if len(body) > most:
            raise too_big
    if length.isdecimal() and len(body) < int(length[:15]):
        raise Unfetchable("The address broke off in the middle of its answer.")
    return bytes(body)
