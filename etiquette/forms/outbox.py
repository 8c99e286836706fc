from django import forms
from django.db.models import Q

from etiquette import registry
from etiquette.models import Email


class OutboxForm(forms.Form):
    """Which mails an admin wants to see; what cannot be read narrows nothing."""

    status = forms.ChoiceField(label="State", required=False)
    kind = forms.ChoiceField(label="Kind", required=False)
    who = forms.CharField(label="Name or address", required=False, max_length=120)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", "all"), *Email.Status.choices]
        self.fields["kind"].choices = [("", "all"), *sorted(((kind.code, kind.label) for kind in registry.KINDS.values()), key=str)]

    def narrow(self, rows):
        """The rows of this state and kind, to people so named or addressed."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value and name != "who"}
        rows = rows.filter(**asked)
        who = self.cleaned_data.get("who")
        return rows.filter(Q(person__name__icontains=who) | Q(to_address__icontains=who)) if who else rows
