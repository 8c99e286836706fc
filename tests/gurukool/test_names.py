"""Names as they were typed."""

import pytest

from gurukool.accounts import SignupForm
from gurukool.lib.names import NOTHING_LEFT, clean_name
from mentoring.forms.people import ProfileForm
from mentoring.models import User

CLEANED = [
    ("Mina\r\nBcc: all@example.org", "Mina Bcc: all@example.org"),
    ("  Mina \t Das ", "Mina Das"),
    ("Mi\u200bna \u202eDas\ufeff", "Mina Das"),
    ("\u0646\u0627\u0645\u200c\u0647\u0627", "\u0646\u0627\u0645\u200c\u0647\u0627"),
]


@pytest.mark.parametrize(("typed", "name"), CLEANED)
def test_a_name_is_one_line_of_visible_letters(typed, name):
    assert clean_name(typed) == name
    form = SignupForm({"name": typed})
    assert (form.is_valid(), form.cleaned_data) == (True, {"name": name})
    profile = ProfileForm({"name": typed, "zone": "UTC"}, person=User())
    profile.full_clean()
    assert profile.cleaned_data["name"] == name


@pytest.mark.parametrize("typed", ["\u200b", "\u200d\u200c", "\u202e\u2066"])
def test_nothing_visible_gets_a_sentence(typed):
    profile = ProfileForm({"name": typed, "zone": "UTC"}, person=User())
    assert (SignupForm({"name": typed}).errors, profile.errors.get("name")) == ({"name": [NOTHING_LEFT]}, [NOTHING_LEFT])
