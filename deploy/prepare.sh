# shellcheck shell=bash
# Shared by deploy/try.sh and tests/run.sh: packages, configuration, build.
# Source it (bash); it moves to the root of the repository and sets `root`.
#
#   say TEXT…               a line about what happens now
#   fail TEXT…              a sentence on stderr, exit 1
#   install_packages        what deploy/packages.txt lists and is missing
#   build PRESET [TARGET…]  configures and builds build/PRESET
#   other_argument ARG      what every command does with an argument that is
#                           not its own: says `usage`, or refuses it

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) ||
  { echo "The folder of Entente cannot be entered." >&2; exit 1; }
cd "$root" || exit 1

# Debian's own tools, whatever another Python or compiler suite put first.
PATH=/usr/sbin:/usr/bin:/sbin:/bin:${PATH:-}
export PATH
unset CMAKE_PREFIX_PATH PKG_CONFIG_PATH LD_LIBRARY_PATH PYTHONPATH PYTHONHOME

say() { printf '== %s\n' "$*"; }

fail() {
  printf 'entente: %s\n' "$*" >&2
  exit 1
}

other_argument() {
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    *)
      usage >&2
      fail "Unknown argument: $1."
      ;;
  esac
}

# The names in deploy/packages.txt that dpkg does not have installed.
missing_packages() {
  local name status
  sed 's/#.*//' "$root/deploy/packages.txt" | while read -r name; do
    [ -n "$name" ] || continue
    status=$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null) ||
      status=absent
    [ "$status" = installed ] || printf '%s\n' "$name"
  done
}

install_packages() {
  command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
    fail "This needs Debian 12: neither dpkg nor apt-get was found here."
  local names missing as_root=() reached=yes
  # No process substitution: a bare chroot has no /dev/fd.
  names=$(missing_packages)
  mapfile -t missing <<<"$names"
  if [ -z "$names" ]; then
    say "Packages: all that deploy/packages.txt lists are installed."
    return
  fi
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "These packages are missing, and" \
      "installing them takes root or sudo: ${missing[*]}." \
      "Please have them installed, then run this again."
    sudo true || fail "sudo refused you (its message is above), and these" \
      "packages are missing: ${missing[*]}." \
      "Please have them installed, then run this again."
    as_root=(sudo)
  fi
  say "Installing ${#missing[@]} packages with apt-get: ${missing[*]}"
  # A package list that is too old names files that the mirror no longer has.
  # One source that does not answer may be one that nothing here needs.
  "${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=120 --error-on=any \
    update || reached=no
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
    -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 \
    --no-install-recommends install "${missing[@]}"; then
    [ "$reached" = yes ] ||
      fail "apt-get could not reach every package source: please check the" \
        "network and /etc/apt/sources.list, then run this again."
    fail "apt-get could not install the packages above. Please see its" \
      "message; Entente is made for the packages of Debian 12."
  fi
}

# All cores, but no more compilers than memory holds (about 1 GB each).
build_jobs() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1000000) }' \
    /proc/meminfo 2>/dev/null) || memory=
  # Unknown where /proc is not mounted.
  memory=${memory:-$cores}
  [ "$memory" -ge 1 ] || memory=1
  echo $((memory < cores ? memory : cores))
}

build() {
  local preset=$1 cache=$root/build/$1/CMakeCache.txt jobs
  shift
  # CMake refuses a build folder that came here with a copied checkout.
  if [ -f "$cache" ] &&
    ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then
    say "build/$preset was made for another folder: starting it anew."
    rm -rf "$root/build/$preset"
  fi
  say "Configuring build/$preset"
  cmake --preset "$preset" ||
    fail "Configuring failed: please see CMake's message above."
  jobs=$(build_jobs)
  say "Building build/$preset with $jobs jobs; the first time takes minutes."
  cmake --build "$root/build/$preset" --parallel "$jobs" \
    ${1:+--target "$@"} ||
    fail "The build failed: please see the compiler's message above."
}
