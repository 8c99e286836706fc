"""Who hears of an open duty, when and how often: the sweep, and how people like to be reached."""
