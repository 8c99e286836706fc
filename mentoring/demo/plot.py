"""Who meets whom in the demo: pairs, wishes, kinds of session, an open hour, and sessions of many."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class Gathering:
    """A session of many: `days` from the demo's today, at `clock` where the host is; who comes after the last seat waits."""

    host: str
    title: str
    agenda: str
    days: int
    clock: time
    minutes: int
    seats: int
    comers: list[str]
    kind: str = ""


@dataclass(frozen=True)
class OpenHour:
    """An hour with a mentor one is not matched with."""

    host: str
    days: int
    clock: time


# mentor, mentee, and how many days before the demo's today they last met
PAIRS = [
    ("Maya Iyer", "Mina Das", 1),
    ("Maya Iyer", "Arjun Menon", 4),
    ("Tunde Okafor", "Fatima Alaoui", 2),
    ("Tunde Okafor", "Aisha Mwangi", 5),
    ("Ingrid Solberg", "Jonas Weber", 3),
    ("Ingrid Solberg", "Olena Kovalenko", 6),
    ("Kenji Watanabe", "Wei Chen", 2),
    ("Camila Duarte", "Lucía Fernández", 1),
    ("Camila Duarte", "Tomás Herrera", 4),
    ("Priya Raman", "Nilufar Rahman", 3),
    ("Priya Raman", "Sipho Dlamini", 5),
]
# who asked for whom, and who would rather not
WISHES = [
    ("Mina Das", "Maya Iyer", "prefer"),
    ("Maya Iyer", "Mina Das", "prefer"),
    ("Lucía Fernández", "Camila Duarte", "prefer"),
    ("Wei Chen", "Priya Raman", "prefer"),
    ("Jonas Weber", "Ingrid Solberg", "prefer"),
    ("Sipho Dlamini", "Tunde Okafor", "avoid"),
]
LATE_PAIR = ("Kenji Watanabe", "Thuy Nguyen")
# the kind of a session by who is mentored and its number (3 is the next one); all others are conversations
KINDS = {
    ("Mina Das", 1): "CV reading",
    ("Arjun Menon", 2): "CV reading",
    ("Arjun Menon", 3): "Mock interview",
    ("Jonas Weber", 3): "Chalk talk",
    ("Sipho Dlamini", 3): "Mock interview",
}
OPEN_HOUR = OpenHour("Priya Raman", 4, time(13))
GATHERINGS = [
    Gathering(
        "Maya Iyer", "Five questions every panel asks",
        "Twenty minutes on the five. Then each of you answers one, and the others say what they heard.",
        8, time(9), 60, 6, ["Arjun Menon", "Mina Das", "Nilufar Rahman", "Sipho Dlamini"], "Mock interview",
    ),
    Gathering(
        "Ingrid Solberg", "Two pages, read aloud", "Bring two pages of your own. We read, and say where we stopped following.",
        10, time(17), 90, 3, ["Jonas Weber", "Olena Kovalenko", "Fatima Alaoui", "Mina Das", "Aisha Mwangi"],
    ),
]  # fmt: skip
