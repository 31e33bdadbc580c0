package dev.advise.cli;

import dev.advise.facts.Printable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The user's own drivers. */
final class DriverOptions {

  /** As host reports have the names of runtimes. */
  private static final Pattern DRIVER =
      Pattern.compile("([a-zA-Z0-9][a-zA-Z0-9._-]{0,63})=(.+)", Pattern.DOTALL);

  @Option(
      names = "--driver",
      paramLabel = "NAME=PATH",
      description = {
        "Your own driver for a runtime, e.g. ruby=./probe.rb; repeatable.",
        "A DRIVER IS A PROGRAM, and is run."
      })
  private List<String> drivers = List.of();

  /**
   * The drivers by the runtimes that they are for.
   *
   * @throws Refusal if one is misspelt, named twice, or no program
   */
  Map<String, Path> byRuntime() {
    Map<String, Path> byRuntime = new LinkedHashMap<>();
    for (String written : drivers) {
      Matcher driver = DRIVER.matcher(written);
      if (!driver.matches()) {
        throw refused(written, "is not NAME=PATH, e.g. ruby=./probe.rb");
      }
      if (byRuntime.put(driver.group(1), program(written, driver.group(2))) != null) {
        throw refused(written, "is the second driver for " + driver.group(1));
      }
    }
    return byRuntime;
  }

  private static Path program(String written, String name) {
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException e) {
      throw refused(written, "names no file");
    }
    if (!Files.exists(path)) {
      throw refused(written, "names a file that does not exist");
    }
    if (!Files.isRegularFile(path)) {
      throw refused(written, Files.isDirectory(path) ? "names a folder" : "names no regular file");
    }
    if (!Files.isReadable(path) || !Files.isExecutable(path)) {
      throw refused(
          written,
          "names a file that may not be run; chmod +x it, and begin it with #! if a script");
    }
    return path;
  }

  private static Refusal refused(String written, String why) {
    return Refusal.of("--driver %s %s".formatted(Printable.oneLine(written), why));
  }
}
