package dev.advise.cli;

import dev.advise.facts.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Owns up to a fault of this program: one line for people, the details in a file. */
final class Faults {

  private final Shell shell;

  Faults(Shell shell) {
    this.shell = shell;
  }

  /** Says that something went wrong here and where the details are. */
  ExitStatus tell(Throwable fault, boolean debug) {
    String details = details(fault);
    if (debug) {
      shell.err().print(details);
    }
    shell
        .err()
        .println(
            "advise: this is a fault of advise itself (%s); report it, with %s"
                .formatted(
                    Printable.oneLine(fault.toString()),
                    keep(details)
                        .map(file -> "the details in " + Printable.oneLine(file.toString()))
                        .orElse("what --debug prints")));
    shell.err().flush();
    return ExitStatus.FAULT;
  }

  private String details(Throwable fault) {
    StringWriter text = new StringWriter();
    PrintWriter lines = new PrintWriter(text);
    lines.printf(
        "%s, Java %s (%s), %s %s%n",
        Version.line(),
        System.getProperty("java.version"),
        System.getProperty("java.vm.name"),
        System.getProperty("os.name"),
        System.getProperty("os.version"));
    fault.printStackTrace(lines);
    return text.toString();
  }

  /** Files made by {@code createTempFile} can be read by their owner alone. */
  private Optional<Path> keep(String details) {
    try {
      Optional<Path> cache = shell.cache();
      Path file;
      if (cache.isPresent()) {
        Files.createDirectories(cache.get());
        file = Files.createTempFile(cache.get(), "fault-", ".txt");
      } else {
        file = Files.createTempFile("advise-fault-", ".txt");
      }
      return Optional.of(Files.writeString(file, details));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
