"""How healthy the logos are that pay, what each score is made of, and whether scores foretold anything."""
