"""The frame around all places: the app, its keys, help, palette and export."""
