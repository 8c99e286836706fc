"""What the people of the demo write to each other; one of each list at a time, in turn."""

WELCOME = """For twelve weeks a mentor gives you an hour a week. What you make of it is yours: \
you write first, you bring the questions, you say what came of it.

Nobody here is paid. People do it because somebody once did it for them."""

MOTIVATION = "I want to make the next step on purpose, and I learn best by talking to somebody who has made it."
OFFER = "Somebody gave me an hour a week when I needed it most. I would like to pass that on."

FIRST_MESSAGE = """Dear {mentor}, thank you for taking me on. I work on {field} and hope for one thing above all: {goal}

I have booked our first hour. Is there anything you would like to read beforehand?"""
FIRST_ANSWER = """Welcome, {mentee}! Send me the one page you are proudest of, not the longest one.

And tell me what you would do on a Monday morning if nobody asked you for anything."""

LATER_MESSAGES = [
    ("mentee", "I tried the opening you suggested on two colleagues. One said it was clearer, the other that it was too short."),
    ("mentor", "Both can be right. Keep it short and have the long answer ready for whoever asks."),
    ("mentee", "I found a job advertisement that fits half of what we talked about. May I bring it on our next call?"),
    ("mentor", "Please do. Mark what excites you and what worries you, in two colours."),
]
PROMISED = "Here are my notes on your CV. Before the next version: which two results would you show first, and why those?"
LATE = "I am sorry that this comes late. May we begin next week? I have read two of your patents by then."
ANSWER = "The screen first, because it failed and I can say why; the structure second, because it is what they will ask about."
LATEST = "One more thought after our session: the story about the failed screen is your strongest. Would you write it down in ten lines?"

PREPARATIONS = [
    (
        "Rewrote the CV to two pages and timed the talk: 14 minutes.",
        "30 min talk, 15 min your impressions, 10 min questions, 5 min next step.",
        "Your talk on moving from research to industry, and the paper on assay drift.",
        [
            "Which two results would you lead with, and why those?",
            "How would you answer “why leave academia” without sounding as if you ran away?",
            "What do interviewers listen for when they ask about failure?",
        ],
    ),
    (
        "Read the two texts you sent and wrote half a page on each.",
        "20 min the texts, 20 min my draft, 20 min what to do by next week.",
        "That you moved fields twice; I would like to hear how you chose.",
        [
            "What made the second text work for you?",
            "Where does my draft lose you first?",
            "Whom would you show it to next, and what would you ask them?",
        ],
    ),
]
PROMPTED = {  # what the kinds ask, and an answer
    "Whom is this CV for: which field, which kind of employer?": "Data teams in health, up to two hundred people.",
    "Which part are you least sure of?": "The first five lines.",
    "Which position is it for? Paste the advert or its address.": "Process chemist in a team of eight; I pasted the advert into my CV.",
    "Which questions do you fear most?": "“Tell us about a time you disagreed with your supervisor.”",
    "What should your mentor watch for while you answer?": "Whether I answer the question that was asked.",
    "What is your talk about, in two sentences?": "Why some mice never get the disease. And what that says about the vaccine.",
    "Who will hear it, and what do they know already?": "Editors: sharp, curious, no immunology.",
    "What should they remember the next day?": "That a missing cell can be good news.",
    "Which advert is it? Paste it or its address.": "Junior data scientist, clinical trials; it asks for five years and I have three.",
    "Which line of it makes you hesitate?": "“Works independently in a fast-moving environment.”",
}
OWN_KIND = {
    "name": "Job advert, read together",
    "minutes": 30,
    "prompts": ["Which advert is it? Paste it or its address.", "Which line of it makes you hesitate?"],
    "instructions": "You read it aloud, line by line; your mentor says what is meant, and what is only wished for.",
    "feedback_prompts": ["What does the advert really ask for?"],
}
MOVED = "Our quarterly review was put on that hour. One hour later works just as well for me; I hope for you, too."

HALF_PREPARED = (
    "The CV is at two pages now. I have not dared to send it yet.",
    "",
    "",
    ["How would you answer “why leave academia” without sounding as if you ran away?"],
)

THANKS = [
    ("Thank you for the hour. I rewrote the first page that evening, and it finally says what I do.", "good"),
    ("Thank you. I tried your question on my supervisor; it opened a talk we had put off for a year.", "good"),
    ("Thank you for being frank about the draft. Half of it works now, the other half needs another evening.", "mixed"),
    ("Thank you. The application is out; I will tell you what they say.", "not_yet"),
]

FEEDBACK_FROM_MENTEE = [
    ("yes", 5, "You asked before you advised.", "A few minutes at the end to write down what I take away."),
    ("partly", 4, "The example from your own first year.", "I would like to start with the hardest question."),
]
FEEDBACK_FROM_MENTOR = [
    (
        "yes",
        4,
        "You came with three real questions, and we got to all of them.",
        "Send the text a day earlier, so that I can read it twice.",
    ),
    ("yes", 5, "You had tried what we agreed on. That makes the hour worth it.", ""),
]
FEEDBACK_REPLY = "Thank you, this helps. Which of the three questions should I have asked first?"

REVIEW_READY = "A pleasure to read. The paragraph about the failed experiment says more about you than any list of methods."
REVIEW_REVISE = "Warm and honest. Could you say in one sentence what you work on, so that somebody outside your field can picture it?"

INTRODUCTION = {
    "professional": "I work on {field} at {organisation} ({stage}). My days are half bench and half code, "
    "and I like the half that goes worse, because that is where I learn.",
    "three_things": "I cook for people when I should be writing. I have kept one notebook for nine years. I read the manual.",
    "strength_and_weakness": "I finish what I start. I also start too much, and find it hard to say no to an interesting problem.",
    "hopes": "{goal} And I would like to leave with one habit I did not have before.",
    "feedback_style": "Please be direct, one thing at a time, and tell me what you would do instead.",
}

MENTORS_INTRODUCTION = {
    "professional": "I am a {stage} at {organisation}, and my field is {field}. What I spend most thought on these days is how to explain "
    "a result to people who must decide by Friday.",
    "three_things": "I read the acknowledgements first. I walk to work, rain or not. My first, rejected, manuscript hangs on the wall.",
    "strength_and_weakness": "I see structure quickly. I also jump to solutions; stop me when you would rather think aloud.",
    "hopes": "{goal} I hope to hear what came of it, too, good or bad.",
    "feedback_style": "Tell me plainly when an hour was not useful. I would rather change it than waste yours.",
}

BRINGS = "Six years of {field}, patience with data that does not behave, and an honest notebook of what went wrong."
EXPECTS = "{goal} And somebody who tells me when I fool myself."

AGREEMENT = {
    "goals": "{goal} We will know when somebody outside the field says it back to us in their own words.",
    "rhythm": "An hour a week. {mentee} books, and sends three questions the day before. A message gets a line within a day.",
    "confidentiality": "What we say stays between us. We may tell others what we learned, never who said it.",
    "ending": "We look back half-way and at the end. Either of us may stop earlier, with one kind sentence and no reason.",
}
AGREED = [  # who, what, days from then
    ("mentee", "Cut the first page to ten lines and send it", 4),
    ("mentee", "Tell the story of the failed screen to two colleagues", 8),
    ("mentor", "Ask a former colleague for twenty minutes with you", 10),
]
EVIDENCE = "The first page is half as long, and a neighbour understood it at once."
COMMENT = "That neighbour is the best test there is. What did they ask afterwards?"
PLAN = {
    "here": "Third year of a postdoc; good with messy data, shy of rooms full of strangers.",
    "there": "In two years: a team that builds medicines, where I explain what the data can and cannot say.",
    "first_step": "Talk to three people who made this move, one a month.",
    "second_step": "Give the ten-minute talk outside my own department.",
    "third_step": "Apply for two positions before the summer, even if I feel three quarters ready.",
    "needs": "Two introductions, an honest reader, and one free morning a week.",
}
