"""Ask our own `/healthz` from inside the container: `python -m gurukool.probe` succeeds when all is well."""

import os
import sys
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

PATIENCE = 5  # seconds


def well(port, host):
    """Whether the web process on loopback answers 200, asked by its public name."""
    try:
        with urlopen(Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host}), timeout=PATIENCE) as answer:  # noqa: S310
            return answer.status == 200
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(not well(os.environ.get("PORT", "8000"), urlsplit(os.environ["SITE_URL"]).netloc))
