"""The practice town 見本町: real protocols on this machine's own address, nothing real at stake."""
