"""A real Daybook on this machine, and what is needed to talk to it."""
