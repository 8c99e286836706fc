from django import forms

from etiquette import registry
from etiquette.models import MailPreference

CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PreferenceForm(forms.ModelForm):
    """Quiet hours, digest, and which kinds come by mail as well. There are two channels: Gurukool itself, where
    everything stands, and mail; what is essential always comes by both."""

    unsubscribed = forms.MultipleChoiceField(
        label="Only here, without a mail",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Everything stands in Gurukool anyway: on your home page, in what you owe, in your conversations.",
    )

    class Meta:
        model = MailPreference
        fields = ["quiet_from", "quiet_until", "digest", "asks_outcomes", "unsubscribed"]
        widgets = {"quiet_from": CLOCK, "quiet_until": CLOCK}
        help_texts = {
            "quiet_from": "In your own time zone; nothing but what is essential goes out in these hours.",
            "digest": "Once a day or once a week is one mail with a line and a link for each thing, at the end of your quiet hours.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = {kind.code: kind.label for kind in registry.KINDS.values() if not kind.essential}
        left = {code: registry.label_of(code) for code in self.instance.unsubscribed}
        self.fields["unsubscribed"].choices = list((left | known).items())


class AbsenceForm(forms.Form):
    """The days a person is away; no reminder reaches them then, and nobody can book them."""

    starts_on = forms.DateField(label="Away from", widget=DAY)
    ends_on = forms.DateField(label="Until", widget=DAY)
