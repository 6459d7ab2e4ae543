"""Labels and claims in, accuracy out: how good the program is on a user's own documents."""
