"""Import the tables and files of others, and our own exports, as fact files."""
