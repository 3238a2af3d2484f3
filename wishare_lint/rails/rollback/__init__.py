"""Roll-backs: what comes back, what does not, and what to write instead."""
