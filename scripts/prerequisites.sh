# Sourced by ./run and ./test: checks that what cannot be installed by the project is there.

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# The first whole number in a text: 17 of "17.0.15", 8 of "1.8.0" is not asked for.
major() {
  printf '%s' "$1" | grep -oE '[0-9]+' | head -n 1
}

java_major() {
  major "$(java -version 2>&1 | grep -oE '"[0-9]+' | head -n 1)"
}

require_prerequisites() {
  command -v java >/dev/null || fail "A JDK, 17 or newer, is needed: java is not on the PATH."
  command -v javac >/dev/null || fail "A JDK, 17 or newer, is needed: there is a java but no javac on the PATH."
  [ "$(java_major)" -ge 17 ] || fail "A JDK, 17 or newer, is needed: this one is $(java -version 2>&1 | head -n 1)."
  command -v mvn >/dev/null || fail "Maven, 3.8 or newer, is needed: mvn is not on the PATH."
  local maven
  maven=$(mvn -v 2>/dev/null | grep -oE 'Apache Maven [0-9]+\.[0-9]+' | grep -oE '[0-9]+\.[0-9]+')
  case "$maven" in
    [0-2].* | 3.[0-7]) fail "Maven, 3.8 or newer, is needed: this one is $maven." ;;
  esac
  command -v node >/dev/null || fail "Node.js, 20 or newer, is needed: node is not on the PATH."
  [ "$(major "$(node --version)")" -ge 20 ] || fail "Node.js, 20 or newer, is needed: this one is $(node --version)."
  command -v npm >/dev/null || fail "npm, which comes with Node.js, is needed: npm is not on the PATH."
}
