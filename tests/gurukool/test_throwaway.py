"""`make test`'s own database and broker: there while the command runs, gone afterwards however it ends."""

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

THROWAWAY = [sys.executable, "-m", "gurukool.embedded.throwaway", sys.executable, "-c"]
WHERE = "import os; print(os.environ['GURUKOOL_DATA'], flush=True);"


def left_of(home):
    """What still exists of a throw-away home: the folder and any process that works in it."""
    users = [process for process in psutil.process_iter(["cmdline"]) if home in " ".join(process.info["cmdline"] or [])]
    return Path(home).exists(), users


def test_the_status_of_the_command_is_ours_and_nothing_is_left():
    run = subprocess.run([*THROWAWAY, f"{WHERE} raise SystemExit(7)"], stdout=subprocess.PIPE, text=True)
    assert run.returncode == 7
    assert left_of(run.stdout.strip()) == (False, [])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_nothing_is_left_when_it_is_interrupted(number):
    process = subprocess.Popen([*THROWAWAY, f"{WHERE} import time; time.sleep(60)"], stdout=subprocess.PIPE, text=True)
    home = process.stdout.readline().strip()
    assert Path(home, "postgres").exists()
    process.send_signal(number)
    assert process.wait(20) == 128 + number
    process.stdout.close()
    assert left_of(home) == (False, [])
