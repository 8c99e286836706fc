"""What a mentee looks at in themselves: six things an hour with a mentor can change. In our own words."""

COMPETENCIES = {
    "goals": "I know what I want to be different in three months",
    "asking": "I can ask for help so that it is easy to give",
    "feedback": "I can take criticism and use it",
    "writing": "I can explain my work to people outside my field",
    "contacts": "I can start a conversation with somebody I do not know",
    "skills": "I have the skills my next step will ask for",
}
SCALE = {1: "not yet", 2: "a little", 3: "half-way", 4: "mostly", 5: "yes"}
