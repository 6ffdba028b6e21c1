"""Recurring causes, the words behind them, and what answers them."""
