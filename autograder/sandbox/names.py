"""Names and numbers that both sides know: the layers in the order in which they are entered."""

PARENT_DEATH = "parent_death"
DESCRIPTORS = "descriptors"
RLIMITS = "rlimits"
CAPABILITIES = "capabilities"
NO_NEW_PRIVS = "no_new_privs"
LANDLOCK = "landlock"
SECCOMP = "seccomp"
WALL_CLOCK = "wall_clock"

ENTERED_BY_WORKER = (
    PARENT_DEATH,
    DESCRIPTORS,
    RLIMITS,
    CAPABILITIES,
    NO_NEW_PRIVS,
    LANDLOCK,
    SECCOMP,
)
LAYERS = (*ENTERED_BY_WORKER, WALL_CLOCK)

# The exit status of a worker that prints without end.
FLOOD_STATUS = 71
