"""What people wrote by hand during a drill: the empty form, and reading it back."""
