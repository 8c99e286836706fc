"""G4, personal networks are personal: a profile takes LinkedIn and ORCID and says why nothing else; the coach flags friend requests."""

import pytest
from playwright.sync_api import expect

from mentoring.models import Profile
from tests.browser.steps import assert_accessible
from tests.mentoring.conftest import cohort, enrolled, match  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)

REFUSED = [
    "https://www.facebook.com/mina",
    "https://instagram.com/mina",
    "https://www.snapchat.com/add/mina",
    "https://linkedin.com.friends.example/in/mina",
    "https://www-linkedin.com/in/mina",
    "https://linkedin.com@facebook.com/mina",
]


def test_g4_profiles_take_linkedin_and_say_why_nothing_else(open_page, match, mina, maya):  # noqa: F811
    page, other = open_page(mina, javascript=False), open_page(maya)
    page.goto("/profile/")
    for address in REFUSED:
        page.get_by_label("LinkedIn").fill(address)
        page.get_by_role("button", name="Save").click()
        expect(
            page.get_by_text("Private networks such as Facebook, Instagram or Snapchat stay for people one knows in person.").first
        ).to_be_visible()
        expect(page.get_by_label("LinkedIn")).to_have_value(address)
    assert not Profile.objects.exists()
    page.get_by_label("LinkedIn").fill("https://www.linkedin.com/in/mina")
    page.get_by_label("ORCID iD").fill("https://orcid.org/0000-0002-1825-0097")
    page.get_by_role("button", name="Save").click()

    other.goto(mina.get_absolute_url())
    expect(other.get_by_role("link", name="Connect on LinkedIn")).to_have_attribute("href", "https://www.linkedin.com/in/mina")
    expect(other.get_by_role("link", name="0000-0002-1825-0097")).to_be_visible()
    assert_accessible(other)


def test_g4_the_coach_flags_a_friend_request(open_page, match, mina):  # noqa: F811
    page = open_page(mina)
    page.goto(match.get_absolute_url())
    page.get_by_label("Your message").fill("Thank you for the call! I have sent you a friend request on Facebook, please accept it.")
    coach = page.get_by_role("complementary", name="From the coach")
    expect(coach.get_by_role("link", name="G4 in the handbook")).to_be_visible()
    page.get_by_label("Your message").fill("Thank you for the call! May I connect with you on LinkedIn?")
    expect(coach).to_have_count(0)
