"""How new logos get started: days to first value, and who of them had value in 30, 60 and 90 days."""
