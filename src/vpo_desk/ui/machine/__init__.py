"""What the computer does around the desk: it sleeps, locks its screen, and ends programs."""
