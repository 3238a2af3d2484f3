"""Rows that migrations, tasks and models write and ask for."""
