package dev.advise.cli;

import dev.advise.facts.Word;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/**
 * A file that one format of the outcome goes to.
 *
 * @param format empty for a bare file name: the format that standard output would have had
 */
record CheckTarget(Optional<CheckFormat> format, Path file) {

  /** Reads {@code FORMAT=FILE} or {@code FILE}. */
  static final class Converter implements ITypeConverter<CheckTarget> {

    @Override
    public CheckTarget convert(String text) {
      int equals = text.indexOf('=');
      Optional<CheckFormat> format =
          equals < 0 ? Optional.empty() : Word.parse(CheckFormat.class, text.substring(0, equals));
      return new CheckTarget(format, Path.of(format.isEmpty() ? text : text.substring(equals + 1)));
    }
  }
}
