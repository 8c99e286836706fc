"""What people look at in themselves: 21 statements in the six areas of the Mentoring Competency Assessment (MCA-21),
each worded for both sides. The areas and the seven steps are Hyun et al., J. Clin. Transl. Sci. 6 (2022) e46; every statement is our own.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """One area: its statements as code → (what a mentee says of themselves, what a mentor does)."""

    code: str
    label: str
    items: dict[str, tuple[str, str]]


AREAS = [
    Area(
        "communication",
        "Talking with each other",
        {
            "listening": (
                "I let my mentor finish, and say back what I understood",
                "I let my mentee finish, and say back what I understood",
            ),
            "feedback": ("I can take criticism and use it the same week", "I say what did not work so that it can be used the same week"),
            "trust": ("I tell my mentor when something goes wrong", "My mentee can tell me when something goes wrong"),
            "manner": ("I suit my way of writing to the reader", "I suit how I explain to how my mentee takes things in"),
        },
    ),
    Area(
        "expectations",
        "Knowing what to expect",
        {
            "wishes": ("I can say what I hope for from a mentor, and what not", "I say plainly what I can give, and what not"),
            "frame": ("I know how often we meet, and who prepares what", "We have settled how often we meet, and who prepares what"),
            "alone": ("I know what I can do alone already", "I can tell what my mentee can do alone already"),
            "practice": ("I choose what to practise next", "I find tasks that stretch my mentee without breaking them"),
        },
    ),
    Area(
        "understanding",
        "Seeing where things stand",
        {
            "goals": ("I know what I want to be different in three months", "I help to put a goal into one clear sentence"),
            "ways": ("I break a goal into steps I can begin on Monday", "I help to find the first step rather than the whole way"),
            "checking": ("I notice when I have not understood, and ask", "I find out what was understood before I go on"),
        },
    ),
    Area(
        "independence",
        "Standing on one's own feet",
        {
            "ideas": ("I bring ideas of my own, half-baked ones too", "I ask for my mentee's idea before I tell mine"),
            "credit": ("I can name what I contributed to a piece of work", "I say aloud what my mentee has achieved"),
            "deciding": ("I decide, once I have heard advice", "I leave the decision to my mentee, more so each month"),
        },
    ),
    Area(
        "diversity",
        "Working across differences",
        {
            "assumptions": ("I ask before I assume what people elsewhere expect", "I ask before I assume what my mentee expects"),
            "biases": ("I notice when I judge somebody too soon", "I notice when I judge my mentee by people like me"),
            "backgrounds": ("I can speak of how my background shapes my choices", "I make room for a path that differs from mine"),
        },
    ),
    Area(
        "profession",
        "Growing in the profession",
        {
            "contacts": ("I can start a conversation with somebody I do not know", "I open doors to people my mentee should meet"),
            "career": ("I know two or three paths I could take next", "I talk about paths beside the one I took"),
            "balance": ("I keep time for a life beside work", "I speak openly about keeping time for a life beside work"),
            "means": ("I find the courses, data and money my work needs", "I point to courses, tools and funding worth knowing"),
        },
    ),
]
SIDES = {"mentee": 0, "mentor": 1}
MIDDLE = 4
SCALE = {1: "1 · not yet", 2: "2", 3: "3", MIDDLE: "4 · half-way", 5: "5", 6: "6", 7: "7 · fully"}
ITEMS = [code for area in AREAS for code in area.items]


def wording(code: str, role: str) -> str:
    """A statement as the one side says it."""
    return next(area.items[code][SIDES[role]] for area in AREAS if code in area.items)
