"""Whether the use of an action goes with staying."""
