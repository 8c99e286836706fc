"""The lists every cohort starts with. All are offered, and nobody is reminded of them, but one: the first steps of a
match are owed, because a match that does not start in its first week seldom starts at all."""

from etiquette.checklists.moments import DefaultChecklist

CHECKLISTS = [
    DefaultChecklist(
        "application",
        "applicant",
        "From first thought to handed in",
        (
            "Look at the dates, and whether an hour a week fits into them",
            "Write down what you want to be different afterwards",
            "Let somebody who knows you read your answers",
            ("Hand it in", "apply"),
            "Note the day on which you hear from us",
        ),
    ),
    DefaultChecklist(
        "introduction",
        "mentee",
        "A good introduction",
        (
            "Say your work the way you would tell it to a cousin",
            "Name one strength with proof, and one weak spot",
            "Ask somebody to read it for tone or English",
            ("Hand it in", "introduce"),
            "Answer what a mentor asks about it",
        ),
    ),
    DefaultChecklist(
        "first_contact",
        "mentee",
        "Your first steps",
        (
            "Read your mentor's profile and something they wrote",
            ("Write the first message: who you are, what you hope for", "write_first"),
            ("Look at the hours they offer and book the first session", "book"),
        ),
        owed_as="first_steps",
    ),
    DefaultChecklist(
        "first_contact",
        "mentor",
        "Your first steps",
        (
            "Read your mentee's introduction",
            "Check that your hours are right for the coming weeks",
            "Say hello, and what a good first hour looks like for you",
        ),
        owed_as="first_steps",
    ),
    DefaultChecklist(
        "before_session",
        "mentee",
        "Before you meet",
        (
            "Look at what you agreed on last time",
            "Read one thing by or about your mentor",
            ("Hand over progress, questions and agenda", "prepare"),
            "Try the room, your camera and the other clock",
        ),
    ),
    DefaultChecklist(
        "before_session",
        "mentor",
        "Before you meet",
        (
            ("Read the brief", "read_brief"),
            "Pick the question you would like to begin with",
            "Keep five minutes free on either side",
        ),
    ),
    DefaultChecklist(
        "during_session",
        "mentee",
        "While you meet",
        (
            "Begin with thanks and your agenda",
            "Take notes in your own words",
            "Ask for feedback on one thing",
            "Say what you take away, and what you do next",
        ),
    ),
    DefaultChecklist(
        "during_session",
        "mentor",
        "While you meet",
        (
            "Ask how they are, and wait for the answer",
            "Ask before you advise",
            "Agree on one next step that is theirs",
        ),
    ),
    DefaultChecklist(
        "after_session",
        "mentee",
        "After you met",
        (
            ("Say that you met", "settle"),
            ("Thank your mentor, and say what came of it", "thank"),
            ("Say what helped, and what to do differently", "give_feedback"),
            "Put the next step into your calendar",
        ),
    ),
    DefaultChecklist(
        "after_session",
        "mentor",
        "After you met",
        (
            ("Say that you met", "settle"),
            ("Say what went well, and one thing to do differently", "give_feedback"),
            "Note what to ask about next time",
        ),
    ),
    DefaultChecklist(
        "closing",
        "mentee",
        "A good ending",
        (
            "Look at your first expectations, and what became of them",
            "Tell your mentor what changed, in writing",
            "Agree on whether and how you stay in touch",
            "Think of somebody you could give an hour to",
        ),
    ),
    DefaultChecklist(
        "closing",
        "mentor",
        "A good ending",
        (
            "Tell your mentee what you saw grow",
            "Agree on whether and how you stay in touch",
            "Tell the programme what you would do differently",
        ),
    ),
]
