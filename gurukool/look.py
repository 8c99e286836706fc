"""The living style guide at /look/ (development only): every component with sample data, no rows needed."""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone


@dataclass
class Person:
    name: str
    zone: str

    @property
    def initials(self):
        return "".join(word[0] for word in self.name.split())

    @property
    def place(self):
        return self.zone.rsplit("/", 1)[-1].replace("_", " ")

    def get_short_name(self):
        return self.name.split()[0]

    def get_absolute_url(self):
        return "#"


class SampleForm(forms.Form):
    name = forms.CharField(label="Your name", help_text="As your colleagues know you.")
    zone = forms.ChoiceField(choices=[("UTC", "UTC"), ("Asia/Kolkata", "Asia/Kolkata")], widget=forms.Select(attrs={"data-guess-zone": ""}))
    story = forms.CharField(
        label="What would you like to ask?",
        widget=forms.Textarea(attrs={"rows": 4, "data-words-from": 40, "data-words-to": 120}),
        help_text="Your mentor reads this, nobody else.",
    )
    day = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    at = forms.TimeField(label="Time", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    hours = forms.IntegerField(label="Hours a week", initial=2)
    paper = forms.FileField(label="CV", required=False, help_text="PDF, at most 5 MB.")
    met = forms.ChoiceField(
        label="Did you meet?",
        choices=[("held", "Yes, we met"), ("they", "Maya could not come"), ("me", "I could not come")],
        widget=forms.RadioSelect(attrs={"class": "outcome"}),
    )
    clear = forms.ChoiceField(
        label="How clear is your next step?",
        choices=[(n, n) for n in range(1, 6)],
        widget=forms.RadioSelect(attrs={"class": "scale short"}),
        help_text="1: not yet at all. 5: I could start tomorrow.",
    )
    help = forms.MultipleChoiceField(
        label="What would help?",
        required=False,
        choices=[("cv", "A look at my CV"), ("mock", "A mock interview"), ("net", "Finding people to talk to")],
        widget=forms.CheckboxSelectMultiple,
    )
    agree = forms.BooleanField(label="I have read the etiquette and will keep it.")


def free_day(start, hours):
    return {"date": start, "slots": [start + timedelta(hours=n) for n in range(hours)]}


def samples():
    now = timezone.now().replace(minute=30, second=0, microsecond=0)
    return {
        "mina": Person("Mina Das", "Asia/Kolkata"),
        "maya": Person("Maya Iyer", "America/New_York"),
        "past": now - timedelta(days=2),
        "soon": now + timedelta(hours=5),
        "later": now + timedelta(days=3),
        "days": [free_day(now + timedelta(days=n), hours=1 + n % 3) for n in (2, 4, 7, 9)],
        "steps": [
            {"label": "Applying", "state": "done", "when": "until 1 Sep"},
            {"label": "Matching", "state": "done", "when": "until 20 Sep"},
            {"label": "Meeting", "state": "now", "when": "week 4 of 12"},
            {"label": "Looking back", "state": "next", "when": "from 20 Dec"},
        ],
    }


@login_not_required
def gallery(request):
    """Every component; add `?errors` to see the form refused."""
    refused = "errors" in request.GET
    form = SampleForm({"name": "Mina", "story": "Why?"} if refused else None)
    if refused:
        form.add_error(None, "This hour has just been booked by someone else. Sat 28 Nov, 17:30 is still free.")
    return render(request, "look/gallery.html", {"form": form, **samples()})
