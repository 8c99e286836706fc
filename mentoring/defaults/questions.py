"""What a new cohort's application forms ask at first, beside what every form asks. Admins change it as they like."""

from mentoring.models import FormQuestion, Role

Kind = FormQuestion.Kind

MENTEES = [
    {
        "kind": Kind.LONG,
        "label": "Your work, for somebody from another field",
        "help": "What do you study, and why does it matter to you?",
        "words_from": 40,
        "words_to": 150,
    },
    {
        "kind": Kind.CHOICES,
        "label": "What would help you most?",
        "choices": [
            "Deciding what comes after the PhD",
            "Applications and interviews",
            "Writing and publishing",
            "Leading and working with others",
            "Somebody who listens and asks",
        ],
    },
    {"kind": Kind.WEEK, "label": "When could you meet a mentor?", "help": "An hour a week is what it takes."},
    {
        "kind": Kind.LONG,
        "label": "Is there anything that makes taking part harder, and that we can arrange for?",
        "help": "Care for somebody, a slow connection, captions, a break: tell us only what you like.",
        "sensitive": True,
        "words_from": 0,
        "words_to": 150,
    },
    {"kind": Kind.FILE, "label": "Your CV", "help": "Two pages are plenty. Leave out your photo and your date of birth."},
]

MENTORS = [
    {
        "kind": Kind.LONG,
        "label": "What you know well",
        "help": "Your field, the roads you have walked, what people ask you about.",
        "words_from": 30,
        "words_to": 150,
    },
    {
        "kind": Kind.WEEK,
        "label": "When could you usually meet a mentee?",
        "help": "Roughly; the exact hours come once you are in.",
    },
    {
        "kind": Kind.LONG,
        "label": "What would you rather not do?",
        "help": "Topics, kinds of help, ways of working. Saying so spares both sides a wrong match.",
        "words_from": 0,
        "words_to": 100,
    },
]

USUAL = {Role.MENTEE: MENTEES, Role.MENTOR: MENTORS}


def usual(role: str) -> list[FormQuestion]:
    """Unsaved questions of the usual form, without a cohort, in order."""
    return [FormQuestion(role=role, position=position, **facts) for position, facts in enumerate(USUAL[role])]
