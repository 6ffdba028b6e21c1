"""What says today that a logo which pays is at risk: looked at once for a book, told wherever that logo stands."""
