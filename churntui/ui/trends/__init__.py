"""Trends: the questions that have a tab, one each; `place` is the frame."""
