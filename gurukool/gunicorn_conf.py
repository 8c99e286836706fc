"""How gunicorn serves: on loopback and reloading in development, for a proxy in production."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = os.environ.get("GURUKOOL_ENV") == "production"
PORT = os.environ.get("PORT") or "8000"

wsgi_app = "gurukool.wsgi"
bind = f"{'0.0.0.0' if PRODUCTION else '127.0.0.1'}:{PORT}"  # noqa: S104 - inside its container; the proxy decides who comes
workers = 2
threads = 4
control_socket_disable = True
accesslog = "-"
access_log_format = "%(s)s %(m)s %(U)s %(M)sms"

if PRODUCTION:
    worker_tmp_dir = "/dev/shm"  # noqa: S108 - heartbeats in memory, as gunicorn advises for containers
    forwarded_allow_ips = "*"  # only the proxy can reach the container
else:
    reload = True
    reload_extra_files = [str(path) for path in ROOT.glob("templates/**/*.html")]

    def when_ready(server):
        """Tell the newcomer where to go, once going there works."""
        print(f"Gurukool is at http://localhost:{PORT}/ (stop it with Ctrl-C)", flush=True)  # noqa: T201
