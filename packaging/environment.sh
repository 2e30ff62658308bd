# SPDX-License-Identifier: GPL-3.0-or-later
# Makes and keeps the environment in .venv; read by ./run and ./test, which set $root first.
# shellcheck shell=sh

venv="$root/.venv"
log="$root/build/setup.log"

say() { printf '%s\n' "$*" >&2; }

fail() {
    say ""
    for line in "$@"; do say "$line"; done
    exit 1
}

# prepare_environment WHAT: has .venv ready for "run" or "test"; returns at once when it is.
prepare_environment() {
    [ "$(stamp)" = "$(cat "$venv/ready-$1" 2>/dev/null)" ] && return
    lock_out_others
    [ "$(stamp)" = "$(cat "$venv/ready-$1" 2>/dev/null)" ] && return
    check_python
    check_system_libraries
    make_venv
    install_packages "$1"
    stamp >"$venv/ready-run"
    [ "$1" = run ] || stamp >"$venv/ready-$1"
    exec 9>&-
}

# One line that changes whenever the environment would have to.
stamp() {
    [ -x "$venv/bin/python" ] || { echo none; return; }
    {
        cat "$root/pyproject.toml" "$root/packaging/constraints.txt"
        "$venv/bin/python" -V
        printf '%s\n' "$root"
    } 2>&1 | checksum
}

checksum() {
    if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi
}

# Two set-ups at once would spoil each other; the second waits.
lock_out_others() {
    (mkdir -p "$root/build" && : >"$log" && : >>"$root/.venv.lock") 2>/dev/null ||
        fail "Nothing can be written in $root." \
            "Please copy that folder to a place of your own, and run it there."
    exec 9>>"$root/.venv.lock"
    command -v flock >/dev/null || return 0
    flock -n 9 && return
    say "Another set-up is at work in this folder. Waiting for it ..."
    flock 9
}

check_python() {
    python=""
    for candidate in python3.13 python3.12 python3.14 python3.11 python3; do
        suits "$candidate" || continue
        [ -n "$python" ] || python=$candidate
        if can_make_venv "$candidate"; then
            python=$candidate
            return
        fi
    done
    [ -n "$python" ] || fail "Python 3.11 or newer (to 3.14) is needed, and was not found." \
        "On Debian and Ubuntu, please type:" \
        "    sudo apt-get install python3 python3-venv"
    install_system_packages fail "a part of Python" "$(venv_package)"
    can_make_venv "$python" || fail "$python still cannot make an environment." \
        "Please type:  sudo apt-get install $(venv_package)"
}

suits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null
}

can_make_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

venv_package() {
    "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

# Asks the loader itself, since packages have other names elsewhere.
check_system_libraries() {
    [ "$(uname)" = Linux ] || return 0
    missing=$("$python" "$root/packaging/missing_libraries.py")
    case $? in
        0) return ;;
        1) give_up=say ;;    # the demo and the commands still work without these
        *) give_up=fail ;;
    esac
    # shellcheck disable=SC2086  # one word for each package
    install_system_packages $give_up "libraries that windows are drawn with" $missing
}

# install_system_packages GIVE_UP WHY PACKAGE...: installs them where that is allowed, or says how
# with GIVE_UP, which is `say` or `fail`.
install_system_packages() {
    give_up=$1
    why=$2
    shift 2
    if ! command -v apt-get >/dev/null; then
        say "This computer seems to lack $why: $*"
        say "If the app does not start, please install them. They may have other names here."
        return
    fi
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        $give_up "This computer lacks $why. Please type this line, then start again:
    sudo apt-get install $(known_names "$@" | tr '\n' ' ')"
        return
    fi
    say "Installing $why ..."
    apt "update"
    # shellcheck disable=SC2046  # one word for each package
    apt "install --no-install-recommends" $(known_names "$@")
}

apt() {
    action=$1
    shift
    # shellcheck disable=SC2086  # several words on purpose
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y $action "$@" \
        >>"$log" 2>&1 </dev/null && return
    say ""
    tail -n 5 "$log" >&2
    [ "$action" = update ] && return    # an old list may still do
    $give_up "apt-get could not install what is needed. Is there a network? Please type:
    sudo apt-get install $*"
}

# Since 2024 some packages are named with t64 at the end.
known_names() {
    for package in "$@"; do
        if apt-cache show "${package}t64" >/dev/null 2>&1; then
            echo "${package}t64"
        else
            echo "$package"
        fi
    done
}

# A .venv that was interrupted while it was made, moved, or left by a lost Python is made anew.
make_venv() {
    if [ -e "$venv/half-made" ] || moved || ! "$venv/bin/python" -m pip -V >/dev/null 2>&1; then
        rm -rf "$venv" || fail "The folder $venv could not be removed. Please remove it, and start again."
    fi
    [ -d "$venv" ] && return
    say "Making the app's own environment in .venv ($("$python" -V 2>&1)) ..."
    if ! { mkdir "$venv" && : >"$venv/half-made"; }; then
        fail "Nothing can be written in $root. Is the disk full, or read-only?"
    fi
    "$python" -m venv "$venv" >>"$log" 2>&1 || explain_failure
}

moved() {
    [ -f "$venv/home" ] && [ "$(cat "$venv/home")" != "$root" ]
}

install_packages() {
    case $1 in
        run) wanted=$root ;;
        *) wanted="${root}[$1]" ;;
    esac
    rm -f "$venv"/ready-*
    if [ -e "$venv/half-made" ]; then
        say "Getting what is needed, about 300 MB. This happens once, and may take some minutes ..."
    else
        say "Bringing .venv up to date ..."
    fi
    PYTHONUNBUFFERED=1 "$venv/bin/python" -m pip install --no-input --disable-pip-version-check \
        --prefer-binary --progress-bar off \
        -c "$root/packaging/constraints.txt" -e "$wanted" >>"$log" 2>&1 &
    installing=$!
    trap 'kill $installing 2>/dev/null; exit 130' INT TERM
    show_progress $installing
    wait $installing || explain_failure
    trap - INT TERM
    printf '%s\n' "$root" >"$venv/home"
    rm -f "$venv/half-made"
}

# A dot now and then, for somebody who watches.
show_progress() {
    [ -t 2 ] || return 0
    while kill -0 "$1" 2>/dev/null; do
        sleep 2
        printf . >&2
    done
    say ""
}

explain_failure() {
    if grep -q -i 'no space left' "$log"; then
        fail "The disk is full. About 1 GB is needed in $root." \
            "Please make room, and start again."
    fi
    if grep -q -i -E 'name resolution|connection|network is unreachable|timed out|max retries|from versions: none' "$log"; then
        fail "The network could not be reached. It is needed once, for setting up." \
            "Please connect, and start again. What was fetched is kept."
    fi
    tail -n 15 "$log" >&2
    fail "Setting up did not work; the last lines above say why." \
        "All of it is in $log."
}
