"""What moved the MRR between two snapshots, and what was kept of it."""
