"""What the numbers mean: pure functions, frames or rows in, frames or frozen results out."""
