"""Which kinds of logos leave more than the others."""
