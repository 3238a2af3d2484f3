"""The editor server: what is open in an editor, checked as it is typed."""
