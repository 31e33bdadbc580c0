package dev.advise.advice;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * Finds each rule's bench when it is compiled, from the text of what it hears and says. Any rule
 * may sit on the deciding bench, so that is where all sit that are not understood.
 */
final class Seating {

  /** Facts that are the same for every workload of these requirements on that host. */
  private static final Set<String> STANDING =
      Set.of(
          "DataSharing",
          "FaultTolerance",
          "Host",
          "HostReading",
          "Isolation",
          "LatencyTarget",
          "Model",
          "Platform",
          "RuntimeTrait",
          "RuntimeVersion");

  /** Facts of one decision; no rule that only warns makes any. */
  private static final Set<String> DECIDED =
      Set.of("Forecast", "HandOver", "Limits", "Measurement", "Serialised", "Trait", "Workload");

  private static final Set<String> WARNING = Set.of("Warning");

  private static final Set<String> SAYING = Set.of("Argument", "Exclusion", "Warning");

  private static final Pattern INSERTED = Pattern.compile("\\binsert\\s*\\(\\s*(?:new\\s+)?(\\w+)");

  private static final Pattern VERB =
      Pattern.compile("(?i)\\b(insert|update|modify|delete|retract)\\w*");

  private Seating() {}

  /** The bench of each rule of a file, by its name; none where the file is no DRL. */
  static Map<String, Bench> of(String drl) {
    Map<String, Bench> seats = new TreeMap<>();
    try {
      PackageDescr file = new DrlParser(LanguageLevelOption.DRL6).parse(false, drl);
      if (file != null) {
        file.getRules().forEach(rule -> seats.put(rule.getName(), of(rule)));
      }
    } catch (DroolsParserException e) {
      return Map.of(); // the compiler is about to say what is wrong, and where
    }
    return seats;
  }

  private static Bench of(RuleDescr rule) {
    Set<String> heard = new HashSet<>();
    Set<String> said = new HashSet<>();
    if (!hears(rule.getLhs(), heard) || !says(rule, said)) {
      return Bench.DECIDING;
    }
    boolean stands = STANDING.containsAll(heard);
    heard.removeAll(STANDING);
    if (WARNING.containsAll(said) && DECIDED.containsAll(heard)) {
      return Bench.REMARKING;
    }
    return stands && SAYING.containsAll(said) ? Bench.STANDING : Bench.DECIDING;
  }

  /**
   * Whether these are but patterns, and tests of what patterns gave; gathers the names of their
   * types.
   */
  private static boolean hears(BaseDescr condition, Set<String> heard) {
    if (condition instanceof PatternDescr pattern) {
      String type = pattern.getObjectType();
      heard.add(type.substring(type.lastIndexOf('.') + 1));
      return !(pattern.getSource() instanceof AccumulateDescr)
          && !(pattern.getSource() instanceof CollectDescr);
    }
    return condition instanceof ConditionalElementDescr several
        && several.getDescrs().stream().allMatch(part -> hears(part, heard));
  }

  /** Whether the rule does nothing but insert; gathers the names of what. */
  private static boolean says(RuleDescr rule, Set<String> said) {
    String consequence = String.valueOf(rule.getConsequence());
    Matcher inserted = INSERTED.matcher(consequence);
    while (inserted.find()) {
      said.add(inserted.group(1));
    }
    return !said.isEmpty()
        && rule.getNamedConsequences().isEmpty()
        && VERB.matcher(consequence).results().count()
            == INSERTED.matcher(consequence).results().count();
  }
}
