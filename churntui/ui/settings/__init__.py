"""What the figures depend on and the user chooses: the settings, the rates between currencies, the actions."""
