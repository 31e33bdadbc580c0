package dev.advise.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Where the program was started: its streams, its environment, and which streams are terminals.
 *
 * @param out for results
 * @param err for everything else
 * @param home the folder that the program was installed in; empty where the launcher did not say
 */
record Shell(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Terminals terminals,
    InstantSource clock,
    Optional<Path> home) {

  Shell {
    environment = Map.copyOf(environment);
  }

  /** Which of the three streams are terminals. */
  record Terminals(boolean in, boolean out, boolean err) {

    static final Terminals NONE = new Terminals(false, false, false);
  }

  /** Whether results may be coloured: on a terminal that has colours, unless the user objects. */
  boolean mayColour() {
    return terminals.out() && !objectsToColour() && canMoveTheCursor();
  }

  /** Whether the user wants no colours, whatever the terminal has. */
  boolean objectsToColour() {
    return !environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /**
   * Whether a terminal here knows more than lines of text: one that TERM calls dumb, or not at all,
   * does not.
   */
  boolean canMoveTheCursor() {
    String term = environment.getOrDefault("TERM", "");
    return !term.isEmpty() && !term.equals("dumb");
  }

  /** Whether a variable such as CI is set, and not to a word for no. */
  boolean isSet(String variable) {
    String value = environment.getOrDefault(variable, "");
    return !value.isEmpty() && !value.equals("false") && !value.equals("0");
  }

  /** The user's folder for what can be made again: the one that XDG or the home folder names. */
  Optional<Path> cache() {
    return folder("XDG_CACHE_HOME")
        .or(() -> folder("HOME").map(home -> home.resolve(".cache")))
        .map(folder -> folder.resolve("advise"));
  }

  /** An absolute folder from the environment; XDG says that relative ones are to be ignored. */
  private Optional<Path> folder(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
