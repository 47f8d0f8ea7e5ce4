"""What MkDocs alone needs: its pages known again from one build to the next, its server answered."""
