"""Where the Chromium of the browser tests is, and how it gets onto a bare machine.

`python -m tests.browser.chromium` finds or installs it, or says what to do, before the tests start.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
PATHS = [
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
ADVICE = "The browser tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path."


def candidates():
    """Every place it may be, the likeliest first."""
    yield os.environ.get("CHROMIUM")
    yield from map(shutil.which, NAMES)
    yield from PATHS
    yield from sorted(map(str, Path("~/.cache/ms-playwright").expanduser().glob("chromium-*/chrome-linux*/chrome")), reverse=True)
    yield from sorted(map(str, Path("~/Library/Caches/ms-playwright").expanduser().glob("chromium-*/**/MacOS/*")), reverse=True)


def works(path):
    """Whether it starts (Ubuntu's `chromium-browser` is often a stub that only names a snap)."""
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return bool(path) and os.access(path, os.X_OK) and subprocess.run([path, "--version"], **quiet).returncode == 0


def find():
    """The path of a Chromium that starts, or None."""
    return next(filter(works, candidates()), None)


def installers():
    """The commands that may install it, each a list of steps."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        yield [["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium"]]
    yield [[sys.executable, "-m", "playwright", "install", "chromium"]]


def install(steps):
    """Run the steps until one fails, without ever asking anything."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in steps:
        print(f"Installing Chromium for the browser tests: {' '.join(step)} …", flush=True)
        if subprocess.run(step, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode:
            return


def find_or_install():
    """The path of Chromium, installed first where it is missing; exits with advice where that fails too."""
    for steps in installers() if not find() else ():
        install(steps)
        if find():
            break
    return find() or sys.exit(ADVICE)


if __name__ == "__main__":
    find_or_install()
