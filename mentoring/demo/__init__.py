"""A believable programme to look around in, told through the real actions. For development only."""
