"""django-allauth's forms with labels in our words: it writes titles where we write sentences."""

from allauth.account import forms

WORDS = {
    "login": "E-mail address",
    "email": "E-mail address",
    "remember": "Keep me signed in",
    "oldpassword": "Your password now",
    "password1": "New password",
    "password2": "The new password again",
}


class InOurWords:
    """Before an allauth form: its fields are called what `words` (or WORDS) calls them."""

    words: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in {**WORDS, **self.words}.items():
            if name in self.fields:
                self.fields[name].label = label


class LoginForm(InOurWords, forms.LoginForm):
    pass


class SignupForm(InOurWords, forms.SignupForm):
    words = {"password1": "Password"}


class AddEmailForm(InOurWords, forms.AddEmailForm):
    pass


class ChangePasswordForm(InOurWords, forms.ChangePasswordForm):
    pass


class SetPasswordForm(InOurWords, forms.SetPasswordForm):
    pass


class ResetPasswordForm(InOurWords, forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(InOurWords, forms.ResetPasswordKeyForm):
    pass


class RequestLoginCodeForm(InOurWords, forms.RequestLoginCodeForm):
    pass
