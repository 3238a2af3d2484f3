"""Reading Ruby: source files, syntax as plain values, an interpreter that runs nothing."""
