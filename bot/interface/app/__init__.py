"""The program on Discord as a whole: the client, its features, start and stop, health."""
