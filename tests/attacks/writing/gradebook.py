"""Write a better mark into the gradebook."""
# stopped by: landlock, namespaces, user

import sqlite3


def attack(target):
    with sqlite3.connect(target["gradebook"]) as database:
        return database.execute("insert into grade values ('me', 100)").rowcount == 1
