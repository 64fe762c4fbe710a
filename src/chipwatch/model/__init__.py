"""What a fact is: problems, fields, kinds, facts and tables. Nothing here reads a file."""
