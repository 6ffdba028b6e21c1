"""Pieces of a screen that several places share, and that know the trade."""
