"""Building the form with which people apply to a cohort in one role."""

from django.core.exceptions import ValidationError
from django.db import transaction

from gurukool.lib.ordering import moved
from gurukool.lib.refusals import Refused
from mentoring import policies
from mentoring.defaults.questions import usual
from mentoring.models import Cohort, FormQuestion, Role, User

MOST_QUESTIONS = 40
COPIED = ["kind", "label", "help", "required", "sensitive", "words_from", "words_to", "choices"]
COPIED += ["lowest", "highest", "lowest_label", "highest_label"]


def write_usual_forms(cohort: Cohort) -> None:
    """Give a new cohort the usual questions for both roles; in the caller's transaction."""
    for role in Role:
        _write(cohort, usual(role))


@transaction.atomic
def add(cohort: Cohort, role: str, *, by: User, kind: str, **facts) -> FormQuestion:
    """Ask one more question, at the end. Raises Refused when the form is full."""
    policies.demand(policies.can_run_programme, by)
    return ask(cohort, role, kind=kind, **facts)


def ask(cohort: Cohort, role: str, *, kind: str, **facts) -> FormQuestion:
    """`add` in the caller's transaction; who may is for the caller to say."""
    questions = _locked_form(cohort, role)
    if len(questions) >= MOST_QUESTIONS:
        raise Refused(f"A form has at most {MOST_QUESTIONS} questions, and few people finish half of that: remove one first.")
    position = questions[-1].position + 1 if questions else 0
    return _save(FormQuestion(cohort=cohort, role=role, kind=kind, position=position, **facts))


@transaction.atomic
def change(question: FormQuestion, *, by: User, **facts) -> FormQuestion:
    """Ask it in other words. What was answered stays, so an answer once kept from reviewers is never shown to them.

    Raises Refused for a question that is not asked any more, and for opening answers given in confidence.
    """
    policies.demand(policies.can_run_programme, by)
    return reword(question, **facts)


def reword(question: FormQuestion, **facts) -> FormQuestion:
    """`change` in the caller's transaction; who may is for the caller to say."""
    question = _still_asked(question)
    if question.sensitive and not facts.get("sensitive", True) and question.answers.exists():
        raise Refused("People answered this in confidence, so only admins may go on reading it. Ask a new question instead.")
    for name, value in facts.items():
        setattr(question, name, value)
    return _save(question)


@transaction.atomic
def move(question: FormQuestion, *, by: User, up: bool) -> None:
    """Swap it with its neighbour; at the end of the form nothing changes."""
    policies.demand(policies.can_run_programme, by)
    questions = _locked_form(question.cohort, question.role)
    if question not in questions:
        raise Refused("This question is not asked any more, so it has no place in the form.")
    FormQuestion.objects.bulk_update(moved(questions, question, up), ["position"])


@transaction.atomic
def remove(question: FormQuestion, *, by: User) -> bool:
    """Ask it no more: retired if somebody has answered (their answers stay), else deleted. True: retired."""
    policies.demand(policies.can_run_programme, by)
    question = _still_asked(question)
    if question.answers.exists():
        question.retire()
        return True
    question.delete()
    return False


@transaction.atomic
def copy(cohort: Cohort, role: str, *, by: User, source: Cohort | None) -> int:
    """Ask what an earlier cohort asked (`source` None: the usual questions) instead of what stands there; says how many.

    Raises Refused when somebody has answered this form already, and when there is nothing to copy.
    """
    policies.demand(policies.can_run_programme, by)
    questions = _locked_form(cohort, role)
    if FormQuestion.objects.filter(cohort=cohort, role=role).answered().exists():
        raise Refused("People have begun to answer this form, so it cannot be replaced. Change its questions one by one.")
    wanted = list(FormQuestion.objects.form(source, role)) if source else usual(role)
    if not wanted or source == cohort:
        raise Refused("There are no questions of another cohort to copy.")
    FormQuestion.objects.filter(pk__in=[question.pk for question in questions]).delete()
    return _write(cohort, [FormQuestion(role=role, position=n, **_facts(question)) for n, question in enumerate(wanted)])


def _facts(question: FormQuestion) -> dict:
    return {name: getattr(question, name) for name in COPIED}


def _write(cohort: Cohort, questions: list[FormQuestion]) -> int:
    for question in questions:
        question.cohort = cohort
    return len(FormQuestion.objects.bulk_create(questions))


def _locked_form(cohort: Cohort, role: str) -> list[FormQuestion]:
    """The form as it stands, held until the end of the transaction, so that two admins do not reorder it at once."""
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    return list(FormQuestion.objects.form(cohort, role))


def _still_asked(question: FormQuestion) -> FormQuestion:
    found = FormQuestion.objects.select_for_update(of=["self"]).filter(pk=question.pk, retired_at__isnull=True).first()
    if found is None:
        raise Refused("This question is not asked any more: another admin removed it meanwhile.")
    return found


def _save(question: FormQuestion) -> FormQuestion:
    try:
        question.validate_constraints()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    question.save()
    return question
