"""Tables and files that become plans."""
