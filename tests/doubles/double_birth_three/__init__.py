"""A blanket for new children: handed over to another body."""
