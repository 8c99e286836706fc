"""What one wishes about some people of one's cohort."""

from django import forms

from mentoring.models import User, Wish

KINDS = [
    (Wish.Kind.PREFER, "I would like this"),
    ("", "No wish"),
    (Wish.Kind.AVOID, "I would rather not"),
    (Wish.Kind.CONFLICT, "We have a conflict of interest"),
]


class WishesForm(forms.Form):
    """One choice a person, named by their public key; `kinds` maps people to wishes."""

    def __init__(self, *args, people: list[User], mine: dict[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.uuid): person for person in people}
        for key, person in self.people.items():
            widget = forms.Select(attrs={"class": "form-select"})
            self.fields[key] = forms.ChoiceField(
                label=person.name, choices=KINDS, required=False, initial=mine.get(person.pk, ""), widget=widget
            )

    def clean(self) -> dict:
        return {"kinds": {person: self.cleaned_data.get(key, "") for key, person in self.people.items()}}
