package dev.advise.practice;

import dev.advise.facts.Criterion;
import dev.advise.facts.Figures;
import dev.advise.facts.Reading;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Word;
import dev.advise.laws.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A quantity, or a ratio of two, that is worth knowing of one's host.
 *
 * @param quantities one, or two whose ratio is meant
 * @param about the criteria that it bears on
 * @param ask what is asked, {@code {0}} being the runtime
 * @param fact how it is told, {@code {0}} being the number
 */
record Measurable(
    String id, List<String> quantities, String unit, Set<Criterion> about, Text ask, Text fact) {

  /** The shipped ones. */
  static List<Measurable> shipped() {
    List<Measurable> all = new ArrayList<>();
    for (Object entry :
        (List<?>) Plain.of(Plain.compose(Shipped.text("practice/measurables.yaml")))) {
      Map<?, ?> map = (Map<?, ?>) entry;
      all.add(
          new Measurable(
              String.valueOf(map.get("id")),
              ((List<?>) map.get("quantities")).stream().map(String::valueOf).toList(),
              String.valueOf(map.get("unit")),
              ((List<?>) map.get("about"))
                  .stream()
                      .map(word -> Word.parse(Criterion.class, String.valueOf(word)).orElseThrow())
                      .collect(Collectors.toUnmodifiableSet()),
              text(map.get("ask")),
              text(map.get("fact"))));
    }
    return List.copyOf(all);
  }

  private static Text text(Object both) {
    Map<?, ?> map = (Map<?, ?>) both;
    return new Text((String) map.get("en"), (String) map.get("zh"));
  }

  /** What the runtime measured here; empty where it did not. */
  Optional<Estimate> of(RuntimeReport runtime) {
    List<Estimate> found =
        quantities.stream()
            .map(runtime::estimate)
            .map(Reading::toOptional)
            .flatMap(Optional::stream)
            .toList();
    if (found.size() < quantities.size()) {
      return Optional.empty();
    }
    Estimate estimate = found.size() == 1 ? found.get(0) : found.get(0).ratioTo(found.get(1));
    return Optional.of(estimate).filter(e -> e.median() > 0 && Double.isFinite(e.median()));
  }

  /** The fact with its number, as people read it. */
  String told(Estimate estimate, String runtime, Lang lang) {
    String figure = Figures.inUnit(unit, estimate.median());
    boolean times = lang == Lang.ZH && unit.equals("ratio");
    return fact.in(lang)
        .replace("{0}", times ? figure.replace("x", " 倍") : figure)
        .replace("{1}", runtime);
  }
}
