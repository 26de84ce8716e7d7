"""nbgrader in every server of the hub."""

import os
from pathlib import Path

from nbgrader.auth import JupyterHubAuthPlugin

c = get_config()  # noqa: F821  (given by traitlets)

c.Authenticator.plugin_class = JupyterHubAuthPlugin
c.Exchange.root = os.environ["UNROLLED_EXCHANGE"]
c.Exchange.path_includes_course = True
c.FormgradeExtension.debug = False  # else it shows its configuration above the assignments
# Where all run as one user, the owner of a submission says nothing.
c.ExchangeCollect.check_owner = "UNROLLED_ONE_OWNER" not in os.environ
if "UNROLLED_LEARNER" in os.environ:
    c.CourseDirectory.student_id = os.environ["UNROLLED_LEARNER"]
if "UNROLLED_COURSE" in os.environ:
    c.CourseDirectory.course_id = os.environ["UNROLLED_COURSE"]
    c.CourseDirectory.root = str(Path.home() / os.environ["UNROLLED_COURSE"])
