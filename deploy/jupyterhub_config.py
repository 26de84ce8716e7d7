"""A JupyterHub for one course or several; what differs from hub to hub is in `hub.toml`."""

import json
import os
import sys
from pathlib import Path

from autograder.deployment.services import command, surroundings, token_of
from autograder.deployment.settings import SettingsError, read_settings
from autograder.nbgrader_plugin.menu import STAFF, menu
from autograder.nbgrader_plugin.welcome import welcome

c = get_config()  # noqa: F821  (given by traitlets)

HERE = Path(__file__).resolve().parent
SETTINGS = Path(os.environ.get("UNROLLED_HUB", HERE / "hub.toml"))
try:
    settings = read_settings(SETTINGS)
except SettingsError as error:
    sys.exit(str(error))
courses, as_one_user = settings.courses, settings.as_one_user
port, state = settings.port, settings.state
grading, learning = Path(sys.prefix), settings.learner_environment
limits, in_containers = settings.servers, settings.in_containers
if not in_containers and not (learning / "bin/jupyterhub-singleuser").exists():
    sys.exit(
        f"{SETTINGS}: learner_environment is {learning}, where no unrolled-learner is installed."
    )
sys.path.insert(0, str(HERE))  # for lti.py
state.mkdir(mode=0o700, parents=True, exist_ok=True)

# The hub and its parts: on loopback only. TLS is the business of a web server in front. In
# containers, servers reach the hub by its name, and others only what is published of it.
listens = "0.0.0.0" if in_containers else "127.0.0.1"
c.JupyterHub.bind_url = f"http://{listens}:{port}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{port + 1}"
c.JupyterHub.hub_bind_url = f"http://{listens}:{port + 2}"
if in_containers:
    c.JupyterHub.hub_connect_url = f"http://hub:{port + 2}"
c.Spawner.ip = listens
c.ConfigurableHTTPProxy.command = list(settings.proxy)
c.ConfigurableHTTPProxy.pid_file = str(state / "proxy.pid")
c.JupyterHub.db_url = settings.database or f"sqlite:///{state}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = str(state / "cookie_secret")

# Who may come in.
if settings.login == "lti":
    c.JupyterHub.authenticator_class = "lti.CourseAuthenticator"
    c.Authenticator.allow_all = True
    c.CourseAuthenticator.rosters = str(state / "rosters")
    for name, value in settings.lti.items():
        c.CourseAuthenticator[name] = value
else:
    c.Authenticator.allowed_users = set(settings.people)
    if settings.login == "password":
        c.JupyterHub.authenticator_class = "shared-password"
        c.SharedPasswordAuthenticator.user_password = os.environ["UNROLLED_HUB_PASSWORD"]

# nbgrader asks these groups who may do what: `formgrade-…` are staff, `nbgrader-…` learners.
c.JupyterHub.load_groups = {}
for course, of in courses.items():
    holder = [of.holder] if of.is_shared else []
    c.JupyterHub.load_groups[f"formgrade-{course}"] = {"users": [*of.staff, *holder]}
    c.JupyterHub.load_groups[f"nbgrader-{course}"] = {"users": list(of.learners)}


def enrolment(course):
    """What adds learners to a course, in its formgrader."""
    return ["list:groups", f"groups!group=nbgrader-{course}"]


def staff_scopes(course):
    name = course.name
    see = ["list:services", f"read:services!service={name}"]
    open_it = [f"access:services!service={name}"]
    return enrolment(name) + (see + open_it if course.is_shared else ["list:services"])


# What opens the pages of automatic grading: whose each is, the service decides by the group.
page_scopes = {
    service.course.name: [f"access:services!service={service.name}"]
    for service in settings.services
    if service.grades
}
c.JupyterHub.load_roles = [
    {
        "name": f"staff-of-{name}",
        "groups": [f"formgrade-{name}"],
        "scopes": ["self", *staff_scopes(course), *page_scopes.get(name, [])],
    }
    for name, course in courses.items()
] + [
    {"name": f"learners-of-{name}", "groups": [f"nbgrader-{name}"], "scopes": scopes}
    for name, scopes in page_scopes.items()
]
# What a server may do for its user, as far as the user may.
c.Spawner.server_token_scopes = [
    "users:activity!user",
    "access:servers!server",
    "read:users:groups!user",
    *sorted({scope for course in courses.values() for scope in staff_scopes(course)}),
]

# The servers. What is on in them depends on who it is: a folder each in `servers/`. Only who holds
# a course has a server where graders and reference are installed.
environment = {"UNROLLED_EXCHANGE": str(settings.exchange)}
if as_one_user:
    environment["UNROLLED_ONE_OWNER"] = "1"
if "UNROLLED_ACCEPT_GAPS" in os.environ:
    environment["UNROLLED_ACCEPT_GAPS"] = os.environ["UNROLLED_ACCEPT_GAPS"]
as_root = ["--allow-root"] if as_one_user and os.getuid() == 0 else []
c.Spawner.env_keep = ["LANG", "LC_ALL"]  # nothing that leads to where the hub is installed
FIRST_UID = 100_000  # of learners in containers; the images' own accounts are below


def server_in(place):
    return [f"{place}/bin/jupyterhub-singleuser", *as_root]


def configured_as(kind):
    """Return what servers of a kind find in their environment."""
    if "formgrader" in kind:
        place, servers = grading, HERE / "servers"
    else:
        place, servers = learning, learning / "share/unrolled/servers"
    return {
        "PATH": f"{place}/bin:/usr/local/bin:/usr/bin:/bin",
        "JUPYTER_CONFIG_PATH": f"{servers}/{kind}:{servers}/everyone",
    }


def set_up(spawner):
    """Give a server what its user needs in the courses that they are in."""
    name = spawner.user.name
    groups = {group.name for group in spawner.user.groups}
    staff_of = [course for course in courses.values() if f"formgrade-{course.name}" in groups]
    held = [course.name for course in staff_of if not course.is_shared]
    their = [course for course in courses if groups & {f"nbgrader-{course}", f"formgrade-{course}"}]
    kind = "staff_with_formgrader" if held else "staff" if staff_of else "learner"
    pages = [
        f"/services/{service.name}/{place}"
        for service in settings.services
        for group, place in (("nbgrader", ""), ("formgrade", STAFF))
        if service.grades and f"{group}-{service.course.name}" in groups
    ]
    page = (HERE / f"servers/welcome/{'staff' if staff_of else 'learner'}.md").read_text("utf-8")
    spawner.cmd = server_in(grading if held else learning)
    spawner.environment = {
        **environment,
        **configured_as(kind),
        "UNROLLED_WELCOME": welcome(page, pages),
        "UNROLLED_COURSES": " ".join(their),
    }
    if pages:
        spawner.environment["UNROLLED_MENU"] = json.dumps(menu(pages))
    if held:
        spawner.environment["UNROLLED_COURSE"] = held[0]
    elif as_one_user:
        spawner.environment["UNROLLED_LEARNER"] = name  # else nbgrader takes the system's user
    if in_containers:  # each of them is somebody else to the exchange
        spawner.environment |= {"HOME": "/home/learner", "USER": name, "UNROLLED_LEARNER": name}
        spawner.extra_create_kwargs = {"user": f"{FIRST_UID + spawner.user.id}"}
    elif not as_one_user and limits.by == "systemd":
        spawner.unit_extra_properties = {"ProtectProc": "invisible", "ProtectSystem": "full"}
        if not held:  # for a learner, what grades is not even there
            spawner.unit_extra_properties["InaccessiblePaths"] = f"{grading} {SETTINGS.parent}"


if in_containers:
    c.JupyterHub.spawner_class = "docker"
elif as_one_user:
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = settings.homes
else:
    c.JupyterHub.spawner_class = "localprocess" if limits.by == "process" else "systemd"
c.Spawner.mem_limit = limits.memory or None
c.Spawner.cpu_limit = limits.processors or None
c.SystemdSpawner.isolate_tmp = c.SystemdSpawner.isolate_devices = True
c.SystemdSpawner.disable_user_sudo = True
c.DockerSpawner.image = limits.image
c.DockerSpawner.network_name = "unrolled-servers"
c.DockerSpawner.remove = True
c.DockerSpawner.volumes = {
    "unrolled-home-{username}": "/home/learner",
    "unrolled-exchange": str(settings.exchange),
}
c.DockerSpawner.extra_host_config = {
    "cap_drop": ["ALL"],
    "security_opt": ["no-new-privileges"],
    "pids_limit": 512,
}
c.Spawner.pre_spawn_hook = set_up
c.Spawner.start_timeout = 120
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}  # servers start side by side


def is_closed(home):
    return home.is_dir() and not home.stat().st_mode & 0o077


# The shared formgraders, and automatic grading, with pages for learners and staff. Each runs as who
# holds the course. What systemd or Compose starts, the hub knows by its token only.
c.JupyterHub.services = []
for service in settings.services:
    course, home = service.course, settings.home(service.course.holder)
    if not as_one_user and not in_containers and not is_closed(home):
        sys.exit(f"{home} holds solutions and marks. It must be there, closed to others (0700).")
    described = {
        "name": service.name,  # nbgrader finds a formgrader by the course's name
        "url": f"http://127.0.0.1:{service.port}",
        "oauth_no_confirm": True,
    }
    if service.grades:
        described["oauth_client_allowed_scopes"] = ["read:users:groups!user"]  # who is staff
    if settings.is_started_elsewhere(service):
        try:
            described["api_token"] = token_of(settings, service)
        except SettingsError as error:
            sys.exit(str(error))
    else:
        described |= {
            "command": [*command(settings, service), *([] if service.grades else as_root)],
            "cwd": str(home),
            "environment": {**environment, **surroundings(settings, service)},
        }
        if not as_one_user:
            described["user"] = course.holder
    c.JupyterHub.services.append(described)
    if not service.grades:
        c.JupyterHub.load_roles.append(
            {
                "name": f"formgrader-of-{course.name}",
                "services": [course.name],
                "scopes": [f"read:users:groups!user={course.holder}", *enrolment(course.name)],
            }
        )

if limits.idle_minutes:
    culler = {
        "name": "idle-culler",
        "command": [
            *(sys.executable, "-m", "jupyterhub_idle_culler"),
            f"--timeout={int(limits.idle_minutes * 60)}",
        ],
    }
    c.JupyterHub.services.append(culler)
    scopes = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
    c.JupyterHub.load_roles.append(
        {"name": "idle-culler", "services": ["idle-culler"], "scopes": scopes}
    )
