"""Rules about suppressions: comments that hide findings."""
