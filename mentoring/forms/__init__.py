"""How fields must look. Forms clean; they do not act."""
