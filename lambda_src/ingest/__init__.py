"""Takes uploads in: stores plain files, and turns agent directories into wanted agents."""
