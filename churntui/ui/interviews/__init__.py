"""What those who left told us: the list, the conversation while it runs, and what the losses teach."""
