"""The other services of the platform: files, mail, queues, sign-in, secrets."""
