"""Of the contracts that came up for renewal, how many were renewed, and of how much ARR."""
