package dev.advise.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long measuring may take. */
final class BudgetOption {

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Time.class,
      description = "Time for measuring in all, e.g. 500ms or 10s (default: 5s).")
  private Duration budget;

  Duration budget() {
    return budget;
  }

  /** Reads a time with its unit. */
  static final class Time implements ITypeConverter<Duration> {

    private static final Pattern TIME = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(ms|s)");
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofMinutes(10);

    @Override
    public Duration convert(String text) {
      Matcher time = TIME.matcher(text);
      if (time.matches()) {
        double millis = Double.parseDouble(time.group(1)) * (time.group(2).equals("s") ? 1e3 : 1);
        Duration budget = Duration.ofMillis((long) millis);
        if (budget.compareTo(LEAST) >= 0 && budget.compareTo(MOST) <= 0) {
          return budget;
        }
      }
      throw new TypeConversionException("'%s' is no time from 100ms to 600s".formatted(text));
    }
  }
}
