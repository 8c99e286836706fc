"""The kinds of session a new cohort starts with. Plain data, so that a migration may read it, too; admins change it as they like."""

USUAL = [
    {
        "name": "Conversation",
        "instructions": "An hour for whatever matters most to you now.",
    },
    {
        "name": "Mock interview",
        "minutes": 60,
        "prompts": [
            "Which position is it for? Paste the advert or its address.",
            "Which questions do you fear most?",
            "What should your mentor watch for while you answer?",
        ],
        "instructions": "Half of the time is the interview, half is talking about it. Dress and sit as you would on the day.",
        "brings": "Your CV, as you would send it for this position",
        "feedback_prompts": ["Which answer convinced most, and why?", "Which answer should be practised once more?"],
    },
    {
        "name": "CV reading",
        "minutes": 30,
        "prompts": ["Whom is this CV for: which field, which kind of employer?", "Which part are you least sure of?"],
        "instructions": "Your mentor reads the CV beforehand, so that the time is for talking about it. Leave out photo and date of birth.",
        "brings": "Your CV",
        "feedback_prompts": ["Which line says most about the person?", "What could be cut?"],
    },
    {
        "name": "Chalk talk",
        "minutes": 45,
        "prompts": [
            "What is your talk about, in two sentences?",
            "Who will hear it, and what do they know already?",
            "What should they remember the next day?",
        ],
        "instructions": "Twenty minutes at the board without slides, then questions as a committee would ask them.",
        "feedback_prompts": ["Where was it clearest?", "Where did the thread get lost?"],
    },
]
