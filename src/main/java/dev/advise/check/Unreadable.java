package dev.advise.check;

import java.util.Locale;
import java.util.Map;

/** Makes a finding of input that cannot be read, so that every format shows it. */
final class Unreadable {

  private Unreadable() {}

  static Finding of(Catalogue catalogue, BadInput bad) {
    FindingKind kind = catalogue.named(CheckResult.UNREADABLE);
    String wording = bad.expected().isEmpty() ? "bare" : FindingKind.PLAIN;
    return kind.found(
        wording,
        stem(bad.place().file()),
        bad.place(),
        "/" + bad.getMessage().replaceAll("\\d+", "#"),
        Map.of("what", sentence(bad.getMessage()), "expected", bad.expected()));
  }

  /** What a profile without a name is called: it stays when the file is moved. */
  private static String stem(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String sentence(String text) {
    String end = text.endsWith("?") || text.endsWith(".") ? "" : ".";
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + end;
  }
}
