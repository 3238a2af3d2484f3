"""Rules about NULL: columns that must have a value."""
