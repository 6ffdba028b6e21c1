"""The frame around all places: what they stand on, its keys, help, palette and export."""
