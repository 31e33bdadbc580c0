package dev.advise.probe.driver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes words of other programs fit to be shown and carried elsewhere: one short line, no control
 * characters, no home folder, user name or host name.
 */
public final class Discretion {

  private static final int LONGEST = 240;
  private static final Pattern HOMES =
      Pattern.compile("(/home/|/Users/|[A-Za-z]:\\\\Users\\\\)[^/\\\\\\s'\":]+");
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

  private final Map<Pattern, String> secrets = new LinkedHashMap<>();

  /** What is to be kept quiet, from the variables that tell it. */
  public Discretion(Map<String, String> environment) {
    hide(List.of("TMPDIR", "HOME", "USERPROFILE"), environment, "", "", "~");
    hide(List.of("USER", "LOGNAME", "USERNAME"), environment, "\\b", "\\b", "(user)");
    hide(List.of("HOSTNAME", "COMPUTERNAME"), environment, "\\b", "\\b", "(host)");
  }

  private void hide(
      List<String> variables,
      Map<String, String> environment,
      String before,
      String after,
      String instead) {
    List<String> values = new ArrayList<>();
    variables.forEach(name -> values.add(environment.getOrDefault(name, "")));
    values.stream()
        .filter(value -> value.length() > 2 && !value.equals("/root") && !value.equals("root"))
        .sorted(Comparator.comparingInt(String::length).reversed())
        .forEach(
            value -> secrets.put(Pattern.compile(before + Pattern.quote(value) + after), instead));
  }

  /** The text, fit to be shown. */
  public String tell(String text) {
    String told = text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text;
    for (Map.Entry<Pattern, String> secret : secrets.entrySet()) {
      told = secret.getKey().matcher(told).replaceAll(secret.getValue());
    }
    told = HOMES.matcher(told).replaceAll("~");
    told = UNFIT.matcher(told).replaceAll(" ").strip();
    return told.length() > LONGEST ? told.substring(0, LONGEST - 1) + "…" : told;
  }
}
