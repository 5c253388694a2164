#!/usr/bin/env bash
# Builds the image of the Containerfile and lets it read, serve and answer, where no engine runs: as root, with
# buildah and debootstrap. What python:3.11-slim-bookworm stands for is Debian bookworm with its own Python 3.11.
#   make wheel && tests/house/build_image.sh FOLDER [a mirror of Debian]
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:?say a folder for the image, some 4 GB} mirror=${2:-}
mkdir -p "$folder/thesis"
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
b() { buildah --root "$folder/images" --runroot "$folder/run" "$@"; }
if ! b inspect --type image python:3.11-slim-bookworm >/dev/null 2>&1; then
  debootstrap --variant=minbase --include=ca-certificates,python3,python3-venv bookworm "$folder/debian" $mirror >/dev/null
  ln -sf python3 "$folder/debian/usr/bin/python"
  # the certificates this machine trusts, so that its own index of packages is reached
  cp /etc/ssl/certs/ca-certificates.crt "$folder/debian/etc/ssl/certs/"
  base=$(b from scratch)
  b add -q "$base" "$folder/debian" /
  b config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$base"
  b commit -q "$base" docker.io/library/python:3.11-slim-bookworm
fi
shares=()
for place in ${SHARED:-}; do shares+=(-v "$place:$place:ro"); done  # SHARED: what pip's settings name of this machine
[ -n "${PIP_CONFIG_FILE:-}" ] && shares+=(-v "$PIP_CONFIG_FILE:/etc/pip.conf:ro")
b bud --pull-never --format docker --network host "${shares[@]}" -f Containerfile -t regesta .
b inspect --type image --format '{{.Docker.Config.Healthcheck}}' regesta | grep -q /health
cp tests/extract/read/produced/writer.docx "$folder/thesis/thesis.docx"
chown -R 10001:10001 "$folder/thesis"
image=$(b from --pull-never localhost/regesta)
inside() { b run --network host -v "$folder/thesis:/korea" "$image" -- "$@"; }
inside regesta run /korea/thesis.docx --workspace /korea/w
inside regesta serve --workspace /korea/w --host 0.0.0.0 --port 7878 &
server=$!
for _ in $(seq 60); do
  sleep 1
  inside python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7878/health', timeout=4)" 2>/dev/null && well=yes && break
done
kill $server
inside sh -c 'id -un; ! touch /opt/x 2>/dev/null'
[ "${well:-}" = yes ] && echo "the image is built, reads, serves and is well"
