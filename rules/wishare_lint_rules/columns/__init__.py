"""Rules about columns that running code uses."""
