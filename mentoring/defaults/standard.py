"""What to make sure of before people are brought together, in our own words.

After the six elements of the EMCC's International Standards for Mentoring and Coaching Programmes (ISMCP): clarity of
purpose, preparation of participants, selection and matching, measuring and review, ethics, administration and support.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    code: str
    title: str
    text: str


CHECKLIST = (
    Item(
        "purpose", "Everybody knows what it is for", "Mentees, mentors and the programme can each say what should be different at the end."
    ),
    Item(
        "preparation",
        "Nobody starts cold",
        "Everyone knows what the role asks and where help is: introductions are read, the etiquette is accepted.",
    ),
    Item(
        "selection",
        "Selection was fair",
        "The same questions and scales for all, conflicts of interest declared, and everybody has an answer.",
    ),
    Item(
        "matching",
        "Every match has a reason",
        "You could tell each pair why they were put together, and nobody is left with only what remained.",
    ),
    Item("no_fault", "There is a way out", "Either side can end a match without giving the other a reason, and knows whom to turn to."),
    Item("review", "We will know how it went", "When we ask them how it goes, and what we do when it does not go well, is agreed."),
    Item(
        "ethics", "It is safe", "What is said between two people stays there; the limits of that, and what to do about a worry, are known."
    ),
    Item("support", "Somebody is there", "An admin watches over this cohort until its end, with time for it, and a stand-in."),
)

CODES = frozenset(item.code for item in CHECKLIST)
