"""Read everybody's marks, from a file that any user of the machine may read."""
# stopped by: landlock, namespaces

import sqlite3


def attack(target):
    database = sqlite3.connect(f"file:{target['gradebook']}?mode=ro", uri=True)
    return database.execute("select count(*) from grade").fetchone() == (0,)
