"""The database: the only part of the program that speaks SQL."""
