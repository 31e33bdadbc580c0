package dev.advise.advice;

import dev.advise.facts.Arrangement;
import dev.advise.facts.Bound;
import dev.advise.facts.Candidate;
import dev.advise.facts.Forecast;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Serialised;
import dev.advise.facts.Topology;
import dev.advise.facts.Trait;
import dev.advise.facts.Word;
import dev.advise.laws.Estimate;
import dev.advise.laws.Ratio;
import dev.advise.profile.ProfileReader;
import dev.advise.profile.ProfileResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.event.rule.RuleRuntimeEventListener;
import org.kie.api.runtime.KieSession;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The profile and the host that a rule's case gives. */
record Given(Profile profile, HostReport host, List<Forecast> forecasts) {

  /** A case's {@code given} (the profile's own schema) and {@code host}. */
  static Given of(Map<String, Object> one) {
    Profile profile = profile(map(one.get("given")));
    Map<String, Object> host = map(one.get("host"));
    return new Given(
        profile, report(profile.platform().runtime(), host), forecasts(host.get("forecasts")));
  }

  /** What one rule inserts, all the others having had their say too. */
  List<Object> consult(RuleBase rules, Ledger ledger, String rule) {
    Ground ground = Ground.of(host, profile.platform().runtime(), ledger, rules::hears);
    Situation situation = Situation.of(profile, ground, Rehearsal.none());
    List<Object> said = new ArrayList<>();
    RuleRuntimeEventListener listener = insertedBy(rule, said);
    List<Object> found = new ArrayList<>();
    listening(
        rules.open(Bench.DECIDING),
        listener,
        session -> {
          situation.facts(Bench.DECIDING).forEach(session::insert);
          session.fireAllRules();
          List<Forecast> computed =
              new Forecaster(
                      situation,
                      all(session, Serialised.class).toList(),
                      all(session, Trait.class)
                          .anyMatch(t -> t.name().equals("loops-share-a-port")))
                  .of(all(session, Candidate.class).distinct().toList());
          found.addAll(forecasts.isEmpty() ? computed : forecasts);
          found.forEach(session::insert);
          session.fireAllRules();
          all(session, Serialised.class).forEach(found::add);
          all(session, Trait.class).forEach(found::add);
        });
    for (Bench bench : List.of(Bench.STANDING, Bench.REMARKING)) {
      listening(
          rules.open(bench),
          listener,
          session -> {
            situation.facts(bench).forEach(session::insert);
            if (bench == Bench.REMARKING) {
              found.forEach(session::insert);
            }
            session.fireAllRules();
          });
    }
    return said;
  }

  private static void listening(
      KieSession session, RuleRuntimeEventListener listener, Consumer<KieSession> sitting) {
    session.addEventListener(listener);
    try {
      sitting.accept(session);
    } finally {
      session.removeEventListener(listener);
      session.dispose();
    }
  }

  private static RuleRuntimeEventListener insertedBy(String rule, List<Object> said) {
    return new DefaultRuleRuntimeEventListener() {
      @Override
      public void objectInserted(ObjectInsertedEvent event) {
        if (event.getRule() != null && event.getRule().getName().equals(rule)) {
          said.add(event.getObject());
        }
      }
    };
  }

  private static <T> Stream<T> all(KieSession session, Class<T> type) {
    return session.getObjects(type::isInstance).stream().map(type::cast);
  }

  private static Profile profile(Map<String, Object> given) {
    DumperOptions options = new DumperOptions();
    options.setAllowUnicode(true);
    String yaml = new Yaml(options).dump(given);
    ProfileResult result = ProfileReader.read("case", yaml.getBytes(StandardCharsets.UTF_8));
    if (result instanceof ProfileResult.Accepted accepted) {
      return accepted.profile();
    }
    throw new IllegalArgumentException("the case's profile is refused: " + result);
  }

  private static HostReport report(String runtime, Map<String, Object> host) {
    Map<HostFact, Reading<Object>> facts = new EnumMap<>(HostFact.class);
    if (host.get("cores") instanceof Number cores) {
      facts.put(HostFact.CORES_ONLINE, Reading.known(cores.doubleValue()));
    }
    map(host.get("facts")).forEach((id, value) -> facts.put(fact(id), Reading.known(known(value))));
    Map<String, String> traits = new TreeMap<>();
    map(host.get("traits")).forEach((name, value) -> traits.put(name, String.valueOf(value)));
    Map<String, Reading<Estimate>> estimates = new TreeMap<>();
    map(host.get("estimates"))
        .forEach((quantity, value) -> estimates.put(quantity, Reading.known(estimate(value))));
    Reading<String> version =
        host.containsKey("version")
            ? Reading.known(String.valueOf(host.get("version")))
            : Reading.unknown(Reason.NOT_ASKED, "the case gives none");
    return new HostReport(
        new HostFacts(facts),
        Map.of(runtime, new RuntimeReport(runtime, version, traits, estimates)),
        Optional.empty());
  }

  private static HostFact fact(String id) {
    return Stream.of(HostFact.values())
        .filter(f -> f.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no host fact is called " + id));
  }

  private static Object known(Object value) {
    return value instanceof Number number ? (Object) number.doubleValue() : value;
  }

  /** One number stands for six equal passes. */
  private static Estimate estimate(Object value) {
    if (value instanceof List<?> passes) {
      return new Estimate(passes.stream().map(p -> ((Number) p).doubleValue()).toList());
    }
    return new Estimate(Collections.nCopies(6, ((Number) value).doubleValue()));
  }

  private static List<Forecast> forecasts(Object listed) {
    List<Forecast> forecasts = new ArrayList<>();
    List<?> entries = listed instanceof List<?> list ? list : List.of();
    double best =
        entries.stream()
            .mapToDouble(e -> ((Number) map(e).get("rate")).doubleValue())
            .max()
            .orElse(0);
    for (Object entry : entries) {
      Map<String, Object> one = map(entry);
      double rate = ((Number) one.get("rate")).doubleValue();
      Model model = word(Model.class, one.get("model"));
      Forecast.Basis basis =
          one.containsKey("basis")
              ? word(Forecast.Basis.class, one.get("basis"))
              : Forecast.Basis.PREDICTED;
      forecasts.add(
          new Forecast(
              new Candidate("case", model, topology(one), Bound.CORES),
              new Estimate(Collections.nCopies(6, rate)),
              Optional.empty(),
              Optional.ofNullable(one.get("p99")).map(Given::seconds),
              Optional.ofNullable(one.get("memory")).map(Given::bytes),
              basis,
              Reading.unknown(Reason.NOT_ASKED, "not rehearsed"),
              rate,
              Math.max(0, Ratio.doublings(rate, best)),
              !Boolean.FALSE.equals(one.get("best_of_model"))));
    }
    return forecasts;
  }

  private static Topology topology(Map<String, Object> one) {
    return new Topology(
        word(Arrangement.class, one.getOrDefault("arrangement", "thread-pool")),
        count(one, "processes"),
        count(one, "threads"),
        count(one, "tasks"),
        one.get("offload") instanceof Number n ? n.intValue() : 0);
  }

  private static int count(Map<String, Object> one, String key) {
    return one.get(key) instanceof Number n ? n.intValue() : 1;
  }

  private static double seconds(Object text) {
    return text instanceof Number n
        ? n.doubleValue()
        : quantity(text, Map.of("us", 1e-6, "ms", 1e-3, "s", 1.0));
  }

  private static double bytes(Object text) {
    return text instanceof Number n
        ? n.doubleValue()
        : quantity(
            text,
            Map.of("KiB", 1024.0, "MiB", 1048576.0, "GiB", 1073741824.0, "TiB", 1099511627776.0));
  }

  private static double quantity(Object text, Map<String, Double> units) {
    String raw = String.valueOf(text);
    String number = raw.replaceAll("[A-Za-z]+$", "").strip();
    return Double.parseDouble(number) * units.get(raw.substring(number.length()).strip());
  }

  private static <E extends Enum<E> & Word> E word(Class<E> type, Object word) {
    return Word.parse(type, String.valueOf(word))
        .orElseThrow(() -> new IllegalArgumentException(word + " is none of " + Word.all(type)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }
}
