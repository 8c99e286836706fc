"""Keeping what people answer to a cohort's own questions, and each version of what they handed in."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.core.files.base import ContentFile

from mentoring.models import Answer, AnswerFile, Application, ApplicationVersion, FormQuestion, User

Kind = FormQuestion.Kind
BATCH = 500


def keep(application: Application, answers: dict[FormQuestion, object]) -> None:
    """Store what was answered, in the caller's transaction; nothing said (None, "", []) leaves no row.

    A file is kept as it is while its value is an `AnswerFile`, replaced by a new upload, removed by None.
    """
    found = {answer.question_id: answer for answer in application.answers.select_related("file")}
    _keep_values(application, {q.pk: value for q, value in answers.items() if q.kind != Kind.FILE}, found)
    for question, upload in answers.items():
        if question.kind == Kind.FILE:
            _keep_file(application, question, upload, found.get(question.pk))


def _keep_values(application: Application, answers: dict[UUID, object], found: dict[UUID, Answer]) -> None:
    said = {key: value for key, value in answers.items() if value not in (None, "", [])}
    application.answers.filter(question__in=[key for key in found if key in answers and key not in said]).delete()
    changed = [found[key] for key, value in said.items() if key in found and found[key].value != value]
    for answer in changed:
        answer.value = said[answer.question_id]
    Answer.objects.bulk_update(changed, ["value"])
    new = [Answer(application=application, question_id=key, value=value) for key, value in said.items() if key not in found]
    Answer.objects.bulk_create(new)


def _keep_file(application: Application, question: FormQuestion, upload, answer: Answer | None) -> None:
    if isinstance(upload, AnswerFile):
        return
    if answer:
        answer.delete()
    if not upload:
        return
    facts = {"name": upload.name, "size": upload.size}
    answer = Answer.objects.create(application=application, question=question, value=facts)
    AnswerFile.objects.create(answer=answer, file=ContentFile(upload.read(), upload.name), **facts)


def drop_other_role(application: Application) -> None:
    """Whoever applies in another role after all leaves no answers to the first one's questions."""
    application.answers.exclude(question__role=application.role).delete()


def record(said: dict[Application, dict[FormQuestion, object]], *, by: User | None) -> None:
    """Keep answers given elsewhere (None takes one away), and what each application says by them as its next version.

    No files; in the caller's transaction. Queries do not grow with the applications.
    """
    found = {(row.application_id, row.question_id): row for row in Answer.objects.filter(application__in=said)}
    new, changed, gone = [], [], []
    for application, question, value in ((a, q, value) for a, answers in said.items() for q, value in answers.items()):
        row = found.get((application.pk, question.pk))
        if value is None:
            gone += [row.pk] if row else []
        elif row:
            row.value = value
            changed.append(row)
        else:
            new.append(Answer(application=application, question=question, value=value))
    Answer.objects.filter(pk__in=gone).delete()
    Answer.objects.bulk_update(changed, ["value"], batch_size=BATCH)
    Answer.objects.bulk_create(new, batch_size=BATCH)
    record_versions(list(said), by=by)


def record_version(application: Application, *, by: User) -> ApplicationVersion | None:
    """Keep what the application says now as its next version; None: it says what it said before."""
    return next(iter(record_versions([application], by=by)), None)


def record_versions(applications: list[Application], *, by: User | None) -> list[ApplicationVersion]:
    """Keep what each of these says now as its next version, if that is not what it said before: three queries."""
    answers = defaultdict(list)
    for answer in Answer.objects.filter(application__in=applications).shown():
        answers[answer.application_id].append(answer)
    newest = ApplicationVersion.objects.filter(application__in=applications).order_by("application", "-number").distinct("application")
    last = {version.application_id: version for version in newest}
    found = [(each, last.get(each.pk), snapshot(each, answers[each.pk])) for each in applications]
    return ApplicationVersion.objects.bulk_create(
        [
            ApplicationVersion(application=each, number=was.number + 1 if was else 1, saved_by=by, lines=lines)
            for each, was, lines in found
            if not was or was.lines != lines
        ],
        batch_size=BATCH,
    )


def snapshot(application: Application, answers: Iterable[Answer]) -> list[dict]:
    """Every answer as a person reads it, the ones every form asks first."""
    rows = [
        ("role", "Applies as", application.get_role_display(), False),
        ("motivation", "Why this programme, and why now", application.motivation, False),
        ("goals_or_offer", "What they offer" if application.is_mentor else "What they want to reach", application.goals_or_offer, False),
        ("tracks", "Topics", ", ".join(application.tracks), False),
        *([("capacity", "Could take", str(application.capacity), False)] if application.is_mentor else []),
        *((str(a.question_id), a.question.label, a.text, a.question.sensitive) for a in answers),
    ]
    return [dict(zip(("key", "label", "text", "sensitive"), row, strict=True)) for row in rows]
