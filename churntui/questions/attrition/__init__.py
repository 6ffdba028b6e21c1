"""How many logos were lost of those active at a period's opening, which, and why."""
