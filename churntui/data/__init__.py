"""What is stored and how it gets in and out. Knows SQLite; knows no metric and no screen."""
