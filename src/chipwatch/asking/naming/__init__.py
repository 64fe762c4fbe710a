"""Which things names mean, and which texts are found."""
