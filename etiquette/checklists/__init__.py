"""Lists of small steps for a moment (applying, a session …): ticked by hand or by the act itself.

Most are only offered: nobody is reminded of them. Where a rule makes a list an act that is owed, the last tick
discharges it. `moments` says what lists there are, `reading` shows one to its person, `ticking` and `editing` change it.
"""
