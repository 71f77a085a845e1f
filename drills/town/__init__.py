"""The practice town: real protocols on loopback, for training and for the demo."""
