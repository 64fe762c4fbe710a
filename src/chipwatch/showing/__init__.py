"""Write answers and problems as text, one module for each format."""
