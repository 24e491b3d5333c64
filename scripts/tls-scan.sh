#!/usr/bin/env bash
# Scans the hub's TLS with testssl.sh (Debian: apt-get install testssl.sh) and fails for a finding above LOW.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/prerequisites.sh

jar=hub-server/target/hub-server.jar
[ -f "$jar" ] || fail "$jar is not there; build first: ./run builds, and so does ./test"
scanner=$(command -v testssl || command -v testssl.sh) || fail "testssl.sh is not installed (Debian: apt-get install testssl.sh)"
command -v openssl >/dev/null || fail "openssl is not installed"

work=$(mktemp -d)
trap 'kill "${hub:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

# An authority of its own, since who vouches for the certificate is not what is looked at. Addresses for revocation stand in
# it because a certificate without is a finding of its own.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj "/CN=scan authority" \
  -keyout "$work/ca.key" -out "$work/ca.crt" 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=localhost" \
  -keyout "$work/hub.key" -out "$work/hub.csr" 2>/dev/null
printf '%s\n' "subjectAltName=DNS:localhost" "extendedKeyUsage=serverAuth" "keyUsage=digitalSignature" \
  "crlDistributionPoints=URI:http://localhost/none.crl" >"$work/hub.ext"
openssl x509 -req -in "$work/hub.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -CAcreateserial -days 90 \
  -extfile "$work/hub.ext" -out "$work/hub.crt" 2>/dev/null
cat "$work/hub.crt" "$work/ca.crt" >"$work/chain.crt"

java -jar "$jar" serve --port 0 --data "$work/data" --tls-certificate-file "$work/chain.crt" \
  --tls-key-file "$work/hub.key" >"$work/out" 2>"$work/log" &
hub=$!
for _ in $(seq 100); do
  port=$(sed -n 's#^Dashboard: https://[^:]*:\([0-9]*\)/.*#\1#p' "$work/out")
  [ -n "$port" ] && break
  kill -0 "$hub" 2>/dev/null || { cat "$work/log" >&2; fail "the hub did not start"; }
  sleep 0.1
done
[ -n "$port" ] || fail "the hub did not get ready in 10 s"

echo "Scanning localhost:$port, for some minutes ..."
# Its exit code counts findings of all kinds.
"$scanner" --quiet --color 0 --warnings batch --add-ca "$work/ca.crt" --jsonfile "$work/findings.json" \
  "localhost:$port" >"$work/report.txt" 2>&1 || true
[ -s "$work/findings.json" ] || { cat "$work/report.txt" >&2; fail "the scanner wrote no findings"; }
python3 - "$work/findings.json" <<'PYTHON'
import collections, json, sys

findings = json.load(open(sys.argv[1]))
counts = collections.Counter(finding["severity"] for finding in findings)
bad = [f for f in findings if f["severity"] in ("MEDIUM", "HIGH", "CRITICAL", "FATAL")]
print(", ".join(f"{severity} {count}" for severity, count in sorted(counts.items())))
for finding in findings:
    if finding["severity"] in ("LOW", "WARN") or finding in bad:
        print(f'{finding["severity"]:8} {finding["id"]}: {finding["finding"]}')
sys.exit(1 if bad or len(findings) < 50 else 0)
PYTHON
