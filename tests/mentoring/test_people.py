"""Profiles and cards: what people say about themselves, and who may read it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from mentoring.forms.people import ProfileForm, orcid_check_digit
from mentoring.models import Profile, User
from mentoring.models.people import validate_linkedin

FILLED = {
    "name": "Mina Das",
    "zone": "Asia/Kolkata",
    "pronouns": "she/her",
    "field": "structural biology",
    "stage": "postdoc, year 2",
    "organisation": "an institute",
    "languages": "English,  Hindi;English, ",
    "english_help": "offers",
    "linkedin": "www.linkedin.com/in/mina",
    "orcid": "https://orcid.org/0000-0002-1825-0097",
}


@pytest.mark.django_db
def test_the_form_makes_the_profile_and_confirms_the_zone(client):
    newcomer = User.objects.create_user("new@example.org", name="New")
    client.force_login(newcomer)
    response = client.post(reverse("people:profile"), FILLED)
    newcomer.refresh_from_db()
    assert response.url == reverse("people:card", args=[newcomer.uuid])
    assert (newcomer.name, newcomer.zone, newcomer.zone_confirmed) == ("Mina Das", "Asia/Kolkata", True)
    facts = Profile.objects.values_list("languages", "linkedin", "orcid", "english_help").get(person=newcomer)
    assert facts == (["English", "Hindi"], "https://www.linkedin.com/in/mina", "0000-0002-1825-0097", "offers")


def test_saving_again_changes_the_one_profile(client, mina):
    client.force_login(mina)
    client.post(reverse("people:profile"), FILLED)
    client.post(reverse("people:profile"), FILLED | {"field": "botany", "languages": ""})
    assert list(Profile.objects.values_list("field", "languages")) == [("botany", [])]


def test_the_zone_is_guessed_only_until_it_is_confirmed(client, mina):
    client.force_login(mina)
    assert b"data-guess-zone" not in client.get(reverse("people:profile")).content
    User.objects.update(zone_confirmed=False)
    assert b"data-guess-zone" in client.get(reverse("people:profile")).content


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("zone", "Mars/Olympus", "Select a valid choice. Mars/Olympus is not one of the available choices."),
        ("zone", "../../etc/passwd", "Select a valid choice. ../../etc/passwd is not one of the available choices."),
        ("name", "M\0na", "Null characters are not allowed."),
        ("name", "m" * 121, "Ensure this value has at most 120 characters (it has 121)."),
        ("languages", "En\0glish", "Null characters are not allowed."),
        ("languages", "x" * 41, "“xxxxxxxxxxxxxxxxxxxx…” is too long: at most 40 characters between two commas."),
        ("languages", ",".join("abcdefghijklm"), "At most 12, please: there are 13."),
        ("orcid", "0000-0002-1825", "An ORCID iD has sixteen characters, such as 0000-0002-1825-0097."),
        ("orcid", "٠٠٠٠-0002-1825-0097", "An ORCID iD has sixteen characters, such as 0000-0002-1825-0097."),
        (
            "orcid",
            "0000-0002-1825-0098",
            "This ORCID iD has a slip in it: its last character does not fit the others. Please copy it once more.",
        ),
    ],
)
def test_a_slip_gets_a_sentence_and_keeps_what_was_typed(client, mina, field, typed, sentence):
    client.force_login(mina)
    response = client.post(reverse("people:profile"), FILLED | {field: typed})
    form = response.context["form"]
    assert (response.status_code, form.errors) == (200, {field: [sentence]})
    assert (form["organisation"].value(), Profile.objects.count()) == ("an institute", 0)


PRIVATE = (
    "Please give a LinkedIn address (https://www.linkedin.com/in/…). "
    "Private networks such as Facebook, Instagram or Snapchat stay for people one knows in person."
)


@pytest.mark.parametrize(
    "url",
    [
        "https://facebook.com/mina",
        "https://www.instagram.com/mina",
        "https://snapchat.com/add/mina",
        "http://www.linkedin.com/in/mina",
        "https://notlinkedin.com/in/mina",
        "https://linkedin.com.evil.example/in/mina",
        "https://evil.example?@www.linkedin.com/in/mina",
        "https://evil.example\\@www.linkedin.com/in/mina",
        "https://evil.example#.linkedin.com/in/mina",
        "javascript://www.linkedin.com/%0aalert(1)",
    ],
)
def test_only_linkedin_is_linked(url):
    with pytest.raises(ValidationError) as refused:
        validate_linkedin(url)
    assert refused.value.messages == [PRIVATE]


@pytest.mark.parametrize("url", ["https://www.linkedin.com/in/mina", "https://in.linkedin.com/in/mina?x=1", "https://linkedin.com"])
def test_linkedin_is_linked(url):
    assert validate_linkedin(url) is None


@pytest.mark.parametrize(
    ("digits", "last"), [("000000021825009", "7"), ("000000015109370", "0"), ("000000021694233", "X"), ("000000012281955", "X")]
)
def test_orcid_check_digits(digits, last):
    assert orcid_check_digit(digits) == last


def test_every_zone_of_the_list_is_a_zone(mina):
    zones = [name for name, label in ProfileForm(person=mina).fields["zone"].choices]
    assert zones[0] == "UTC"
    assert {"Asia/Kolkata", "Asia/Calcutta", "America/Argentina/Buenos_Aires"} - set(zones) == set()
    assert [name for name in zones if name.startswith(("Etc/", "posix"))] == []


def test_a_card_is_for_people_of_the_same_cohort(client, enrolled, maya, mina, olga, otto):
    Profile.objects.create(person=mina, field="structural biology", linkedin="https://www.linkedin.com/in/mina")
    address = reverse("people:card", args=[mina.uuid])
    seen = {}
    for person in (mina, maya, olga, otto):
        client.force_login(person)
        response = client.get(address)
        text = response.content.decode()
        seen[person.name] = (
            response.status_code,
            "Connect on LinkedIn" in text,
            "mina@example.org</dd>" in text or "mina@example.org<br>" in text,
        )
    assert seen == {
        "Mina Das": (200, True, True),
        "Maya Iyer": (200, True, False),
        "Olga Admin": (200, True, True),
        "Otto Outsider": (404, False, False),
    }


@pytest.mark.parametrize("change", [{"invited_at": None}, {"left_at": "2026-01-01T00:00Z"}])
def test_who_is_not_in_yet_or_no_more_sees_nobody_and_is_not_seen(enrolled, maya, mina, change):
    type(enrolled.mentee).objects.filter(pk=enrolled.mentee.pk).update(**change)
    assert list(User.objects.visible_to(mina)) == [mina]
    assert list(User.objects.visible_to(maya)) == [maya]


def test_a_guest_is_asked_to_sign_in(client, mina):
    response = client.get(reverse("people:card", args=[mina.uuid]))
    assert response.url == f"/accounts/login/?next=/people/{mina.uuid}/"
