package dev.advise.cli;

import dev.advise.probe.ProbeRequest.Mode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Whether this host is measured. */
final class ProbeOptions {

  @Option(
      names = "--probe",
      paramLabel = "WHEN",
      defaultValue = "cached",
      converter = Converter.class,
      description = "When to measure this host: fresh, cached (the default) or off.")
  private Mode mode;

  Mode mode() {
    return mode;
  }

  /** Reads the word of a constant. */
  static final class Converter implements ITypeConverter<Mode> {

    @Override
    public Mode convert(String word) {
      return Format.Words.parse(Mode.class, word);
    }
  }
}
