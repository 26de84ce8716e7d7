"""A JupyterHub for one course or several; what differs from hub to hub is in `hub.toml`."""

import os
import sys
import tomllib
from pathlib import Path

c = get_config()  # noqa: F821  (given by traitlets)

HERE = Path(__file__).resolve().parent
SETTINGS = Path(os.environ.get("UNROLLED_HUB", HERE / "hub.toml"))
settings = tomllib.loads(SETTINGS.read_text())
courses = settings["courses"]


def choice(among, name, *values):
    if among.get(name) not in values:
        sys.exit(f"{SETTINGS}: {name} is {among.get(name)!r}, not one of {', '.join(values)}.")
    return among[name]


as_one_user = choice(settings, "accounts", "own", "one") == "one"
login = choice(settings, "login", "pam", "password", "lti")
with_service = [
    course for course, of in courses.items() if choice(of, "formgrader", "service", "own") != "own"
]
automatic = [course for course, of in courses.items() if of.get("automatic")]
port, state = settings["port"], Path(settings["state"])
sys.path.insert(0, str(HERE))  # for lti.py
state.mkdir(mode=0o700, parents=True, exist_ok=True)

# The hub and its parts: on loopback only. TLS is the business of a web server in front.
c.JupyterHub.bind_url = f"http://127.0.0.1:{port}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{port + 1}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{port + 2}"
c.Spawner.ip = "127.0.0.1"
c.ConfigurableHTTPProxy.command = settings["proxy"]
c.ConfigurableHTTPProxy.pid_file = str(state / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{state}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = str(state / "cookie_secret")

# Who may come in.
people = {name for course in courses.values() for name in course["staff"] + course["learners"]}
if login == "lti":
    c.JupyterHub.authenticator_class = "lti.CourseAuthenticator"
    c.Authenticator.allow_all = True
    c.CourseAuthenticator.rosters = str(state / "rosters")
    for name, value in settings["lti"].items():
        c.CourseAuthenticator[name] = value
else:
    c.Authenticator.allowed_users = people
    if login == "password":
        c.JupyterHub.authenticator_class = "shared-password"
        c.SharedPasswordAuthenticator.user_password = os.environ["UNROLLED_HUB_PASSWORD"]

# nbgrader asks these groups who may do what: `formgrade-…` are staff, `nbgrader-…` learners.
c.JupyterHub.load_groups = {}
for course, of in courses.items():
    holder = [f"grader-{course}"] if course in with_service else []
    c.JupyterHub.load_groups[f"formgrade-{course}"] = {"users": of["staff"] + holder}
    c.JupyterHub.load_groups[f"nbgrader-{course}"] = {"users": of["learners"]}


def enrolment(course):
    """What adds learners to a course, in its formgrader."""
    return ["list:groups", f"groups!group=nbgrader-{course}"]


def staff_scopes(course):
    see = ["list:services", f"read:services!service={course}"]
    open_it = [f"access:services!service={course}"]
    return enrolment(course) + (see + open_it if course in with_service else ["list:services"])


def grading_of(course):
    """The service that grades automatically, and has pages for learners and staff."""
    return f"{course}-grading"


def page_scopes(course):
    """What opens these pages: whose each is, the service decides by the group."""
    return [f"access:services!service={grading_of(course)}"] if course in automatic else []


c.JupyterHub.load_roles = [
    {
        "name": f"staff-of-{course}",
        "groups": [f"formgrade-{course}"],
        "scopes": ["self", *staff_scopes(course), *page_scopes(course)],
    }
    for course in courses
] + [
    {
        "name": f"learners-of-{course}",
        "groups": [f"nbgrader-{course}"],
        "scopes": page_scopes(course),
    }
    for course in automatic
]
# What a server may do for its user, as far as the user may.
c.Spawner.server_token_scopes = [
    "users:activity!user",
    "access:servers!server",
    "read:users:groups!user",
    *sorted({scope for course in courses for scope in staff_scopes(course)}),
]

# The servers. What is on in them depends on who it is: a folder each in `servers/`.
environment = {
    "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
    "UNROLLED_EXCHANGE": settings["exchange"],
}
if as_one_user:
    environment["UNROLLED_ONE_OWNER"] = "1"
if "UNROLLED_ACCEPT_GAPS" in os.environ:
    environment["UNROLLED_ACCEPT_GAPS"] = os.environ["UNROLLED_ACCEPT_GAPS"]
server = [f"{sys.prefix}/bin/jupyterhub-singleuser"]
if as_one_user and os.getuid() == 0:
    server.append("--allow-root")


def configured_as(kind):
    return {"JUPYTER_CONFIG_PATH": f"{HERE}/servers/{kind}:{HERE}/servers/everyone"}


def set_up(spawner):
    """Give a server what its user needs in the courses that they are in."""
    name = spawner.user.name
    groups = {group.name for group in spawner.user.groups}
    staff_of = [course for course in courses if f"formgrade-{course}" in groups]
    held = [course for course in staff_of if course not in with_service]
    kind = "staff_with_formgrader" if held else "staff" if staff_of else "learner"
    page = "staff" if staff_of else "learner"
    pages = [
        f"/services/{grading_of(course)}/{place}"
        for course in automatic
        for group, place in (("nbgrader", ""), ("formgrade", "staff/"))
        if f"{group}-{course}" in groups
    ]
    spawner.environment = {
        **environment,
        **configured_as(kind),
        "UNROLLED_WELCOME": f"{HERE}/servers/welcome/{page}.md",
        "UNROLLED_RESULTS": " ".join(pages),
    }
    if held:
        spawner.environment["UNROLLED_COURSE"] = held[0]
    elif as_one_user:
        spawner.environment["UNROLLED_LEARNER"] = name  # else nbgrader takes the system's user


c.JupyterHub.spawner_class = "simple" if as_one_user else "localprocess"
c.SimpleLocalProcessSpawner.home_dir_template = settings["homes"]
c.Spawner.cmd = server
c.Spawner.pre_spawn_hook = set_up
c.Spawner.start_timeout = 120
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}  # servers start side by side


def is_closed(home):
    return home.is_dir() and not home.stat().st_mode & 0o077


def of_course(course, home, kind):
    """Return what nbgrader finds in the environment of whoever works on a course."""
    return {**environment, **configured_as(kind), "HOME": home, "UNROLLED_COURSE": course}


# The shared formgraders.
c.JupyterHub.services = []
for number, course in enumerate(with_service):
    holder = f"grader-{course}"
    home = settings["homes"].format(username=holder)
    if not as_one_user and not is_closed(Path(home)):
        sys.exit(f"{home} holds solutions and marks. It must be there, closed to others (0700).")
    service = {
        "name": course,  # nbgrader finds it by the course's name
        "url": f"http://127.0.0.1:{port + 3 + number}",
        "command": server,
        "cwd": home,
        "oauth_no_confirm": True,
        "environment": {
            **of_course(course, home, "formgrader"),
            "JUPYTERHUB_DEFAULT_URL": "/lab",
            "JUPYTERHUB_USER": holder,
        },
    }
    if not as_one_user:
        service["user"] = holder
    c.JupyterHub.services.append(service)
    c.JupyterHub.load_roles.append(
        {
            "name": f"formgrader-of-{course}",
            "services": [course],
            "scopes": [f"read:users:groups!user={holder}", *enrolment(course)],
        }
    )

# Automatic grading, with pages for learners and staff.
for number, course in enumerate(automatic, start=len(with_service)):
    holder = f"grader-{course}" if course in with_service else courses[course]["staff"][0]
    home = settings["homes"].format(username=holder)
    formgrader = f"/services/{course}" if course in with_service else f"/user/{holder}"
    serve = ["serve", f"--course={home}/{course}", f"--port={port + 3 + number}"]
    service = {
        "name": grading_of(course),
        "url": f"http://127.0.0.1:{port + 3 + number}",
        "command": [f"{sys.prefix}/bin/unrolled", *serve],
        "cwd": home,
        "oauth_no_confirm": True,
        "oauth_client_allowed_scopes": ["read:users:groups!user"],  # who is staff
        "environment": {
            **of_course(course, home, "formgrader"),
            "UNROLLED_FORMGRADER": formgrader,
        },
    }
    if not as_one_user:
        service["user"] = holder
    c.JupyterHub.services.append(service)
