"""The commands, each as its users call it."""
