"""What the losses teach, taken together: stated against assessed, warnings, silence, signs of quick coding."""
