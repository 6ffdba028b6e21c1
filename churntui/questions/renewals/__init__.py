"""Renewals: what is known of each, how it reads, and why it stands where it stands."""
