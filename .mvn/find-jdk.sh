# Sets JAVA_HOME to a JDK 25: the one JAVA_HOME or the PATH names if it is 25, else an installed one.
# Sourced by mvnw and sam/local/run, so that both commands work where an older java comes first.
jdk25() { [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$1/release" 2>/dev/null; }
find_jdk25() {
  path_java=$(command -v java || true)
  if [ -n "$path_java" ]; then
    path_java=$(readlink -f "$path_java" 2>/dev/null || printf %s "$path_java")
  fi
  set +f
  for home in "${JAVA_HOME-}" "${path_java%/bin/java}" /usr/lib/jvm/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.jdks/* "$HOME"/.sdkman/candidates/java/* \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$home" ] && jdk25 "$home"; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done
  echo "Trayline needs a JDK 25: none was found by JAVA_HOME, on the PATH or in the usual places." >&2
  return 1
}
find_jdk25 || exit 1
