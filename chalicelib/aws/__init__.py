"""The other AWS services: files, mail, queues, sign-in, secrets."""
