"""`make run`: refuses in one sentence, starts for real, leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
from urllib.request import urlopen

import psutil
import pytest

from gurukool.run import surroundings
from gurukool.run.surroundings import Trouble, alone, demand_free, demand_room, mail_port, web_port
from tests.gurukool.conftest import free_port

RUN = [sys.executable, "-m", "gurukool.run"]


@pytest.mark.parametrize("wanted", ["http", "0", "65501", "-1", "8000.5"])
def test_a_port_that_is_none(monkeypatch, wanted):
    monkeypatch.setenv("PORT", wanted)
    with pytest.raises(Trouble, match=f"PORT={wanted} is not a port number; give one from 1 to 65500."):
        web_port()


def test_the_ports(monkeypatch):
    monkeypatch.setenv("PORT", "")
    assert (web_port(), mail_port()) == (8000, 8025)
    monkeypatch.setenv("PORT", "9000")
    assert (web_port(), mail_port()) == (9000, 9025)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Trouble, match="cannot be written .*: set GURUKOOL_DATA to a folder of yours"):
        demand_room(tmp_path / "file" / "data")


def test_a_full_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(surroundings, "ROOM", 10**9)
    with pytest.raises(Trouble, match=r"The disk is full: \d+ MB free, 1000000000 MB needed; make room and try again."):
        demand_room(tmp_path)


def test_two_runs_on_one_folder(tmp_path):
    with alone(tmp_path), pytest.raises(Trouble, match="already runs"), alone(tmp_path):
        pass


def test_a_port_is_free_again_after_its_program_ended():
    demand_free(free_port())


@pytest.mark.parametrize("surroundings", [{}, {"GURUKOOL_ENV": "production"}], ids=["taken port", "production"])
def test_a_refusal_is_one_sentence_and_nothing_starts(tmp_path, surroundings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        environment = os.environ | {"PORT": port, "GURUKOOL_DATA": str(tmp_path / "data")} | surroundings
        run = subprocess.run(RUN, env=environment, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (1, "")
    assert len(run.stderr.splitlines()) == 1
    assert not (tmp_path / "data").exists()


def start(data, port):
    """Start `make run`'s program with services of its own; return it once it says where it is."""
    ports = {"PORT": str(port), "MAILBOX_PORT": str(free_port())}
    environment = os.environ | ports | {"GURUKOOL_DATA": str(data), "DATABASE_URL": "", "REDIS_URL": ""}
    run = subprocess.Popen(RUN, env=environment, stdout=subprocess.PIPE, text=True)
    assert any(f"Gurukool is at http://localhost:{port}/" in line for line in run.stdout)
    return run


def processes_of(data):
    """Every living process whose command names that folder."""
    return [process.pid for process in psutil.process_iter(["cmdline"]) if str(data) in " ".join(process.info["cmdline"] or [])]


def test_it_serves_until_told_to_stop_leaves_no_process_and_starts_again(tmp_path):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        port = free_port()
        run = start(tmp_path, port)
        with urlopen(f"http://localhost:{port}/mailbox/") as answer:
            assert answer.status == 200
        run.send_signal(number)
        run.communicate(timeout=30)
        assert processes_of(tmp_path) == []
