"""Keeping what people answer to a cohort's own questions, and each version of what they handed in."""

from uuid import UUID

from django.core.files.base import ContentFile

from mentoring.models import Answer, AnswerFile, Application, ApplicationVersion, FormQuestion, User

Kind = FormQuestion.Kind


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


def record_version(application: Application, *, by: User) -> ApplicationVersion | None:
    """Keep what the application says now as its next version; None: it says what it said before."""
    lines = snapshot(application)
    last = application.versions.order_by("number").last()
    if last and last.lines == lines:
        return None
    number = last.number + 1 if last else 1
    return ApplicationVersion.objects.create(application=application, number=number, saved_by=by, lines=lines)


def snapshot(application: Application) -> list[dict]:
    """Every answer as a person reads it, the ones every form asks first: one query."""
    rows = [
        ("role", "Applies as", application.get_role_display(), False),
        ("motivation", "Why this programme, and why now", application.motivation, False),
        ("goals_or_offer", "What they offer" if application.is_mentor else "What they want to reach", application.goals_or_offer, False),
        ("tracks", "Topics", ", ".join(application.tracks), False),
        *([("capacity", "Could take", str(application.capacity), False)] if application.is_mentor else []),
        *((str(a.question_id), a.question.label, a.text, a.question.sensitive) for a in application.answers.shown()),
    ]
    return [dict(zip(("key", "label", "text", "sensitive"), row, strict=True)) for row in rows]
