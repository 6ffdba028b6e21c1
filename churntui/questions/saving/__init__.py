"""How good we are at keeping logos that were at risk."""
