"""Answers by mail, as programs write them: what the person wrote comes out, what was quoted stays out."""

from pathlib import Path
from uuid import uuid4

import pytest

from mentoring.correspondence import ReplyTo, own_words, read_address, read_letter, reply_address

REPLIES = Path(__file__).parent.parent / "data" / "replies"
SENDERS = ["Gurukool", "hello@gurukool.example"]
WRITTEN = sorted(path.stem for path in REPLIES.glob("*.txt"))
BY_MACHINES = sorted(path.stem for path in REPLIES.glob("*.eml") if path.stem not in WRITTEN)
DOMAIN, SECRET = "reply.gurukool.example", "a secret"


def letter(name, envelope_sender="mina@example.org"):
    return read_letter((REPLIES / f"{name}.eml").read_bytes(), envelope_sender=envelope_sender, senders=SENDERS)


@pytest.mark.parametrize("name", WRITTEN)
def test_only_ones_own_words_come_out(name):
    assert letter(name).text == (REPLIES / f"{name}.txt").read_text().strip()
    assert letter(name).automatic == ""


def test_there_are_thirty_formats():
    assert len(WRITTEN) >= 30


@pytest.mark.parametrize("name", BY_MACHINES)
def test_what_a_machine_wrote_says_so(name):
    assert letter(name).automatic


def test_a_mail_without_a_return_path_is_a_machines():
    assert letter("gmail-web", envelope_sender="").automatic == "no return path"


def test_a_mail_is_known_again_when_it_comes_twice():
    assert letter("gmail-web").key == letter("gmail-web").key != letter("iphone").key


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"Subject: x", b"Content-Type: multipart/mixed\r\n\r\nno boundary"])
def test_bytes_that_are_hardly_a_mail_have_no_words_of_ones_own_to_lose(raw):
    found = read_letter(raw, envelope_sender="a@example.org", senders=SENDERS)
    assert found.text in {"", "no boundary", "\ufffd\ufffd"}


@pytest.mark.parametrize("text", ["On " + "a" * 50_000, ">" * 50_000, "x: " * 20_000, "20" * 40_000, "-" * 60_000])
def test_absurd_lines_cost_next_to_nothing(text):
    assert isinstance(own_words(text + " Gurukool:", SENDERS), str)


def test_an_address_names_its_message_and_reader():
    about = ReplyTo(uuid4(), 4711)
    address = reply_address(about, domain=DOMAIN, secret=SECRET)
    assert len(address.partition("@")[0]) <= 64
    assert read_address(address.upper(), domain=DOMAIN, secret=SECRET) == about


@pytest.mark.parametrize("forge", ["other", "cut", "domain", "plain", "garbage"])
def test_an_address_we_did_not_make_is_none(forge):
    address = reply_address(ReplyTo(uuid4(), 4711), domain=DOMAIN, secret=SECRET)
    local, _, host = address.partition("@")
    forged = {
        "other": f"{local[:-3]}aaa@{host}" if not local.endswith("aaa") else f"{local[:-3]}bbb@{host}",
        "cut": f"{local[:-8]}@{host}",
        "domain": f"{local}@elsewhere.example",
        "plain": f"hello@{host}",
        "garbage": f"r+!!!@{host}",
    }[forge]
    assert read_address(forged, domain=DOMAIN, secret=SECRET) is None


def test_an_address_of_another_secret_is_none():
    address = reply_address(ReplyTo(uuid4(), 4711), domain=DOMAIN, secret="another")
    assert read_address(address, domain=DOMAIN, secret=SECRET) is None
