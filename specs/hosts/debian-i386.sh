#!/bin/sh
# Fetches a 32-bit CPython of Debian into FOLDER and writes FOLDER/python, which runs it. Nothing is installed; needs apt-get,
# dpkg-deb, and a kernel that runs 32-bit programs.
#
#     debian-i386.sh bookworm|bullseye FOLDER        3.11 or 3.9
set -eu

case "${1-}" in
  bookworm) version=3.11 libffi=libffi8 ;;
  bullseye) version=3.9 libffi=libffi7 ;;
  *) echo "debian-i386.sh: found '${1-}', expected bookworm or bullseye, and a folder" >&2; exit 2 ;;
esac
suite=$1
[ -n "${2-}" ] || { echo "debian-i386.sh: expected a folder behind $suite" >&2; exit 2; }
mkdir -p "$2/lists/partial" "$2/cache/archives/partial" "$2/packages" "$2/root"
folder=$(cd "$2" && pwd)

mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
[ -n "$mirror" ] || { echo "debian-i386.sh: apt knows no mirror; expected one in its sources" >&2; exit 1; }
echo "deb $mirror $suite main" > "$folder/sources.list"

apt() {
  apt-get -q -o APT::Architecture=i386 -o APT::Architectures::=i386 -o Dir::State::lists="$folder/lists" \
    -o Dir::Cache="$folder/cache" -o Dir::Etc::sourcelist="$folder/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::status=/dev/null -o APT::Sandbox::User="$(id -un)" "$@"
}

apt update
(cd "$folder/packages" && apt download libc6 libgcc-s1 zlib1g libexpat1 "$libffi" \
  "libpython$version-minimal" "libpython$version-stdlib" "python$version-minimal")
for package in "$folder"/packages/*.deb; do dpkg-deb -x "$package" "$folder/root"; done

libraries=$folder/root/lib/i386-linux-gnu
cat > "$folder/python" <<RUN
#!/bin/sh
PYTHONHOME=$folder/root/usr exec $libraries/ld-linux.so.2 --library-path \\
  $libraries:$folder/root/usr/lib/i386-linux-gnu $folder/root/usr/bin/python$version -S "\$@"
RUN
chmod +x "$folder/python"
"$folder/python" -c 'import ctypes, sys; print(sys.version.split()[0], "with pointers of", ctypes.sizeof(ctypes.c_void_p), "bytes")'
