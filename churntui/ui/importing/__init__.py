"""Import, in the app: files are chosen, looked at as what they would become, and then taken in."""
