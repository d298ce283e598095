#!/bin/bash
# Installs what is missing, builds a release and runs every test.

set -uo pipefail
# shellcheck source=../deploy/prepare.sh
. "$(dirname "${BASH_SOURCE[0]}")/../deploy/prepare.sh"

usage() {
  cat <<'TEXT'
tests/run.sh [--asan] [--slow]

Installs the packages that are missing (deploy/packages.txt; root or sudo),
builds a release in build/release with all cores, and runs every test. It ends
with ctest's closing lines and its exit code, and can be run again at once.

  --asan   then builds build/asan with the address and undefined-behaviour
           sanitizers, and runs every test again
  --slow   with the long proofs (sets ENTENTE_SLOW_TESTS=1)
  --help   this text
TEXT
}

presets=(release)
for argument in "$@"; do
  case $argument in
    --asan) presets+=(asan) ;;
    --slow) export ENTENTE_SLOW_TESTS=1 ;;
    *) other_argument "$argument" ;;
  esac
done

install_packages
outcome=0
for preset in "${presets[@]}"; do
  build "$preset"
  say "Running every test of build/$preset"
  ctest --test-dir "$root/build/$preset" --output-on-failure \
    --parallel "$(build_jobs)" --no-tests=error || outcome=$?
done
exit "$outcome"
