"""Place 7: what to show a logo in the next business review, worked on point by point."""
