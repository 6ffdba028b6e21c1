"""What places are made of: tables, charts, pickers, dialogs, fields. Knows no noun of the trade."""
