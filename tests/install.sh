# What the test scripts share: to be sourced, not run.

say() { printf '%s\n' "$*" >&2; }

# as_root WHAT COMMAND …: runs a command that installs WHAT.
as_root() {
  local what=$1
  shift
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else say "$what is missing and cannot be installed without root: apt-get install $what"; return 1
  fi
}

# apt_install PACKAGE …: installs packages of Debian and its kin, without what they merely recommend.
apt_install() {
  command -v apt-get >/dev/null || { say "No apt-get here: install $1 yourself and run this again."; return 1; }
  say "Installing $1 …"
  as_root "$1" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2
  as_root "$1" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >&2
}
