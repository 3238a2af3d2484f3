"""The schema as immutable values, and the dumps that it is read from."""
