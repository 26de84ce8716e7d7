#!/bin/sh
# Makes the accounts and folders of the hub that are missing; run as root, as often as you like.
# Passwords are yours to give: `passwd NAME`.
set -eu

account() {
    getent passwd "$1" > /dev/null || useradd --create-home --shell "$2" "$1"
    chmod 0700 "$(getent passwd "$1" | cut -d: -f6)"
}

# Only this group may enter where graders and reference are installed.
getent group unrolled-graders > /dev/null || groupadd --system unrolled-graders
{% for name in settings.people %}
account {{ name | quoted }} /bin/bash
{% endfor %}
{% for name in settings.holders %}
account {{ name | quoted }} {{ "/bin/bash" if name in settings.people else "/usr/sbin/nologin" }}
usermod --append --groups unrolled-graders {{ name | quoted }}
{% endfor %}
chgrp unrolled-graders {{ grading | quoted }}
chmod 0750 {{ grading | quoted }}

install --directory --mode=0700 {{ settings.state | quoted }}
# All may write there, and nobody may remove what is another's.
install --directory --mode=1777 {{ settings.exchange | quoted }}
