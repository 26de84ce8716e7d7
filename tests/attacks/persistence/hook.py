"""Have its code run before every cell that follows."""
# stopped by: fresh worker

from IPython import get_ipython


def attack(target):
    get_ipython().events.register("pre_run_cell", watch)
    return True


def watch(info):
    pass


def harvest(target):
    callbacks = get_ipython().events.callbacks["pre_run_cell"]
    return "watch" in {callback.__name__ for callback in callbacks}
