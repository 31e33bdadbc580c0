package dev.advise.cli;

import dev.advise.report.Ink;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How and where results are told. */
final class OutputOptions {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Format.Converter.class,
      description =
          "text, json or markdown (default: as the ending .json or .md of --output says, else"
              + " text).")
  private Optional<Format> format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the result to this file instead of standard output.")
  private Optional<Path> file;

  @Option(
      names = "--quiet",
      description = "Only errors on standard error: no progress, no warnings.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Tell everything: each argument, number and verdict.")
  private boolean verbose;

  Format format() {
    return format.or(() -> file.flatMap(Format::byEnding)).orElse(Format.TEXT);
  }

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose;
  }

  /** Colour where the result goes to a terminal that has it. */
  Ink ink(Shell shell) {
    return file.isEmpty() && shell.mayColour() ? Ink.COLOUR : Ink.PLAIN;
  }

  /** Where the result goes. */
  Results results(Shell shell) {
    return new Results(shell.out(), file);
  }
}
