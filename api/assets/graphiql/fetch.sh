#!/bin/sh
# Brings the explorer's third-party files, at pinned versions, from their npm packages.
# They are committed; run this only to change a version, and then write SHA256SUMS anew:
#   sha256sum react.js react-dom.js graphiql.js graphiql.css > SHA256SUMS
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# package, version, file inside the package, name here
bring() {
    archive=$(npm pack --silent "$1@$2")
    tar -xzf "$archive"
    cp "package/$3" "$here/$4"
    cp package/LICENSE "$here/LICENSE-$1"
    rm -r package "$archive"
}

bring react 18.3.1 umd/react.production.min.js react.js
bring react-dom 18.3.1 umd/react-dom.production.min.js react-dom.js
bring graphiql 3.9.0 graphiql.min.js graphiql.js
bring graphiql 3.9.0 graphiql.min.css graphiql.css

cd "$here"
# The maps are not brought along.
sed -i '/^\/\/# sourceMappingURL=/d' react.js react-dom.js graphiql.js
sha256sum -c SHA256SUMS
