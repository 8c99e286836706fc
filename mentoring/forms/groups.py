"""Forms of group sessions."""

from datetime import datetime

from django import forms
from django.utils.text import capfirst

from mentoring import slots
from mentoring.forms.availability import clock_input, day_input
from mentoring.forms.fields import LongTextField
from mentoring.models import Cohort, Kind, User


class HourForm(forms.Form):
    """When it begins, on the clock of whoever fills the form in; cleaned to `start`, an instant."""

    day = forms.DateField(label="Date", widget=day_input())
    clock = forms.TimeField(label="Begins at", widget=clock_input())

    def __init__(self, *args, reader: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader = reader
        self.fields["clock"].help_text = f"On your clock: {reader.zone}."

    def clean(self):
        facts = super().clean()
        day, clock = facts.pop("day", None), facts.pop("clock", None)
        if day and clock is not None:
            if odd := slots.oddity(day, clock, self.reader.tz):
                what = "does not exist" if odd == "skipped" else "comes twice"
                self.add_error("clock", f"{clock:%H:%M} {what} that night, because the clocks change. Please pick another time.")
            facts["start"] = datetime.combine(day, clock, tzinfo=self.reader.tz)
        return facts


class WordsForm(forms.Form):
    """What it is about, and for how many."""

    title = forms.CharField(max_length=120, label="Title", help_text="What people will learn or do, such as “Five CVs, read aloud”.")
    agenda = LongTextField(required=False, rows=5, label="Agenda", help_text="What happens, in which order; what to bring.")
    capacity = forms.IntegerField(min_value=1, max_value=500, initial=8, label="Seats", help_text="Whoever comes later waits in line.")


class PublishForm(WordsForm, HourForm):
    """A new group session of a cohort. Admins may publish for one of its mentors."""

    minutes = forms.IntegerField(min_value=15, max_value=240, label="Length in minutes")
    kind = forms.ModelChoiceField(Kind.objects.none(), required=False, label="Kind", empty_label="none in particular")
    host = forms.ModelChoiceField(User.objects.none(), label="Who hosts it", to_field_name="uuid")

    field_order = ["title", "host", "kind", "day", "clock", "minutes", "capacity", "agenda"]

    def __init__(self, *args, cohort: Cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["minutes"].initial = cohort.session_minutes
        self.fields["kind"].queryset = Kind.objects.on_offer().filter(cohort=cohort)
        if not self.fields["kind"].queryset:
            del self.fields["kind"]
        if self.reader.is_staff:
            mentors = cohort.enrolments.present().mentors().filter(confirmed_at__isnull=False).values("person")
            self.fields["host"].queryset = (User.objects.filter(pk=self.reader.pk) | User.objects.filter(pk__in=mentors)).order_by("name")
            self.fields["host"].initial = self.reader.uuid
        else:
            del self.fields["host"]

    def clean(self):
        return {"host": self.reader, **super().clean()}


class MoveGroupForm(HourForm):
    """Another hour, and why."""

    reason = forms.CharField(
        max_length=2000,
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One sentence is enough; everyone who has a seat reads it in the mail.",
    )


class CameForm(forms.Form):
    """Who came: ticked for everyone, so that the host only takes ticks away."""

    came = forms.ModelMultipleChoiceField(
        User.objects.none(), required=False, label="These came", to_field_name="uuid", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, guests: list[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["came"].queryset = User.objects.filter(pk__in=[guest.pk for guest in guests]).order_by("name")
        self.fields["came"].label_from_instance = lambda person: capfirst(person.name)
        self.fields["came"].initial = [guest.uuid for guest in guests]

    def clean(self):
        return {"came": list(self.cleaned_data.get("came", []))}
