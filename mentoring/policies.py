"""Who may do what: one predicate each, readable by anyone who runs the programme.

Actions enforce them with `demand`; templates ask them through the view. Where a predicate says no,
the page does not exist for that person (404), so that nothing is given away.
"""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from etiquette.occasions import is_owed
from mentoring.models import (
    ActionItem,
    Announcement,
    Application,
    Block,
    Cohort,
    Concern,
    Dispute,
    Enrolment,
    Extension,
    Feedback,
    Goal,
    Group,
    Introduction,
    Match,
    Message,
    OpenPair,
    Plan,
    Pulse,
    Reading,
    Review,
    RevisionRequest,
    Role,
    SelfAssessment,
    Session,
    User,
)
from mentoring.models.requests import Request
from mentoring.models.sessions import CORRECTABLE


def demand(predicate, user, *objects):
    """Raise PermissionDenied (shown as 404) unless `predicate(user, *objects)` holds."""
    if not predicate(user, *objects):
        raise PermissionDenied(f"{predicate.__name__}: no")


def can_run_programme(user: User) -> bool:
    """Admins open cohorts, decide, match, approve."""
    return user.is_staff


def can_apply(user: User, cohort: Cohort) -> bool:
    """Anyone with an account, while applications are open; afterwards who was given more time, until that is over."""
    phase = cohort.phase
    if phase in {Cohort.Phase.DRAFT, Cohort.Phase.UPCOMING, Cohort.Phase.APPLYING, Cohort.Phase.ENDED}:
        return phase == Cohort.Phase.APPLYING
    extension = Extension.objects.of(user, cohort).first() if user.is_authenticated else None
    return (extension is not None and extension.is_running) or is_asked_to_revise(user, cohort)


def can_change_application(user: User, application: Application) -> bool:
    """The applicant, until it is decided or the deadline passes; whoever withdrew may think again."""
    Status = Application.Status
    is_open = application.status in {Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN}
    return application.person_id == user.pk and is_open and can_apply(user, application.cohort)


def is_asked_to_revise(user: User, cohort: Cohort) -> bool:
    """Whether a reviewer's question still waits for them: then they may change what they wrote, even after the deadline."""
    mine = RevisionRequest.objects.in_time().filter(application__cohort=cohort)
    return user.is_authenticated and mine.filter(application__person=user).exists()


def is_applicant(user: User, application: Application) -> bool:
    """The person who wrote it; they may take it back until it is decided."""
    return application.person_id == user.pk


def can_decide(user: User, application: Application) -> bool:
    """Admins decide about others, not about themselves, nor where they declared a conflict of interest."""
    return user.is_staff and application.person_id != user.pk and not has_conflict(user, application)


def has_conflict(user: User, application: Application) -> bool:
    """Whether they have declared a conflict of interest in it."""
    return Review.objects.filter(application=application, reviewer=user, status=Review.Status.CONFLICT).exists()


def can_review(user: User, review: Review) -> bool:
    """The reviewer it was assigned to, until they step aside."""
    return review.reviewer_id == user.pk and review.status in Review.STANDING


def can_read_scores(user: User, application: Application) -> bool:
    """Those who may decide, and reviewers: but nobody while a review of their own is still to be given."""
    mine = Review.objects.filter(application=application, reviewer=user).values_list("status", flat=True).first()
    return can_decide(user, application) if mine is None else mine == Review.Status.GIVEN or (mine == "abstained" and user.is_staff)


def can_ask_for_revision(user: User, application: Application) -> bool:
    """Its reviewers, and those who may decide, as long as it waits for a decision."""
    if application.status != Application.Status.SUBMITTED or application.decisions.pending().exists():
        return False
    is_reviewer = Review.objects.standing().filter(application=application, reviewer=user).exists()
    return is_reviewer or can_decide(user, application)


def can_confirm_place(user: User, enrolment: Enrolment) -> bool:
    """The admitted person, once the place is offered to them."""
    return enrolment.person_id == user.pk and enrolment.invited_at is not None


def can_write_introduction(user: User, enrolment: Enrolment) -> bool:
    """Everybody introduces themselves once they are in: mentees to be known, mentors so that there is something to read."""
    return enrolment.person_id == user.pk and enrolment.confirmed_at is not None


def can_read_introductions(user: User, cohort: Cohort) -> bool:
    """The cohort's mentors, and admins."""
    return user.is_staff or Enrolment.objects.of(user).mentors().filter(cohort=cohort).exists()


def can_read_mentors(user: User, cohort: Cohort) -> bool:
    """Everybody in the cohort reads what its mentors tell about themselves (rule I2), and admins."""
    return user.is_staff or Enrolment.objects.of(user).filter(cohort=cohort, confirmed_at__isnull=False).exists()


def can_give_kudos(user: User, place: Enrolment) -> bool:
    """Everybody who takes part in a cohort, to each of its mentors but themselves."""
    is_mentor = place.role == Role.MENTOR and place.confirmed_at is not None and place.left_at is None
    return is_mentor and place.person_id != user.pk and Enrolment.objects.filter(pk=place.pk).beside(user).exists()


def can_review_introduction(user: User, introduction: Introduction) -> bool:
    """Mentors of the same cohort, once a mentee has handed it in."""
    is_mentor = Enrolment.objects.of(user).mentors().filter(cohort=introduction.enrolment.cohort_id).exists()
    return is_mentor and not introduction.is_of_mentor and introduction.status != Introduction.Status.DRAFT


def can_read_announcements(user: User, cohort: Cohort) -> bool:
    """Whoever takes part, and admins."""
    return user.is_staff or Enrolment.objects.taking_part().filter(cohort=cohort, person=user).exists()


def can_receive_announcement(user: User, announcement: Announcement) -> bool:
    """Whoever takes part says that it arrived, where that is asked for; not its author."""
    is_member = Enrolment.objects.taking_part().filter(cohort=announcement.cohort_id, person=user).exists()
    return announcement.asks_receipt and announcement.author_id != user.pk and is_member


def is_in_match(user: User, match: Match) -> bool:
    """One of the two people, once the match is approved."""
    return match.is_known and user in match.people


def can_end(user: User, match: Match) -> bool:
    """Either side of an approved match, without a fault; and admins."""
    return match.is_known and (user.is_staff or user in match.people)


def can_leave(user: User, enrolment: Enrolment) -> bool:
    """The person themselves, once they have taken the place; and admins."""
    return enrolment.confirmed_at is not None and (user.is_staff or enrolment.person_id == user.pk)


def can_wish(user: User, enrolment: Enrolment) -> bool:
    """Everybody who is in, about the other side of their cohort, for themselves only."""
    return enrolment.person_id == user.pk and enrolment.confirmed_at is not None and enrolment.left_at is None


def can_converse(user: User, match: Match) -> bool:
    """The two people write to each other while the match lasts."""
    return match.status == Match.Status.CONFIRMED and user in match.people


def can_block(user: User, match: Match) -> bool:
    """Either of the two, while they are matched and afterwards."""
    return is_in_match(user, match)


def are_apart(people: list[User]) -> bool:
    """Whether one of them wants to hear no more of another."""
    return Block.objects.between(people).exists()


def can_open_conversation(user: User, concern: Concern) -> bool:
    """Admins, but nobody whose own conversation it is."""
    return user.is_staff and user not in concern.message.match.people


def can_book(user: User, pair: Match | OpenPair) -> bool:
    """The mentee books (rule M2: the mentee keeps the relationship moving)."""
    return user == pair.guest and pair.takes_bookings


def can_use_open_hours(user: User, cohort: Cohort) -> bool:
    """Its mentees, where the cohort has open hours, while it lasts."""
    return cohort.has_open_hours and Enrolment.objects.taking_part().mentees().filter(cohort=cohort, person=user).exists()


def is_ready_to_book(user: User, pair: Match | OpenPair) -> bool:
    """Who has looked at themselves (rule M1); and where they meet already, or their cohort does not ask for it, everybody."""
    return has_looked_first(user, pair.cohort) or pair.sessions.exists() or not asks_to_look_first(pair.cohort)


def has_looked_first(user: User, cohort: Cohort) -> bool:
    """Whether they have written down where they stand and what they expect."""
    return SelfAssessment.objects.filter(place__cohort=cohort, place__person=user).exists()


def asks_to_look_first(cohort: Cohort) -> bool:
    """Whether rule M1 is owed in a cohort; an admin may switch it off in the cohort's rulebook."""
    return is_owed("place_confirmed", "mentee", "assess", scope=cohort)


def can_assess(user: User, place: Enrolment) -> bool:
    """Both sides look at themselves, once they have taken their place."""
    return place.person_id == user.pk and place.confirmed_at is not None and place.left_at is None


def can_set_goals(user: User, place: Enrolment) -> bool:
    """Goals belong to the mentee (rule M2)."""
    return place.role == Role.MENTEE and can_assess(user, place)


def can_read_goals(user: User, place: Enrolment) -> bool:
    """The mentee, and the mentor they are matched with."""
    matched = Match.objects.confirmed().filter(mentee=place, mentor__person=user)
    return can_set_goals(user, place) or matched.exists()


def can_offer_kinds(user: User, enrolment: Enrolment) -> bool:
    """Mentors say for themselves which kinds of session they give, as long as they are in."""
    return enrolment.person_id == user.pk and enrolment.role == Role.MENTOR and enrolment.left_at is None


def can_comment(user: User, on: Goal | Plan) -> bool:
    """The mentee and the mentor: whoever may read it, while the match lasts."""
    return can_read_goals(user, on.place) and (on.place.person_id == user.pk or getattr(on, "shared_at", True) is not None)


def can_plan(user: User, place: Enrolment) -> bool:
    """A plan is the mentee's own."""
    return can_set_goals(user, place)


def can_agree(user: User, match: Match) -> bool:
    """The two people, while the match lasts: on what each will do, and on how they work together."""
    return can_converse(user, match)


def can_draft_agreement(user: User, match: Match) -> bool:
    """The mentee writes the first version (rule M2); afterwards either of the two may change it."""
    return can_agree(user, match) and (user == match.guest or match.agreements.exists())


def can_do_item(user: User, item: ActionItem) -> bool:
    """Whose it is says that it is done."""
    return item.person_id == user.pk and can_agree(user, item.match)


def can_look_back(user: User, meeting: Session) -> bool:
    """Write down what was agreed: either of the two, once a session of theirs is over."""
    is_theirs = meeting.match_id is not None and meeting.is_over and attends(user, meeting)
    return is_theirs and meeting.status in {Session.Status.BOOKED, Session.Status.HELD} and can_agree(user, meeting.match)


def can_answer_message(user: User, message: Message) -> bool:
    """The one it was written to."""
    return is_in_match(user, message.match) and message.author_id != user.pk


def is_author(user: User, text: Message | Reading) -> bool:
    """Who wrote it."""
    return text.author_id == user.pk


def can_read_draft(user: User, reading: Reading) -> bool:
    """The volunteer it was given to."""
    return reading.helper_id == user.pk


def attends(user: User, meeting: Session) -> bool:
    return user in meeting.people


def can_publish_group(user: User, cohort: Cohort) -> bool:
    """The cohort's mentors, and admins, until it is over."""
    return cohort.phase != Cohort.Phase.ENDED and (user.is_staff or can_host_group(user, cohort))


def can_host_group(user: User, cohort: Cohort, publisher: User | None = None) -> bool:
    """The cohort's mentors; and admins, who host it themselves."""
    is_mentor = Enrolment.objects.of(user).mentors().filter(cohort=cohort, confirmed_at__isnull=False).exists()
    return user.is_staff and publisher == user or is_mentor and (publisher is None or publisher == user or publisher.is_staff)


def can_run_group(user: User, group: Group) -> bool:
    """Its host, and admins."""
    return user.is_staff or user.pk == group.meeting.host_id


def can_join_group(user: User, group: Group) -> bool:
    """Everybody who is in the cohort, but the host."""
    members = Enrolment.objects.of(user).filter(cohort=group.meeting.cohort_id, confirmed_at__isnull=False)
    return user.pk != group.meeting.host_id and members.exists()


def came_to(user: User, meeting: Session) -> bool:
    """A guest of a session that was held, who did not miss it."""
    seats = (seat for seat in meeting.seats if seat.person_id == user.pk and user != meeting.host)
    return meeting.status == Session.Status.HELD and any(seat.came is not False for seat in seats)


def can_cancel(user: User, meeting: Session) -> bool:
    """Either side, until it begins."""
    return is_one_of_two(user, meeting) and meeting.is_booked and not meeting.has_begun


def is_one_of_two(user: User, meeting: Session) -> bool:
    """Either side of a session in which two people meet."""
    return not meeting.is_group and attends(user, meeting)


def can_move(user: User, meeting: Session) -> bool:
    """Either side of a session of two, until it begins."""
    return is_one_of_two(user, meeting) and meeting.is_booked and not meeting.has_begun


def can_swap(user: User, one: Session, other: Session) -> bool:
    """Whoever could move both: the host of two sessions as long as each other, or the guest of two with the same host."""
    is_alike = one != other and one.host_id == other.host_id and one.minutes == other.minutes
    return is_alike and can_move(user, one) and can_move(user, other)


def can_prepare(user: User, meeting: Session) -> bool:
    """The guest, until the session is over."""
    return user == meeting.guest and not meeting.is_group and meeting.is_booked and not meeting.is_over


def can_settle(user: User, meeting: Session) -> bool:
    """Either side says whether they met, once it is over; what was only assumed can still be corrected."""
    return is_one_of_two(user, meeting) and meeting.is_over and (meeting.is_booked or meeting.is_assumed)


def can_dispute(user: User, meeting: Session) -> bool:
    """Whoever somebody else named as missing says so within two weeks, once; of a group nothing is kept that could be disputed."""
    if meeting.is_group or meeting.settled_by_id in {None, user.pk} or meeting.settled_at < timezone.now() - CORRECTABLE:
        return False
    is_named = any(seat.person_id == user.pk and seat.came is False for seat in meeting.seats)
    return is_named and not Dispute.objects.filter(attendance__meeting=meeting, attendance__person=user).exists()


def can_decide_dispute(user: User, dispute: Dispute) -> bool:
    """Admins, but never about a session of their own."""
    return user.is_staff and not attends(user, dispute.attendance.meeting)


def _speaking(user: User, meeting: Session) -> list[User]:
    """Whom a note about a session concerns: the two; of a group its host, and who writes."""
    return [user, meeting.host] if meeting.is_group else meeting.people


def can_thank(user: User, meeting: Session) -> bool:
    """The guest thanks the host for a session that was held; of a group everyone who came."""
    return came_to(user, meeting) and not are_apart(_speaking(user, meeting))


def can_give_feedback(user: User, meeting: Session) -> bool:
    """Both, on a session that was held; of a group everyone who came, to the host."""
    is_pair = is_one_of_two(user, meeting) and meeting.status == Session.Status.HELD
    return (is_pair or (meeting.is_group and came_to(user, meeting))) and not are_apart(_speaking(user, meeting))


def can_ask_feedback_of(user: User, mentor: User) -> bool:
    """A mentee of the mentor's; and whoever was their guest in an hour that was held; nobody who is kept apart from them."""
    is_match = Match.objects.confirmed().filter(mentor__person=mentor, mentee__person=user).exists()
    knows = is_match or Session.objects.of(user).filter(host=mentor, status=Session.Status.HELD).exists()
    return user != mentor and knows and not are_apart([user, mentor])


def can_ask_for_letter(user: User, match: Match) -> bool:
    """The mentee asks; whether it is early still is said on the page."""
    return match.is_known and match.guest == user and not are_apart(match.people)


def made_request(user: User, request: Request) -> bool:
    """Who asked."""
    return request.asker_id == user.pk


def received_request(user: User, request: Request) -> bool:
    """Who was asked."""
    return request.asked_id == user.pk


def can_answer_pulse(user: User, pulse: Pulse) -> bool:
    """Whose it is."""
    return pulse.enrolment.person_id == user.pk


def can_reply_to_feedback(user: User, feedback: Feedback) -> bool:
    """The one it was written for."""
    return feedback.recipient_id == user.pk and not are_apart([feedback.author, feedback.recipient])


def can_write_closing_letter(user: User, match: Match) -> bool:
    """The two people of a match that lasted, once their cohort is closed."""
    return match.status == Match.Status.CONFIRMED and match.cohort.closed_at is not None and user in match.people


def can_answer_survey(user: User, enrolment: Enrolment) -> bool:
    """Whoever took part, once their cohort is closed."""
    return enrolment.person_id == user.pk and enrolment.confirmed_at is not None and enrolment.cohort.closed_at is not None


def can_return(user: User, cohort: Cohort) -> bool:
    """Who was a mentee in a cohort that is closed applies as a mentor on one page, while applications are open."""
    earlier = Enrolment.objects.taking_part().mentees().filter(person=user, cohort__closed_at__isnull=False).exclude(cohort=cohort)
    applied = Application.objects.filter(person=user, cohort=cohort).exclude(status__in=["draft", "withdrawn"])
    return can_apply(user, cohort) and earlier.exists() and not applied.exists()
