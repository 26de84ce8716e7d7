"""Leave a thread behind that waits for the next learner's answers."""
# stopped by: fresh worker

import threading
import time


def attack(target):
    threading.Thread(target=time.sleep, args=(60,), name="mine", daemon=True).start()
    return True


def harvest(target):
    return "mine" in {thread.name for thread in threading.enumerate()}
