"""Every code: what it finds, and what it must leave alone. The texts are of this file alone; no cue was made from them."""

import pytest

from etiquette.coach import CODES, RULES, review

FOUND = [
    ("job_request", "message", "Could you refer me for the opening in your team?"),
    ("job_request", "introduction", "I'm Timo, and I hope that you can get me hired at your company."),
    ("letter_request", "message", "Would you write me a letter of recommendation for the fellowship?"),
    ("letter_request", "thank_you", "Thank you, I passed the exam. May I give your name as a reference for my next application?"),
    ("heated", "message", "How dare you ignore me for weeks? You people are a joke!"),
    ("heated", "message", "WHY do you NEVER answer?!! This is UNACCEPTABLE!!!"),
    ("defensive", "feedback_reply", "It's not my fault, my supervisor told me to write it like this and nobody else complained."),
    ("defensive", "feedback_reply", "I disagree. You misunderstood the text, there is nothing wrong with it."),
    ("demanding", "message", "Send me your comments by tonight. I need them immediately."),
    ("demanding", "message", "Cancel your other meeting and read my draft today, please."),
    ("vague", "message", "Please guide me in my career."),
    ("vague", "question", "What advice would you give me?"),
    ("closed_question", "question", "Do you like your work?"),
    ("closed_question", "question", "I am thinking about a move to Leipzig. Is it worth it?"),
    ("overlong", "message", "The seminar took place in the old hall. " * 40),
    ("friend_request", "message", "Add me on Facebook, please!"),
    ("friend_request", "introduction", "I'm Ola. My Instagram is @ola.in.the.lab, follow me!"),
    ("no_thanks", "thank_you", "I sent the form on Monday and the grant was approved."),
    ("no_outcome", "thank_you", "Thank you so much for your time yesterday."),
    ("no_outcome", "thank_you", "Respected sir, thank you for the tea. Let us meet again in April."),
    ("no_outcome", "thank_you", "Thank you for trusting me when nobody did."),
    ("no_outcome", "thank_you", "Thank you! Please tell me when the dates are announced."),
    ("heated", "message", "Keep your golf stories and your excuses. My goldfish would have listened better, and I'm done with you."),
    ("language", "message", "I have recieved your mesage and I will answer tomorow."),
    ("language", "message", "He do not know when begins the meeting, I am agree with you."),
]

LEFT_ALONE = [
    ("job_request", "question", "How did you find your first job after the doctorate?"),
    ("job_request", "message", "We are hiring a technician. What do you look for in an interview?"),
    ("letter_request", "message", "The reference genome is three versions old, so we aligned the reads again."),
    ("letter_request", "question", "How do you write a recommendation letter for a weak student?"),
    ("heated", "message", "My laser hates me, but I fixed the stupid mirror on Sunday."),
    ("heated", "message", "The FDA, EMA and WHO ask for the same ISO form. Which of them did you answer first?"),
    ("defensive", "feedback_reply", "You are right, thank you. I will move the aim to the first line."),
    ("defensive", "message", "The template was new to me, so I asked Ines how she fills it in."),
    ("demanding", "message", "If you have ten minutes before Friday I would be glad of a look; if not, no problem at all."),
    ("demanding", "message", "I must submit the form tonight, so I will be offline."),
    ("vague", "message", "Which of the two figures would you drop from a ten-minute talk on coral bleaching?"),
    ("vague", "introduction", "I'm Noor, a geologist. I want to learn to write a field report that a minister reads to the end."),
    ("closed_question", "question", "Was it hard to leave, and what made you go in the end?"),
    ("closed_question", "question", 'They asked me, "Do you manage people?" How would you have answered?'),
    ("overlong", "message", "The seminar took place in the old hall. " * 20),
    ("friend_request", "message", "May I connect with you on LinkedIn?"),
    ("friend_request", "message", "We study how teenagers use Instagram. How did you recruit your participants?"),
    ("friend_request", "question", "Two of my students follow me on TikTok. What did you do when that happened to you?"),
    ("closed_question", "question", "Any ideas for a talk on lichens to a room of bankers?"),
    ("letter_request", "message", "The bursar needs your signature on the travel form; shall I bring it over on Monday?"),
    ("no_outcome", "thank_you", "Thank you for the hint. I work at the harbour office now, three days a week."),
    ("no_outcome", "thank_you", "Cheers for the macro. Ran it twice, saved a week."),
    ("language", "message", "Our crystallographer and two microscopists come along."),
    ("no_thanks", "thank_you", "Cheers, Dan! I asked for the raise and got it."),
    ("no_outcome", "thank_you", "Thank you for the advice. I called the agency and they approved the form."),
    ("language", "message", "Dr Szczepańska showed us the qPCR and the FTIR; the siRNA came from Łódź."),
    ("language", "message", "Please revert with the pre-poned date, I shall do the needful today itself."),
]


def codes(text: str, surface: str) -> set[str]:
    return {f.code for f in review(text, surface)}


@pytest.mark.parametrize(("code", "surface", "text"), FOUND)
def test_finds(code, surface, text):
    assert code in codes(text, surface)


@pytest.mark.parametrize(("code", "surface", "text"), LEFT_ALONE)
def test_leaves_alone(code, surface, text):
    assert code not in codes(text, surface)


def test_every_code_has_a_rule_and_both_kinds_of_test():
    assert set(RULES) == set(CODES) == {code for code, *_ in FOUND} == {code for code, *_ in LEFT_ALONE}


@pytest.mark.parametrize(
    "idiom",
    [
        "Kindly do the needful at your convenience, ma'am.",
        "Respected sir, I shall revert back to you by next week with the corrected chapter on soil acidity.",
        "I have a doubt regarding the second row of the form on soil sampling: is it for the old plots or for the new ones?",
        "Good day Prof. I have effected the corrections on chapter two, more grease to your elbow.",
        "Thank you sir for your valuable inputs. I shall incorporate the same and share the revised deck by next week.",
    ],
)
def test_polite_idioms_of_other_englishes_are_not_rude(idiom):
    assert codes(idiom, "message") & {"demanding", "heated", "defensive", "language"} == set()


@pytest.mark.parametrize("surface", ["message", "feedback_reply", "introduction"])
@pytest.mark.parametrize(
    "text", ["Okay!", "Dear Ngozi,", "Fine with me.", "Monday at noon, then.", "Hello, I'm Björn.", "Lovely weather here."]
)
def test_a_short_everyday_line_is_left_alone(surface, text):
    assert codes(text, surface) == set()
