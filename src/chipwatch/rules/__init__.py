"""Export-control rules as data: how they are written, and how an item is judged by them."""
