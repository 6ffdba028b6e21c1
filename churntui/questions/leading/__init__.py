"""What a fall of active customers foretells, and which logos are falling today."""
