from django import forms

from etiquette.handbook.scenes import Scene


class SceneForm(forms.Form):
    """What would you do? There is no wrong answer, only one that has not been given."""

    choice = forms.TypedChoiceField(
        label="What would you do?", coerce=int, widget=forms.RadioSelect, error_messages={"required": "Please pick what comes closest."}
    )

    def __init__(self, *args, scene: Scene, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [(at, choice.text) for at, choice in enumerate(scene.choices)]
