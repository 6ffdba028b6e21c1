"""What was changed, from what to what, and when."""
