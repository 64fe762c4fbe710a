"""What all answers rest on: entities with their links, columns, citations, options of a query."""
