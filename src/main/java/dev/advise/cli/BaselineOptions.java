package dev.advise.cli;

import dev.advise.check.BadInput;
import dev.advise.check.BaselineFile;
import dev.advise.check.CheckResult;
import dev.advise.facts.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Old findings that do not count: which they are, and writing them down. */
final class BaselineOptions {

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Old findings that do not count.")
  private Optional<String> baseline = Optional.empty();

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description =
          "Write what is found now as a baseline; one that is there only loses entries. Refused"
              + " where CI is set.")
  private Optional<String> write = Optional.empty();

  /** The baseline to go by. */
  Optional<String> file() {
    return baseline;
  }

  /** Refuses what no machine may do: to forgive itself. */
  void refuseWhereCiIsSet(Shell shell) {
    if (write.isPresent() && shell.isSet("CI")) {
      throw Refusal.of(
          "--write-baseline is refused where CI is set; write it by hand and commit it");
    }
  }

  /** Writes what was found, where that is asked for. */
  void keep(CheckResult result, Shell shell) {
    write.ifPresent(name -> write(name, result, shell));
  }

  private static void write(String name, CheckResult result, Shell shell) {
    try {
      int entries = BaselineFile.write(Path.of(""), name, result).entries().size();
      shell.err().println("wrote %d entries to %s".formatted(entries, Printable.oneLine(name)));
    } catch (BadInput e) {
      throw Refusal.of(Printable.oneLine(e.place().file()) + ": " + e.getMessage());
    } catch (IOException e) {
      throw Refusal.of(Printable.oneLine(name) + " cannot be written: " + e.getMessage());
    }
  }
}
