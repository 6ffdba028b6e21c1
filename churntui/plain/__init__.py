"""Words all rooms share: text, days, money, sheets, errors, and how a figure reads. Knows nothing of logos."""
