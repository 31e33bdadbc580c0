package dev.advise.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.advice.Advisor;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Reading;
import dev.advise.facts.RuntimeReport;
import dev.advise.laws.Estimate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkbenchTest {

  static final Advisor ADVISOR = Advisor.shipped();

  /** Eight cores, and a Python whose processes start eighteen times as slowly as its threads. */
  static final HostReport HOST =
      new HostReport(
          new HostFacts(
              Map.of(
                  HostFact.OS, Reading.known("linux"),
                  HostFact.CORES_ONLINE, Reading.known(8.0))),
          Map.of(
              "cpython",
              new RuntimeReport(
                  "cpython",
                  Reading.known("3.12.4"),
                  Map.of("gil", "on"),
                  Map.of(
                      "spawn.thread", estimate(100e-6),
                      "spawn.process", estimate(1.8e-3)))),
          Optional.of(Instant.parse("2026-01-01T00:00:00Z")));

  private static Reading<Estimate> estimate(double median) {
    return Reading.known(
        Estimate.of(
            median * 0.98, median * 0.99, median, median, median, median, median * 1.01, median));
  }

  static Workbench bench(long seed) {
    return new Workbench(
        ADVISOR,
        HOST,
        Practice.shippedProfiles(),
        new Marker(Synonyms.none()),
        Phrases.shipped(),
        seed);
  }

  @Test
  void there_are_profiles_to_ask_about_and_the_rules_know_an_answer_to_most() {
    Workbench bench = bench(1);
    assertTrue(bench.size() > 10, bench.size() + " profiles");
    Set<Choice> keys =
        Practice.shippedProfiles().stream()
            .map(p -> Choice.of(ADVISOR.advise(p, HOST)))
            .collect(Collectors.toSet());
    assertTrue(keys.containsAll(Set.of(Choice.THREADS, Choice.PROCESSES, Choice.ASYNC)), "" + keys);
  }

  @Test
  void of_the_changes_asked_about_as_many_turn_the_model_as_do_not() {
    for (long seed = 1; seed <= 3; seed++) {
      List<Question> flips = bench(seed).flips(12);
      long turning = flips.stream().filter(q -> ((FlipQuestion) q).flips()).count();
      assertTrue(flips.size() >= 10, flips.size() + " questions");
      assertTrue(turning >= 0.4 * flips.size() && turning <= 0.6 * flips.size(), turning + "");
    }
  }

  @Test
  void every_key_of_a_change_is_what_the_rules_say_when_asked_afresh() {
    Advisor fresh = Advisor.shipped();
    for (Question question : bench(4).flips(6)) {
      FlipQuestion flip = (FlipQuestion) question;
      Choice key =
          Choice.of(fresh.advise(flip.before().profile().with(flip.field(), flip.to()), HOST));
      assertEquals(Rating.EASY, flip.assess("" + key.key(), Lang.EN, true).rating(), flip.id());
    }
  }

  @Test
  void one_seed_gives_one_list_of_questions() {
    assertEquals(
        bench(7).flips(6).stream().map(Question::id).toList(),
        bench(7).flips(6).stream().map(Question::id).toList());
  }

  @Test
  void a_boundary_really_parts_two_models() {
    Question question = bench(1).boundaries(1).get(0);
    BoundaryQuestion boundary = (BoundaryQuestion) question;
    assertFalse(
        Choice.of(
                ADVISOR.advise(
                    boundary.advice().profile().with(boundary.flip().field(), boundary.flip().to()),
                    HOST))
            == Choice.of(boundary.advice()));
    String truth = ProfileText.value(boundary.flip().field(), boundary.flip().to());
    assertEquals(Rating.EASY, boundary.assess(truth, Lang.EN, true).rating());
  }

  @Test
  void an_estimate_is_marked_by_the_factor_it_is_off() {
    Question question =
        bench(1).estimates().stream()
            .filter(q -> q.id().equals("estimate:cpython:start-ratio"))
            .findFirst()
            .orElseThrow();
    assertEquals(Rating.EASY, question.assess("18x", Lang.EN, true).rating());
    assertEquals(Rating.GOOD, question.assess("10", Lang.EN, true).rating());
    assertEquals(Rating.HARD, question.assess("50 倍", Lang.ZH, true).rating());
    assertEquals(Rating.AGAIN, question.assess("200", Lang.EN, true).rating());
    assertTrue(question.refuse("a lot", Lang.EN).isPresent());
  }

  @Test
  void a_model_reply_tells_this_hosts_number() {
    String reply =
        Practice.shippedProfiles().stream()
            .filter(p -> p.platform().runtime().equals("cpython"))
            .map(
                p ->
                    new ModelReply(Phrases.shipped(), Measurable.shipped(), Map.of())
                        .brief(ADVISOR.advise(p, HOST), Lang.EN))
            .findFirst()
            .orElseThrow();
    assertTrue(reply.contains("a process takes 18x as long to start as a thread"), reply);
  }

  @Test
  void every_chinese_sentence_belongs_to_a_rule_and_uses_its_values() {
    Map<String, String> rules =
        ADVISOR.cards().stream().collect(Collectors.toMap(c -> c.id(), c -> c.because()));
    Map<?, ?> chinese = (Map<?, ?>) Plain.of(Plain.compose(Shipped.text("practice/rules.zh.yaml")));
    chinese.forEach(
        (rule, sentence) -> {
          assertTrue(rules.containsKey(rule), rule + " is no rule");
          java.util.regex.Pattern.compile("\\{[^}]+}")
              .matcher((String) sentence)
              .results()
              .map(r -> r.group())
              .filter(p -> !p.equals("{model}"))
              .forEach(p -> assertTrue(rules.get(rule).contains(p), rule + " has no " + p));
        });
  }
}
