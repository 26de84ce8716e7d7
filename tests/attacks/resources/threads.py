"""Start hundreds of threads."""
# stopped by: limits
# ends: CutOff, Raised

import threading
import time


def attack(target):
    threading.stack_size(65536)
    for _ in range(100):
        threading.Thread(target=time.sleep, args=(0.3,), daemon=True).start()
    time.sleep(0.2)
    return True
