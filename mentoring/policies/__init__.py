"""Who may do what: one predicate each, readable by anyone who runs the programme; a file for each noun.

Actions enforce them with `demand`; templates ask them through the view. Where a predicate says no,
the page does not exist for that person (404), so that nothing is given away.
"""

from django.core.exceptions import PermissionDenied

from mentoring.policies.applications import (
    can_apply,
    can_change_application,
    can_decide,
    can_return,
    has_conflict,
    is_applicant,
    is_asked_to_revise,
)
from mentoring.policies.conversations import (
    can_answer_message,
    can_open_conversation,
    can_read_announcements,
    can_read_draft,
    can_receive_announcement,
    is_author,
)
from mentoring.policies.development import (
    can_agree,
    can_comment,
    can_do_item,
    can_draft_agreement,
    can_look_back,
    can_plan,
    can_read_goals,
    can_set_goals,
)
from mentoring.policies.feedback import (
    can_ask_feedback_of,
    can_give_feedback,
    can_reply_to_feedback,
    can_thank,
    made_request,
    received_request,
)
from mentoring.policies.groups import came_to, can_host_group, can_join_group, can_publish_group, can_run_group
from mentoring.policies.introductions import can_read_introductions, can_read_mentors, can_review_introduction, can_write_introduction
from mentoring.policies.matches import can_ask_for_letter, can_block, can_converse, can_end, can_write_closing_letter, is_in_match
from mentoring.policies.people import are_apart, can_run_programme
from mentoring.policies.places import (
    asks_to_look_first,
    can_answer_pulse,
    can_answer_survey,
    can_assess,
    can_confirm_place,
    can_give_kudos,
    can_leave,
    can_offer_kinds,
    can_wish,
    has_looked_first,
)
from mentoring.policies.reviews import can_ask_for_revision, can_read_scores, can_review
from mentoring.policies.sessions import (
    attends,
    can_book,
    can_cancel,
    can_decide_dispute,
    can_dispute,
    can_move,
    can_prepare,
    can_settle,
    can_swap,
    can_use_open_hours,
    is_one_of_two,
    is_ready_to_book,
)

__all__ = [
    "demand",
    "are_apart",
    "asks_to_look_first",
    "attends",
    "came_to",
    "can_agree",
    "can_answer_message",
    "can_answer_pulse",
    "can_answer_survey",
    "can_apply",
    "can_ask_feedback_of",
    "can_ask_for_letter",
    "can_ask_for_revision",
    "can_assess",
    "can_block",
    "can_book",
    "can_cancel",
    "can_change_application",
    "can_comment",
    "can_confirm_place",
    "can_converse",
    "can_decide",
    "can_decide_dispute",
    "can_dispute",
    "can_do_item",
    "can_draft_agreement",
    "can_end",
    "can_give_feedback",
    "can_give_kudos",
    "can_host_group",
    "can_join_group",
    "can_leave",
    "can_look_back",
    "can_move",
    "can_offer_kinds",
    "can_open_conversation",
    "can_plan",
    "can_prepare",
    "can_publish_group",
    "can_read_announcements",
    "can_read_draft",
    "can_read_goals",
    "can_read_introductions",
    "can_read_mentors",
    "can_read_scores",
    "can_receive_announcement",
    "can_reply_to_feedback",
    "can_return",
    "can_review",
    "can_review_introduction",
    "can_run_group",
    "can_run_programme",
    "can_set_goals",
    "can_settle",
    "can_swap",
    "can_thank",
    "can_use_open_hours",
    "can_wish",
    "can_write_closing_letter",
    "can_write_introduction",
    "has_conflict",
    "has_looked_first",
    "is_applicant",
    "is_asked_to_revise",
    "is_author",
    "is_in_match",
    "is_one_of_two",
    "is_ready_to_book",
    "made_request",
    "received_request",
]


def demand(predicate, user, *objects):
    """Raise PermissionDenied (shown as 404) unless `predicate(user, *objects)` holds."""
    if not predicate(user, *objects):
        raise PermissionDenied(f"{predicate.__name__}: no")
