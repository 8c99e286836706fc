"""What an application form asks, and what people answer."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from gurukool.lib.records import Record
from mentoring.intake.answers import as_text
from mentoring.models.applications import Application
from mentoring.models.cohorts import Cohort, Role
from mentoring.models.reviews import Review
from mentoring.models.uploads import delete_with_row, private_name, private_storage


class FormQuestionQuerySet(models.QuerySet):
    def form(self, cohort, role):
        """What a form asks now, in its order."""
        return self.filter(cohort=cohort, role=role, retired_at__isnull=True)

    def answered(self):
        return self.filter(pk__in=Answer.objects.values("question"))


class FormQuestion(Record):
    """One question of a cohort's form for one role. Retired, it is asked no more, and its answers stay readable."""

    class Kind(models.TextChoices):
        SHORT = "short", "Short text"
        LONG = "long", "Long text"
        CHOICE = "choice", "One of several choices"
        CHOICES = "choices", "Any of several choices"
        SCALE = "scale", "A scale"
        WEEK = "week", "Hours in the week"
        CONSENT = "consent", "Consent"
        FILE = "file", "File (PDF)"

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="form_questions")
    role = models.CharField(max_length=10, choices=Role)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind)
    label = models.CharField("question", max_length=300)
    help = models.CharField("a hint under it", max_length=500, blank=True)
    required = models.BooleanField("must be answered", default=False)
    sensitive = models.BooleanField("only admins may read the answer", default=False)
    words_from = models.PositiveSmallIntegerField("words, from", null=True, blank=True)
    words_to = models.PositiveSmallIntegerField("words, to", null=True, blank=True)
    choices = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    lowest = models.SmallIntegerField("scale, from", null=True, blank=True)
    highest = models.SmallIntegerField("scale, to", null=True, blank=True)
    lowest_label = models.CharField("the lowest means", max_length=60, blank=True)
    highest_label = models.CharField("the highest means", max_length=60, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = FormQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(name="form_question_asks", condition=~Q(label=""), violation_error_message="Please write the question."),
            models.CheckConstraint(
                name="form_question_word_band",
                condition=Q(words_from__isnull=True) | Q(words_to__isnull=False, words_to__gte=F("words_from")),
                violation_error_message="The word band ends after it begins: please give both numbers, the smaller one first.",
            ),
            models.CheckConstraint(
                name="form_question_has_choices",
                condition=~Q(kind__in=["choice", "choices"]) | Q(choices__len__gte=2),
                violation_error_message="Please give at least two choices, one a line.",
            ),
            models.CheckConstraint(
                name="form_question_scale",
                condition=~Q(kind="scale")
                | Q(lowest__isnull=False, highest__isnull=False, highest__gt=F("lowest"), highest__lte=F("lowest") + 10),
                violation_error_message="A scale goes from a lower to a higher number, in at most ten steps.",
            ),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("application_forms:show", args=[self.cohort.slug, self.role])

    @property
    def field_name(self):
        """What its field is called in the form that asks it."""
        return f"question_{self.pk.hex}"

    @property
    def scale(self):
        return range(self.lowest, self.highest + 1)

    def retire(self):
        """Ask it no more; its answers stay."""
        self.retired_at = timezone.now()
        self.save(update_fields=["retired_at"])


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Admins read what they may of the application; its author all; its reviewers all but what is sensitive.

        Files name their author, so those who review blind get none.
        """
        if user.is_staff:
            return self.filter(application__in=Application.objects.visible_to(user).values("pk"))
        reviewing = Review.objects.visible_to(user).values("application")
        for_reviewers = Q(application__in=reviewing, question__sensitive=False)
        named = Q(question__kind=FormQuestion.Kind.FILE, application__cohort__review_plan__blind=True)
        return self.filter(Q(application__person=user) | (for_reviewers & ~named))

    def shown(self):
        """With all a page needs to show them, in the order of the form."""
        return self.select_related("question", "file").order_by("question__position", "question__created_at", "question")


class Answer(Record):
    """What one application says to one question; a file's name and size stand here, the file itself in `AnswerFile`."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    question = models.ForeignKey(FormQuestion, models.RESTRICT, related_name="answers")
    value = models.JSONField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "question"], name="one_answer_per_question")]

    def __str__(self):
        return f"{self.question}: {self.text}"

    @property
    def text(self):
        """The answer as a person reads it."""
        return as_text(self.question.kind, self.value)


class AnswerFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may read the answer it belongs to."""
        return self.filter(answer__in=Answer.objects.visible_to(user).values("pk"))


class AnswerFile(Record):
    """A PDF somebody handed in: kept outside static under a name nobody can guess; it goes with its row."""

    answer = models.OneToOneField(Answer, models.CASCADE, related_name="file")
    file = models.FileField(storage=private_storage, upload_to=private_name, max_length=200)
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()

    objects = AnswerFileQuerySet.as_manager()

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("applications:file", args=[self.pk])

    @property
    def url(self):
        """Where its form field links to: our view, which asks who may see it."""
        return self.get_absolute_url()


models.signals.post_delete.connect(delete_with_row, sender=AnswerFile)
