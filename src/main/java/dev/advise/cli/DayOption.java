package dev.advise.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which day it is. */
final class DayOption {

  @Option(
      names = "--now",
      paramLabel = "DATE",
      converter = Day.class,
      description = "Judge as on that day, e.g. 2026-12-31 (default: today, UTC).")
  private Optional<LocalDate> now;

  LocalDate day(Shell shell) {
    return now.orElseGet(() -> LocalDate.ofInstant(shell.clock().instant(), ZoneOffset.UTC));
  }

  /** Reads a day. */
  static final class Day implements ITypeConverter<LocalDate> {

    @Override
    public LocalDate convert(String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException("'%s' is no day such as 2026-12-31".formatted(text));
      }
    }
  }
}
