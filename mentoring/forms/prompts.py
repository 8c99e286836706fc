"""Questions a kind of session asks besides, as fields of a form; their answers as they are kept."""

from django import forms

from mentoring.forms.fields import LONG

PREFIX = "prompt_"


def add_prompts(form: forms.Form, prompts: list[str], answers: list[dict]) -> list[str]:
    """Give `form` one optional field for each prompt, filled with what was answered to it; says what they are called.

    What was answered to a prompt the kind asks no more is asked on, so that nothing written is lost.
    """
    written = {each["prompt"]: each["text"] for each in answers}
    asked = list(dict.fromkeys([*prompts, *written]))
    for place, prompt in enumerate(asked, 1):
        widget = forms.Textarea(attrs={"rows": 3})
        field = forms.CharField(label=prompt, initial=written.get(prompt), required=False, max_length=LONG, widget=widget)
        form.fields[f"{PREFIX}{place}"] = field
    return [f"{PREFIX}{place}" for place in range(1, len(asked) + 1)]


def take_answers(form: forms.Form) -> list[dict]:
    """What was answered, out of the form's cleaned data: `{"prompt", "text"}` each, in order; empty answers are left out."""
    names = [name for name in form.fields if name.startswith(PREFIX)]
    said = [(form.fields[name].label, form.cleaned_data.pop(name, "")) for name in names]
    return [{"prompt": prompt, "text": text} for prompt, text in said if text]
