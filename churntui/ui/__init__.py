"""The Textual app: the only Textual and the only plotext."""
