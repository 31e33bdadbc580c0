package dev.advise.cli;

import dev.advise.facts.Word;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A file that the outcome goes to in one format.
 *
 * @param format empty for a bare file name, which stands for standard output
 */
record CheckTarget(Optional<CheckFormat> format, Path file) {

  /** Reads {@code FORMAT=FILE} or {@code FILE}. */
  static final class Converter implements ITypeConverter<CheckTarget> {

    @Override
    public CheckTarget convert(String text) {
      int equals = text.indexOf('=');
      String word = equals < 0 ? "" : text.substring(0, equals);
      Optional<CheckFormat> format = Word.parse(CheckFormat.class, word);
      // A mistyped format must not become the beginning of a file's name.
      if (format.isEmpty() && word.matches("\\w+")) {
        Format.Words.parse(CheckFormat.class, word);
      }
      String file = format.isEmpty() ? text : text.substring(equals + 1);
      if (file.isEmpty()) {
        throw new TypeConversionException("'%s' names no file".formatted(text));
      }
      return new CheckTarget(format, Path.of(file));
    }
  }
}
