"""What one record may contain: a class for each kind of subject, and the list of kinds."""
