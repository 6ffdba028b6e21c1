"""The vocabulary: nouns of the trade as frozen rows, the codes they may have, the schema that declares each field."""
