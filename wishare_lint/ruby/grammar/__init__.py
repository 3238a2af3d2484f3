"""How each kind of Ruby syntax is converted: one module for each family."""
