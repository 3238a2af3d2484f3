"""Reading Ruby: source files, syntax as plain values, and an interpreter that never runs anything."""
