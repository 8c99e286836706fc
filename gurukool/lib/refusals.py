"""How an action says no: one exception, carrying a sentence for the person."""


class Refused(Exception):
    """An act that cannot be done now, for a reason the person can understand.

    `str(refusal)` is a complete sentence that says what happened and what to do next.
    A view with a form shows it above the form; anywhere else `RefusalMiddleware`
    answers 409 with the sentence on a page of its own.
    """


def attempt(form, action, /, **facts):
    """Validate `form`, then run `action(**facts, **form.cleaned_data)`; say whether it was done.

    A refusal becomes an error above the form, so what was typed is kept.
    """
    if not form.is_valid():
        return False
    try:
        action(**facts, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
