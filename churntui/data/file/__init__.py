"""The file itself: connections, one transaction at a time, the steps of its schema. Knows no noun of the trade."""
