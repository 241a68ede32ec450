"""What concerns the whole house; everything else is tested beside its code."""
