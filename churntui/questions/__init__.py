"""A room for each question: what is counted, its columns, how it is explained, who is behind a figure (`registry`)."""
