"""The twenty norms of the programme, in our own words; rows of `Norm` start from these."""

NORMS = [
    ("G1", "Acknowledge receipt", "Answer promptly, even when no answer was asked for, so that the sender knows where things stand."),
    ("G2", "Respect time; come prepared", "Bring questions and problems, so that the meeting starts with facts."),
    ("G3", "Credit where it is due", "Thank people for help of any size, and tell them what came of it, good or bad."),
    ("G4", "Personal networks are personal", "Keep private networks for people you know in person; LinkedIn is the place to connect."),
    ("G5", "Think before you write", "Text carries feelings badly: read once more what it really says before it goes."),
    ("G6", "It is fine to need help with English", "Ask colleagues and native speakers; asking early makes you better later."),
    ("G7", "Accept differences", "Meet an annoying mail with tact, and keep your temper."),
    ("M1", "Realistic expectations", "Look at yourself first: know what you can do and what you hope for."),
    ("M2", "You own your development", "You set the goals and keep the conversation moving."),
    ("M3", "Ask for specific advice", "Ask about a skill, an idea, a plan or a goal, and say which."),
    ("M4", "Complete yet succinct", "Say all that matters, and no more."),
    ("M5", "Make honest feedback easy", "Ask early, about one thing, in a way that is easy to answer frankly."),
    ("M6", "Take correction well", "No defence: give thanks, then ask what exactly did not work."),
    ("M7", "Be considerate of the mentor's schedule", "Book, move and cancel in good time, and answer promptly."),
    ("M8", "Not a job placement", "Ask for advice, not for a job; a letter only after enough time, and if the mentor is comfortable."),
    ("I1", "Introduce yourself", "Show the professional and a little of the person, strengths and weak spots."),
    ("I2", "Do your research", "Read about the mentor, the field and the organisation before you meet."),
    ("I3", "Ask questions", "Bring open questions, prepared as a series."),
    ("I4", "Be enthusiastic and respectful", "The mentor is a volunteer: let them see that the hour matters to you."),
    ("I5", "Leave a lasting impression", "Thank at the end of each conversation, and follow a significant one with a note."),
]
