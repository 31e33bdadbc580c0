package dev.advise.cli;

import dev.advise.check.Catalogue;
import dev.advise.check.Repository;
import dev.advise.facts.Word;
import dev.advise.report.check.CheckJson;
import dev.advise.report.check.CheckMarkdown;
import dev.advise.report.check.CheckReport;
import dev.advise.report.check.CheckText;
import dev.advise.report.check.GitHubAnnotations;
import dev.advise.report.check.GitLabCodeQuality;
import dev.advise.report.check.InRepository;
import dev.advise.report.check.JUnit;
import dev.advise.report.check.Sarif;
import dev.advise.report.check.Tap;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/** How what a check found is told. */
enum CheckFormat implements Word {
  TEXT,
  JSON,
  SARIF,
  JUNIT,
  GITHUB,
  GITLAB,
  MARKDOWN,
  TAP;

  /** What a file of that name is meant to hold, where its ending tells. */
  static Optional<CheckFormat> byEnding(Path file) {
    String name = file.toString();
    return Stream.of(
            Map.entry(".json", JSON),
            Map.entry(".sarif", SARIF),
            Map.entry(".xml", JUNIT),
            Map.entry(".md", MARKDOWN),
            Map.entry(".tap", TAP))
        .filter(ending -> name.endsWith(ending.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The renderer of this format. */
  CheckReport report(Catalogue catalogue, CheckText.Detail detail, boolean withSuppressed) {
    return switch (this) {
      case TEXT -> new CheckText(detail);
      case JSON -> new CheckJson();
      case SARIF -> inRepository(new Sarif(catalogue, Version.number(), withSuppressed));
      case JUNIT -> inRepository(new JUnit(Version.number()));
      case GITHUB -> annotations();
      case GITLAB -> inRepository(new GitLabCodeQuality());
      case MARKDOWN -> new CheckMarkdown();
      case TAP -> new Tap();
    };
  }

  /** Those that GitHub shows at the lines of a change. */
  static CheckReport annotations() {
    return inRepository(new GitHubAnnotations());
  }

  private static CheckReport inRepository(CheckReport report) {
    return new InRepository(Repository.around(Path.of("")), report);
  }

  /** Reads the word of a constant. */
  static final class Converter implements ITypeConverter<CheckFormat> {

    @Override
    public CheckFormat convert(String word) {
      return Format.Words.parse(CheckFormat.class, word);
    }
  }
}
