package dev.advise.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which host is judged for. */
final class HostOptions {

  @Option(
      names = "--host",
      paramLabel = "FILE",
      description = "Judge for the machine that this host report was measured on.")
  private Optional<Path> file;

  /** The report of another host; empty: this host. */
  Optional<Path> file() {
    return file;
  }
}
