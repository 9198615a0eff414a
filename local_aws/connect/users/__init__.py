"""Users with their hierarchy, security profiles and proficiencies."""
