package dev.advise.cli;

import dev.advise.facts.Word;
import dev.advise.report.Ink;
import dev.advise.report.JsonReport;
import dev.advise.report.Knowledge;
import dev.advise.report.MarkdownReport;
import dev.advise.report.Report;
import dev.advise.report.TextReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How results are told. */
enum Format implements Word {
  TEXT,
  JSON,
  MARKDOWN;

  /** What a file of that name is meant to hold, where its ending tells. */
  static Optional<Format> byEnding(Path file) {
    String name = file.toString();
    return name.endsWith(".json")
        ? Optional.of(JSON)
        : name.endsWith(".md") ? Optional.of(MARKDOWN) : Optional.empty();
  }

  /** The renderer of this format. */
  Report report(Knowledge knowledge, Instant now, Ink ink, boolean verbose, boolean several) {
    return switch (this) {
      case TEXT -> new TextReport(knowledge, now, ink, verbose);
      case JSON -> several ? JsonReport.ofSeveral(now) : JsonReport.ofOne(now);
      case MARKDOWN -> new MarkdownReport(knowledge, now, verbose);
    };
  }

  /** Reads the word of a constant. */
  static final class Converter implements ITypeConverter<Format> {

    @Override
    public Format convert(String word) {
      return Words.parse(Format.class, word);
    }
  }

  /** Reads words of options. */
  static final class Words {

    private Words() {}

    static <E extends Enum<E> & Word> E parse(Class<E> type, String word) {
      return Word.parse(type, word)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is none of %s".formatted(word, String.join(", ", Word.all(type)))));
    }
  }
}
