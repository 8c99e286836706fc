"""The shape of the production files: there is no Docker here to run them, so their structure is checked instead."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
LASTING = ["postgres", "redis", "web", "worker", "beat", "inbound"]


def test_the_services_are_these():
    assert set(SERVICES) == {*LASTING, "migrate"}


@pytest.mark.parametrize("name", LASTING)
def test_every_lasting_service_restarts_and_has_a_health_check(name):
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert set(check) >= {"test", "interval", "timeout", "retries"}
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_no_secret_is_in_the_file():
    secrets = [line.strip() for line in COMPOSE.splitlines() if re.search(r"(SECRET|PASSWORD|_URL)\w*:", line)]
    assert secrets
    for line in secrets:
        assert "${" in line or line == "REDIS_URL: redis://redis:6379/0"


def test_every_variable_of_the_file_is_explained_in_the_example():
    asked = set(re.findall(r"\$\{(\w+)", COMPOSE))
    given = dict(line.split("=", 1) for line in (ROOT / ".env.example").read_text().splitlines() if line and line[0] != "#")
    assert asked <= set(given)
    assert [name for name in asked if given[name]] == []


def test_pages_are_reachable_from_this_machine_only_and_mail_from_everywhere():
    reachable = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert reachable == {"web": ["127.0.0.1:8000:8000"], "inbound": ["25:8025"]}


@pytest.mark.parametrize("name", ["web", "worker", "beat", "inbound", "migrate"])
def test_our_own_services_run_in_production_mode(name):
    assert SERVICES[name]["environment"]["GURUKOOL_ENV"] == "production"
    assert SERVICES[name]["env_file"] == ".env"


def test_nothing_of_ours_starts_before_the_tables_are_ready():
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"] == {
            "migrate": {"condition": "service_completed_successfully"},
            "redis": {"condition": "service_healthy"},
        }


def test_the_image_is_locked_and_not_root():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert "RUN pip install --no-cache-dir --require-hashes -r requirements.txt" in lines
    assert lines.index("USER gurukool") < next(number for number, line in enumerate(lines) if line.startswith("CMD"))
    assert not any("requirements-dev" in line for line in lines)


def test_what_must_not_be_in_the_image_is_not():
    assert {".*", "tests"} <= set((ROOT / ".dockerignore").read_text().split())
