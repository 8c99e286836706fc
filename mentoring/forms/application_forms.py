"""Writing the questions of an application form."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from mentoring.forms.fields import LinesField, LongTextField
from mentoring.models import Cohort, FormQuestion

Kind = FormQuestion.Kind
ALWAYS = ["label", "help", "required", "sensitive"]
BY_KIND = {
    Kind.LONG: ["words_from", "words_to"],
    Kind.CHOICE: ["choices"],
    Kind.CHOICES: ["choices"],
    Kind.SCALE: ["lowest", "lowest_label", "highest", "highest_label"],
}
LIMITS = {"lowest": (-10, 100), "highest": (-10, 100), "words_from": (0, 2000), "words_to": (1, 2000)}


class QuestionForm(forms.ModelForm):
    """One question: what is asked, and what its kind needs besides. Its kind is chosen before and stays."""

    choices = LinesField(
        label="Choices, one a line",
        each=120,
        at_most=20,
        things="choices",
        error_messages={"required": "Please give at least two choices, one a line."},
    )
    help = LongTextField(max_length=500, rows=2, required=False, label="A hint under it")

    class Meta:
        model = FormQuestion
        fields = ["label", "help", "words_from", "words_to", "choices", "lowest", "lowest_label", "highest", "highest_label"]
        fields += ["required", "sensitive"]
        help_texts = {
            "words_from": "The number of words that reads best. It is counted live, not enforced.",
            "sensitive": "Reviewers who are not admins never see it, nor does what they export. The box says so to applicants.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        wanted = {*ALWAYS, *BY_KIND.get(self.instance.kind, [])}
        for name in set(self.fields) - wanted:
            del self.fields[name]
        for name in ("lowest", "highest"):
            if name in self.fields:
                self.fields[name].required = True
        for name in LIMITS.keys() & self.fields.keys():
            least, most = LIMITS[name]
            self.fields[name].validators += [MinValueValidator(least), MaxValueValidator(most)]


class CopyForm(forms.Form):
    """Which form to take over: another cohort's, or the usual questions."""

    source = forms.ModelChoiceField(
        Cohort.objects.none(), required=False, label="Copy the form of", to_field_name="slug", empty_label="the usual questions"
    )

    def __init__(self, *args, cohort, role, **kwargs):
        super().__init__(*args, **kwargs)
        asking = FormQuestion.objects.filter(role=role, retired_at__isnull=True).values("cohort")
        self.fields["source"].queryset = Cohort.objects.filter(pk__in=asking).exclude(pk=cohort.pk)
