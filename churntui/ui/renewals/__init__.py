"""The pipeline of renewals by bucket, and the talk sheet beside it."""
