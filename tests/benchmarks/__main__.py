"""Print one JSON object a line: what things cost, as ratios to a baseline measured in the same run.

`python -m tests.benchmarks [name …]` inside `gurukool.embedded.throwaway`; each module here offers `run()`.
"""

import importlib
import json
import os
import pkgutil
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "gurukool.settings"
os.environ["DEBUG"] = "False"

from pathlib import Path  # noqa: E402 - the settings above come first

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402


def modules():
    names = sorted(each.name for each in pkgutil.iter_modules([str(Path(__file__).parent)]) if not each.name.startswith("_"))
    wanted = sys.argv[1:] or names
    return [importlib.import_module(f"tests.benchmarks.{name}") for name in names if name in wanted]


def main():
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        for module in modules():
            for line in getattr(module, "run", lambda: ())():
                print(json.dumps(line), flush=True)
            call_command("flush", interactive=False, verbosity=0)
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
