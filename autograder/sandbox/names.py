"""Names and numbers that both sides know: the layers in the order in which they are entered."""

import re

DESCRIPTORS = "descriptors"
USER = "user"
PARENT_DEATH = "parent_death"
RLIMITS = "rlimits"
NAMESPACES = "namespaces"
CAPABILITIES = "capabilities"
NO_NEW_PRIVS = "no_new_privs"
LANDLOCK = "landlock"
SECCOMP = "seccomp"
WALL_CLOCK = "wall_clock"

ENTERED_BY_WORKER = (
    DESCRIPTORS,
    USER,  # before the tie to the parent, which the kernel loosens when the user changes
    PARENT_DEATH,
    RLIMITS,
    NAMESPACES,  # takes away /proc, which the layers above are checked with
    CAPABILITIES,
    NO_NEW_PRIVS,
    LANDLOCK,
    SECCOMP,
)
LAYERS = (*ENTERED_BY_WORKER, WALL_CLOCK)
# Many containers forbid it; the other layers keep every promise but the few that it is named for.
OPTIONAL = frozenset({NAMESPACES})

# Kinds of output whose content is no text, as nbformat 4 has them.
JSON_KIND = re.compile(r"application/json|[a-zA-Z0-9]+/[a-zA-Z0-9\-+.]+\+json")

# The exit status of a worker that prints without end.
FLOOD_STATUS = 71
FULL_STATUS = 72  # no memory was left to answer with
