"""Not here yet."""
def find_commands(document):
    return ()
