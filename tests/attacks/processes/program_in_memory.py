"""Write a program into a file that exists in memory only, where no path forbids to run it."""
# stopped by: seccomp

import os


def attack(target):
    program = os.memfd_create("program")
    return os.write(program, b"#!/bin/sh\nexit 7") > 0
