"""What the renewals ahead will bring: as called, as computed, and what is certain by now."""
