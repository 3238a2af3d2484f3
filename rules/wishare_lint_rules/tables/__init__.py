"""Rules about whole tables."""
