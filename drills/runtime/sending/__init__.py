"""Messages to people leave through here: mail, a webhook, a program of the town's own."""
