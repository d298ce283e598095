#!/bin/bash
# Builds Entente and plays one grievance from its beginning, for whoever looks.

set -uo pipefail
# shellcheck source=prepare.sh
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

usage() {
  cat <<'TEXT'
deploy/try.sh [--keep]

Installs the packages that are missing (deploy/packages.txt; root or sudo),
builds a release in build/release, starts the server on a Unix socket over a
new store in a temporary folder, and plays the story of Québec-Nord with the
client: each command, its answer, the due dates and why they are what they are,
in French and in English. At the end the server is stopped, and the store stays
for you to look at.

  --keep   leaves the server running
  --help   this text

Installe, compile, démarre le serveur et joue un grief depuis le début, en
français et en anglais; --keep laisse le serveur en marche.
TEXT
}

keep=()
for argument in "$@"; do
  case $argument in
    --keep) keep=(--keep) ;;
    *) other_argument "$argument" ;;
  esac
done

install_packages
build release entented entente
bin=$root/build/release
# Short, since the path of a Unix socket may have 107 bytes only.
folder=$(mktemp -d /tmp/entente-XXXXXX) || fail "No folder could be made in /tmp."

say "Playing one grievance on a new store in $folder/store"
/usr/bin/python3 -B "$root/tests/acceptance/run_script.py" \
  --play "$folder" "${keep[@]}" \
  "$bin/services/entented" "$bin/clients/cli/entente" \
  "$root/tests/acceptance/quebec_nord.script" ||
  fail "The story did not go as written; the server's log is $folder/server.log."

echo
if [ ${#keep[@]} -eq 0 ]; then
  cat <<TEXT
Le serveur s'est arrêté proprement, et le magasin, vérifié, est intact.
The server was stopped cleanly, and the store was verified: sound.

Le magasin de données est dans $folder/store. Pour continuer :
The store is in $folder/store. To go on:

    PATH=$folder/bin:\$PATH
    entented serve --data $folder/store --listen unix:$folder/socket &
TEXT
else
  cat <<TEXT
Le serveur reste en marche; pour l'arrêter :
The server goes on; to stop it:

    kill $(cat "$folder/server.pid")

Le magasin de données est dans $folder/store. Pour continuer :
The store is in $folder/store. To go on:

    PATH=$folder/bin:\$PATH
TEXT
fi
cat <<TEXT
    export ENTENTE_SERVER=unix:$folder/socket
    export ENTENTE_TOKEN_FILE=$folder/agente.token
    entente --lang fr today
    entente --lang en grievance show QN-G-2012-0001 --explain
    entente help

La session de l'agente de griefs dure 12 heures. Pour tout effacer :
The representative's session lasts 12 hours. To remove everything:

    rm -r $folder
TEXT
