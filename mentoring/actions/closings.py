"""What nobody need do any more once a cohort is over."""

from django.utils import timezone

from etiquette.occasions import waive_in
from mentoring.models import Cohort
from mentoring.models.dates import COURTESIES_LINGER

# Selection, matching and beginning: moot the moment the cohort ends.
MOOT = (
    "decide",
    "review_applications",
    "revise",
    "confirm_place",
    "introduce",
    "offer_hours",
    "review_introduction",
    "rematch",
    "write_first",
    "first_steps",
    "draft_agreement",
    "sign_agreement",
    "revisit_agreement",
    "assess",
    "break_silence",
    "look_into_silence",
)
# What people owe each other for the hours they had: it may still come, for COURTESIES_LINGER.
LINGERING = ("settle", "thank", "give_feedback", "reply_to_feedback", "acknowledge", "answer", "do_action_item", "assess_again")
LINGERING += ("answer_pulse", "write_closing_letter", "answer_survey", "settle_group", "acknowledge_announcement")
LINGERING += ("read_draft", "clarify_draft", "answer_request", "clarify_request", "thank_for_letter")


def let_go() -> int:
    """Waive what is moot in cohorts that are over, and what lingered long enough; says how many duties. Safe to run twice."""
    now = timezone.now()
    over, long_over = Cohort.objects.over(now), Cohort.objects.over(now - COURTESIES_LINGER)
    return waive_in(over.values("pk"), MOOT) + waive_in(long_over.values("pk"), LINGERING)
