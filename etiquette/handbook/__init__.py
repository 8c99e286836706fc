"""The public handbook: one page for each norm, and the self-check. No rows, no requests.

Editors find the words in `rules/<code>.toml` (why, do, don't, where it happens, examples) and in `scenes.toml`.
A norm's name and sentence are rows (`Norm`), because a cohort may reword them.
"""
