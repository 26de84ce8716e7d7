"""nbgrader's configuration for this course: graded by unrolled, in a sandbox, by data."""

import os
from pathlib import Path

try:
    from unrolled_nbgrader import configure
except ImportError as error:  # else nbgrader would go on without this file: with its own grader
    raise SystemExit(f"What grades this course cannot be imported here: {error}.") from None

c = get_config()  # noqa: F821  (given by traitlets)

c.CourseDirectory.course_id = "$name"
# Where learners fetch assignments and submit. Nobody else can reach it in this folder as long as
# that is closed to others. For learners with accounts on this machine, name a folder that all may
# enter, made once with `install -d -m 0777 FOLDER`. In the hub, its own settings say where.
c.Exchange.root = os.environ.get("UNROLLED_EXCHANGE", str(Path(__file__).parent / "exchange"))
configure(c)
