"""Every address has a row in the table, and answers each role as the table says; looking changes nothing."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver

from tests.doors.table import TABLE

pytestmark = pytest.mark.django_db

ROLES = ["guest", "outsider", "mentee", "mentor", "admin"]
ROWS_THAT_MAY_CHANGE = {"sessions.session"}  # login sessions: Django renews them


def route_names(patterns, namespace=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            if pattern.app_name != "admin":
                yield from route_names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield namespace + pattern.name


def test_every_route_has_a_row_and_every_row_a_route():
    assert set(TABLE) == set(route_names(get_resolver().url_patterns))


@pytest.fixture
def clients(mina, maya, olga, otto):
    clients = {"guest": Client()}
    for role, person in {"outsider": otto, "mentee": mina, "mentor": maya, "admin": olga}.items():
        clients[role] = Client()
        clients[role].force_login(person)
    return clients


def rows():
    """How many rows every table holds, and the newest state of those that could be changed by a look."""
    return {model._meta.label_lower: sorted(map(str, model.objects.values_list())) for model in apps.get_models() if counts(model)}


def counts(model):
    return model._meta.managed and model._meta.label_lower not in ROWS_THAT_MAY_CHANGE and hasattr(model, "objects")


@pytest.mark.parametrize("name", [name for name, (_, statuses) in TABLE.items() if statuses])
def test_each_role_gets_what_the_table_says_and_looking_changes_nothing(clients, world, name):
    address, expected = TABLE[name]
    before = rows()
    answers = {role: clients[role].get(address.format(**world)).status_code for role in ROLES}
    assert answers == dict(zip(ROLES, expected, strict=True))
    for role in ROLES:
        clients[role].head(address.format(**world))
    assert rows() == before


def test_djangos_own_admin_is_for_admins(clients):
    assert {role: clients[role].get("/django-admin/").status_code for role in ROLES} == dict.fromkeys(ROLES, 302) | {"admin": 200}
