"""`make run`: database, broker, web, worker, beat and mailbox in one terminal, until Ctrl-C."""
