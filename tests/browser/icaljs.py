"""ical.js, the calendar reader of Thunderbird and Nextcloud: fetched from the npm registry for tests, never shipped.

Kept beside the packages of the virtual environment; where npm or the network is missing, tests that need it say so and are skipped.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "2.2.1"
SHA512 = "yK/UlPbEs316igb/tjRgbFA8ZV75rCsBJp/hWOatpyaPNlgw0dGDmU+FoicOcwX4xXkeXOkYiOmCqNPFpNPkQg=="
KEPT = Path(sys.prefix) / "share" / f"ical.js-{VERSION}.tgz"


def module():
    """The text of its ES module, or None where it cannot be had."""
    if not KEPT.exists() and not fetch():
        return None
    with tarfile.open(KEPT) as archive:
        return archive.extractfile("package/dist/ical.js").read().decode()


def fetch():
    """Ask npm for the pinned archive and keep it if it is the one we know; says whether it is there."""
    if not shutil.which("npm"):
        return False
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["npm", "pack", "--silent", f"ical.js@{VERSION}"], cwd=folder, capture_output=True, timeout=120)
        found = Path(folder) / f"ical.js-{VERSION}.tgz"
        if done.returncode or not found.exists():
            return False
        assert base64.b64encode(hashlib.sha512(found.read_bytes()).digest()).decode() == SHA512, (
            "npm gave another ical.js than the pinned one"
        )
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(found, KEPT)
    return True
