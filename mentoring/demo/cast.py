"""Who plays in the demo."""

import unicodedata
from dataclasses import dataclass
from datetime import time

PASSWORD = "gurukool-demo"  # noqa: S105 - printed with the logins; the demo refuses production


@dataclass(frozen=True)
class Part:
    """One person: what they say of themselves, and how they behave."""

    name: str
    zone: str
    field: str
    stage: str
    organisation: str
    languages: list[str]
    tracks: list[str]
    goal: str
    pronouns: str = ""
    hour: time | None = None  # mentors: when their hours begin, on their own clock
    travels: str = ""  # mentors: the zone they are in for a few days, soon
    opens: bool = False  # mentors: whether anyone in the cohort may book them
    pace: int = 20  # mentees: hours until they do what they owe; more than 24 is late
    introduction: str = "ready"  # draft, submitted, revise, ready

    @property
    def email(self) -> str:
        first_name = unicodedata.normalize("NFKD", self.name.split()[0].lower()).encode("ascii", "ignore").decode()
        return f"{first_name}@example.org"


OLGA = ("olga@example.org", "Olga Petersen", "Europe/Berlin")

MENTORS = [
    Part(
        "Maya Iyer", "America/New_York", "molecular diagnostics", "senior scientist", "a diagnostics start-up", ["English", "Hindi"],
        ["industry R&D", "data science"], "Mock interviews, and what an industry team expects in the first year.", "she/her", time(8),
    ),
    Part(
        "Tunde Okafor", "Africa/Lagos", "epidemiology", "principal scientist", "a public-health institute", ["English", "Yoruba"],
        ["policy", "data science"], "How evidence becomes policy, and how to write for people who decide.", "he/him", time(17),
        opens=True,
    ),
    Part(
        "Ingrid Solberg", "Europe/Oslo", "medical writing", "medical writer", "a consulting firm", ["English", "Norwegian", "German"],
        ["science writing", "regulatory affairs"], "A writing portfolio, and feedback on one text at a time.", "she/her", time(18),
    ),
    Part(
        "Kenji Watanabe", "Asia/Tokyo", "materials science", "group leader", "a battery company", ["English", "Japanese"],
        ["industry R&D", "patents"], "Moving from bench work to leading a group.", "he/him", time(20),
    ),
    Part(
        "Camila Duarte", "America/Sao_Paulo", "biochemistry", "patent agent", "a technology-transfer office", ["English", "Portuguese"],
        ["patents", "start-up"], "Patents and technology transfer: what the work is like.", "she/her", time(18),
    ),
    Part(
        "Priya Raman", "Europe/London", "computational biology", "lead data scientist", "a software company", ["English", "Tamil"],
        ["data science", "industry R&D"], "From a thesis to a data-science panel: which results to lead with.", "she/her", time(12),
        travels="Asia/Kolkata", opens=True,
    ),
]  # fmt: skip

MENTEES = [
    Part(
        "Mina Das", "Asia/Kolkata", "structural biology", "postdoc, year 3", "an IISER", ["English", "Bengali", "Hindi"],
        ["data science", "industry R&D"], "Decide between a second postdoc and data science by the end of the cohort.", "she/her", pace=36,
    ),
    Part(
        "Arjun Menon", "Asia/Kolkata", "organic chemistry", "final-year PhD", "an IIT", ["English", "Malayalam"],
        ["industry R&D"], "Rewrite my CV for industry and do two mock interviews.", "he/him",
    ),
    Part(
        "Fatima Alaoui", "Africa/Casablanca", "epidemiology", "postdoc, year 1", "a university hospital", ["English", "French", "Arabic"],
        ["policy"], "Write one policy brief that somebody outside my field would read.", "she/her", pace=6,
    ),
    Part(
        "Aisha Mwangi", "Africa/Nairobi", "ecology", "final-year PhD", "a national institute", ["English", "Swahili"],
        ["policy", "science writing"], "Learn how a conservation agency hires, and what I lack.", "she/her",
    ),
    Part(
        "Jonas Weber", "Europe/Berlin", "immunology", "PhD, graduated last year", "a Max Planck institute", ["English", "German"],
        ["science writing"], "Build a writing portfolio of three pieces.", "he/him", pace=10,
    ),
    Part(
        "Olena Kovalenko", "Europe/Kyiv", "biophysics", "postdoc, year 2", "a research university", ["English", "Ukrainian"],
        ["regulatory affairs"], "Learn how a regulatory-affairs team works.", "she/her", pace=16,
    ),
    Part(
        "Wei Chen", "Asia/Shanghai", "materials science", "final-year PhD", "a state university", ["English", "Mandarin"],
        ["industry R&D"], "Prepare a talk that engineers and chemists both enjoy.", "he/him", pace=90, introduction="revise",
    ),
    Part(
        "Lucía Fernández", "America/Argentina/Buenos_Aires", "biochemistry", "postdoc, year 1", "a research university",
        ["English", "Spanish"], ["patents"], "Find out whether patent work is for me.", "she/her", pace=8,
    ),
    Part(
        "Tomás Herrera", "America/Mexico_City", "chemical engineering", "postdoc, year 4", "a technical university", ["English", "Spanish"],
        ["start-up"], "Turn a side project into a plan that an incubator would read.", "he/him", pace=400, introduction="draft",
    ),
    Part(
        "Nilufar Rahman", "Asia/Dhaka", "bioinformatics", "final-year PhD", "a medical school", ["English", "Bengali"],
        ["data science"], "A data-science portfolio with two finished projects.", "she/her", pace=14,
    ),
    Part(
        "Sipho Dlamini", "Africa/Johannesburg", "genomics", "postdoc, year 2", "a national laboratory", ["English", "Zulu"],
        ["data science", "industry R&D"], "Understand visas and start dates when negotiating an offer.", "he/him",
    ),
    Part(
        "Thuy Nguyen", "Asia/Ho_Chi_Minh", "polymer chemistry", "postdoc, year 1", "a technical university", ["English", "Vietnamese"],
        ["patents", "industry R&D"], "Read a patent the way an examiner does.", "she/her", introduction="submitted",
    ),
]  # fmt: skip

WAITLISTED = Part(
    "Rosa Marino", "Europe/Rome", "plant genetics", "final-year PhD", "a research university", ["English", "Italian"],
    ["teaching"], "Find out what teaching-focused posts look for.", "she/her",
)  # fmt: skip
DECLINED = Part(
    "Ben Carter", "Europe/Dublin", "physics", "master’s student", "a research university", ["English"],
    ["consulting"], "Get a job in consulting.", "he/him",
)  # fmt: skip

NEXT_APPLICANTS = [
    (
        "mentee",
        Part(
            "Leila Haddad", "Asia/Beirut", "neuroscience", "postdoc, year 2", "a medical school", ["English", "Arabic", "French"],
            ["science writing"], "Write for a broad audience without losing the science.", "she/her",
        ),
    ),
    (
        "mentee",
        Part(
            "Samuel Kimani", "Africa/Nairobi", "soil science", "final-year PhD", "a national institute", ["English", "Swahili"],
            ["policy"], "See how research on soils reaches a ministry.", "he/him",
        ),
    ),
    (
        "mentor",
        Part(
            "Ana Kovač", "Europe/Zagreb", "robotics", "engineering lead", "a robotics company", ["English", "Croatian"],
            ["industry R&D"], "Technical interviews, and the first months in a team.", "she/her", time(17),
        ),
    ),
]  # fmt: skip
