"""How long logos stay, and what is still expected of each."""
