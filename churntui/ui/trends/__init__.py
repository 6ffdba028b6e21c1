"""Trends: every question of attrition over time, a tab each; `tabs` is the list, `place` the frame."""
