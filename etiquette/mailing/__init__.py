"""How a row of the outbox becomes a mail: written, claimed, sent, and left by a link. `etiquette.outbox` is its door."""
