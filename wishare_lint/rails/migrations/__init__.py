"""Migrations: their classes, and what they do when they are played."""
