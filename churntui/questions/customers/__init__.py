"""How many people inside the logos stopped using the product."""
