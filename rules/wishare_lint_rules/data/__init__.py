"""Rules about rows that a migration writes."""
