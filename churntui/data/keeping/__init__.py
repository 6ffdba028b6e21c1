"""What a person enters: the text of a field read as they typed it, and the rows added, changed and taken away by hand.

A field is read by the kind of its column, a row is checked by the rules of the import, and each change is one edit.
"""
