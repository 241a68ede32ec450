"""What an authority declares: content, letter, seal, delivery and remedy for each addressee."""
