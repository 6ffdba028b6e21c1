"""Of those who joined together, how many are left at each age."""
