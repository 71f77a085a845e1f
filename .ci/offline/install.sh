#!/bin/sh
# Installs bcp-drill from this folder, without the internet and without an administrator's rights.
#   sh install.sh [FOLDER] [--with pdf,keyring]
# インターネットにも管理者権限にも頼らず、このフォルダから bcp-drill を入れます。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for python in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; then
        exec "$python" -I "$here/install.py" "$@"
    fi
done
cat >&2 << 'END'
Python 3.11 以降が見つかりません。Debian・Ubuntu では python3、RHEL 9 では python3.11 のパッケージを
入れるか、PYTHON=/path/to/python3 sh install.sh のように場所を指定してください。
No Python 3.11 or newer was found. Install the package python3 (Debian, Ubuntu) or python3.11 (RHEL 9),
or say where it is: PYTHON=/path/to/python3 sh install.sh
END
exit 3
