"""What becomes of a duty: raised, put off, asked for again, kept in a record, thanked for. `etiquette.occasions` is its door."""
