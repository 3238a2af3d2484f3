"""Enums: how they are declared, what has changed, and what their columns hold."""
