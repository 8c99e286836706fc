"""How django-allauth meets our people: names, mail through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from django import forms


def display_name(user):
    return user.name or user.email


class SignupForm(forms.Form):
    """What signing up asks beyond allauth's own fields."""

    name = forms.CharField(max_length=120, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))

    field_order = ["name", "email", "password1"]

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class Adapter(DefaultAccountAdapter):
    """Account mail goes through the outbox like all other mail."""
