package dev.advise.cli;

import dev.advise.facts.Word;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** When and for how long this host is measured. */
final class ProbeOptions {

  @Option(
      names = "--probe",
      paramLabel = "WHEN",
      defaultValue = "cached",
      converter = When.Converter.class,
      description = "When to measure this host: fresh, cached (the default) or off.")
  private When probe;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Budget.class,
      description = "Time for measuring in all, e.g. 500ms or 10s (default: 5s).")
  private Duration budget;

  /** When this host is measured. */
  enum When implements Word {
    FRESH,
    CACHED,
    OFF;

    /** Reads the word of a constant. */
    static final class Converter implements ITypeConverter<When> {

      @Override
      public When convert(String word) {
        return Format.Words.parse(When.class, word);
      }
    }
  }

  /** Reads a time with its unit. */
  static final class Budget implements ITypeConverter<Duration> {

    private static final Pattern TIME = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(ms|s)");
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofMinutes(10);

    @Override
    public Duration convert(String text) {
      Matcher time = TIME.matcher(text);
      if (time.matches()) {
        double number = Double.parseDouble(time.group(1));
        Duration budget =
            Duration.ofMillis((long) (time.group(2).equals("s") ? number * 1e3 : number));
        if (budget.compareTo(LEAST) >= 0 && budget.compareTo(MOST) <= 0) {
          return budget;
        }
      }
      throw new TypeConversionException("'%s' is no time from 100ms to 600s".formatted(text));
    }
  }

  /** What is asked of a command that measures nothing. */
  static ProbeOptions off() {
    ProbeOptions options = new ProbeOptions();
    options.probe = When.OFF;
    return options;
  }

  When probe() {
    return probe;
  }

  Duration budget() {
    return budget;
  }
}
