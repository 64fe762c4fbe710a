"""Pictures of a base, and a site to browse it."""
