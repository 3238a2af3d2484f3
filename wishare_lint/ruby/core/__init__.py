"""What Ruby's own classes, with ActiveSupport's extensions, answer on known values."""
