"""Rules about what happens when a migration is rolled back."""
