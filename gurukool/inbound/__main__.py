"""Serve until told to stop."""

import os
import signal
import sys

import django

STOPPING = {signal.SIGINT, signal.SIGTERM}


def main(port: str, host: str = "127.0.0.1"):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gurukool.settings")
    django.setup()
    from gurukool.inbound.reception import reception

    signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    controller = reception(host, int(port))
    controller.start()
    signal.sigwait(STOPPING)
    controller.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
