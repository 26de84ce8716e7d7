"""nbgrader's configuration for this course: graded by unrolled, in a sandbox, by data."""

from autograder.nbgrader_plugin.configuration import configure

c = get_config()  # noqa: F821  (given by traitlets)

c.CourseDirectory.course_id = "unrolled"
configure(c)
