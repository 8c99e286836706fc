"""How django-allauth meets our people: names, mail through the outbox."""

import uuid
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django import forms
from django.utils import timezone

from etiquette import outbox
from gurukool.lib.mail import render
from gurukool.lib.names import clean_name

CODE_LIFE = timedelta(minutes=15)  # a code that arrives later than this only confuses


def display_name(user):
    return user.name or user.email


class SignupForm(forms.Form):
    """What signing up asks beyond allauth's own fields."""

    name = forms.CharField(max_length=120, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))

    field_order = ["name", "email", "password1"]

    def clean_name(self):
        """On one line, with nothing invisible in it."""
        try:
            return clean_name(self.cleaned_data["name"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class Adapter(DefaultAccountAdapter):
    """Account mail goes through the outbox like all other mail; its text, which may hold a code, is forgotten once sent."""

    def send_mail(self, template_prefix, email, context):
        facts = {"request": allauth_context.request, "email": email, **context}
        written = self.render_mail(template_prefix, email, facts)
        mail = render("account/email/letter", {"subject": written.subject, "text": written.body})
        expires = timezone.now() + CODE_LIFE if "code" in context else None
        outbox.enqueue("account", to=email, mail=mail, key=f"account:{uuid.uuid4()}", expires=expires, essential=True, secret=True)
