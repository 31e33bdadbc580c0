package dev.advise.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.advice.Advisor;
import dev.advise.facts.Confidence;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Lazy;
import dev.advise.facts.Model;
import dev.advise.facts.Reading;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Ruling;
import dev.advise.facts.RuntimeReport;
import dev.advise.laws.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  private static ModelReply reply() {
    return new ModelReply(
        Phrases.shipped(),
        Measurable.shipped(),
        RuleSentences.shipped(),
        Claims.of(ADVISOR.claims()));
  }

  @Test
  void every_chain_is_a_choice_a_reason_two_changes_and_a_number() {
    for (int i = 0; i < bench(1).size(); i++) {
      List<Question> chain = bench(1).chain(i);
      List<Kind> kinds = chain.stream().map(Question::kind).limit(4).toList();
      assertEquals(List.of(Kind.CHOOSE, Kind.JUSTIFY, Kind.FLIP, Kind.FLIP), kinds, "" + i);
      Set<String> subjects =
          chain.stream()
              .limit(4)
              .map(q -> ((AdviceQuestion) q).advice().profile().name())
              .collect(Collectors.toSet());
      assertEquals(1, subjects.size(), "" + subjects);
    }
  }

  @Test
  void who_names_the_next_model_of_a_toss_up_is_half_right() {
    for (var profile : Practice.shippedProfiles()) {
      Recommendation advice = ADVISOR.advise(profile, HOST);
      Stream.of(Model.values())
          .filter(m -> !advice.model().equals(Optional.of(m)))
          .filter(m -> advice.exclusions(m).findAny().isEmpty())
          .max(Comparator.comparingDouble(advice.scorecard()::of))
          .ifPresent(
              next -> {
                String key = "" + Choice.valueOf(next.name()).key();
                assertEquals(Rating.HARD, chosen(advice, Confidence.Level.TOSS_UP, key));
                assertEquals(Rating.AGAIN, chosen(advice, Confidence.Level.STRONG, key));
              });
    }
  }

  private static Rating chosen(Recommendation advice, Confidence.Level level, String key) {
    Recommendation felt =
        new Recommendation(
            advice.profile(),
            advice.choice(),
            advice.scorecard(),
            advice.arguments(),
            advice.refuted(),
            advice.excluded(),
            advice.warnings(),
            advice.forecasts(),
            advice.verdicts(),
            Lazy.of(new Confidence(level, 0.5, "")),
            advice.flips(),
            advice.host());
    return new ChooseQuestion(felt, reply(), Phrases.shipped()).assess(key, Lang.EN, true).rating();
  }

  @Test
  void a_learners_one_profile_gives_changes_and_boundaries_and_none_twice() {
    int most = 0;
    for (var profile : Practice.shippedProfiles()) {
      Workbench bench =
          new Workbench(
              ADVISOR, HOST, List.of(profile), new Marker(Synonyms.none()), Phrases.shipped(), 1);
      List<Question> asked = new ArrayList<>(bench.flips(8));
      assertFalse(asked.isEmpty(), profile.name());
      most = Math.max(most, asked.size());
      asked.addAll(bench.boundaries(8));
      assertEquals(asked.size(), asked.stream().map(Question::id).distinct().count());
    }
    assertEquals(8, most);
  }

  @Test
  void no_question_is_about_an_interpreter_that_this_host_may_not_have() {
    assertTrue(
        Practice.shippedProfiles().stream().allMatch(p -> p.platform().interpreter().isEmpty()));
  }

  @Test
  void whoever_looks_at_a_boundary_sees_it() {
    BoundaryQuestion boundary = (BoundaryQuestion) bench(1).boundaries(1).get(0);
    String truth = ProfileText.value(boundary.flip().field(), boundary.flip().to());
    for (Lang lang : Lang.values()) {
      assertTrue(boundary.brief(lang).contains(truth), boundary.brief(lang));
    }
  }

  @Test
  void a_guess_is_one_number_with_its_unit_however_it_is_written() {
    assertEquals(18.0, Guess.parse("about 18x", "ratio").orElseThrow(), 1e-12);
    assertEquals(18.0, Guess.parse("大约 18 倍吧", "ratio").orElseThrow(), 1e-12);
    assertEquals(1000e-6, Guess.parse("1,000us", "s").orElseThrow(), 1e-12);
    assertEquals(1.5e-3, Guess.parse("1,5 ms", "s").orElseThrow(), 1e-12);
    assertEquals(80e-6, Guess.parse("80 microseconds per call", "s").orElseThrow(), 1e-12);
    assertEquals(2e-3, Guess.parse("2毫秒左右", "s").orElseThrow(), 1e-12);
    assertEquals(1200.0, Guess.parse("1 200", "").orElseThrow(), 1e-12);
    assertEquals(Optional.empty(), Guess.parse("23x20", "ratio"));
    assertEquals(Optional.empty(), Guess.parse("10-20 ms", "s"));
    assertEquals(Optional.empty(), Guess.parse("80", "s"));
    assertEquals(Optional.empty(), Guess.parse("0", "ratio"));
  }

  @Test
  void what_speaks_against_another_model_names_it() {
    for (Lang lang : Lang.values()) {
      for (var profile : Practice.shippedProfiles()) {
        String brief = reply().brief(ADVISOR.advise(profile, HOST), lang);
        List<String> sentences = List.of(brief.split("(?<=[.。]) ?(?=\\p{L})"));
        assertEquals(sentences.stream().distinct().toList(), sentences, profile.name());
      }
    }
  }

  @Test
  void every_rule_that_argues_or_excludes_speaks_chinese() throws IOException {
    Set<String> mute = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("rules"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".drl")).toList()) {
        String rule = Files.readString(file);
        if (rule.contains("Argument.") || rule.contains("new Exclusion(")) {
          mute.add(String.valueOf(file.getFileName()).replace(".drl", ""));
        }
      }
    }
    assertTrue(mute.size() > 60, mute.size() + " rules");
    mute.removeAll(RuleSentences.shipped().chinese().keySet());
    assertEquals(Set.of(), mute);
  }

  @Test
  void every_claim_is_told_in_chinese_and_no_other() {
    Claims claims = Claims.of(ADVISOR.claims());
    assertEquals(claims.byId().keySet(), claims.chinese().keySet());
    String line = claims.line("fork-copies", Lang.ZH, Phrases.shipped());
    assertTrue(line.contains("fork 在调用者和它的副本里各返回一次"), line);
  }

  @Test
  void an_exclusion_is_told_in_chinese_with_its_values() {
    var card =
        ADVISOR.cards().stream()
            .filter(c -> c.id().equals("workers-exceed-the-memory"))
            .findFirst()
            .orElseThrow();
    var ruling =
        new Ruling(
            card,
            Optional.of(Model.PROCESSES),
            "processes would take 4.2GiB of memory, and 2GiB are there");
    assertEquals("进程要占 4.2GiB 内存，而这里只有 2GiB", RuleSentences.shipped().of(ruling, Lang.ZH, "进程"));
    assertEquals(ruling.because(), RuleSentences.shipped().of(ruling, Lang.EN, "processes"));
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
          Choice.of(fresh.advise(flip.advice().profile().with(flip.field(), flip.to()), HOST));
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
            .map(p -> reply().brief(ADVISOR.advise(p, HOST), Lang.EN))
            .findFirst()
            .orElseThrow();
    assertTrue(reply.contains("a process takes 18x as long to start as a thread"), reply);
  }

  @Test
  void every_chinese_sentence_belongs_to_a_rule_and_uses_its_values() {
    Map<String, String> rules =
        ADVISOR.cards().stream().collect(Collectors.toMap(c -> c.id(), c -> c.because()));
    RuleSentences.shipped()
        .chinese()
        .forEach(
            (rule, sentence) -> {
              assertTrue(rules.containsKey(rule), rule + " is no rule");
              Pattern.compile("\\{[^}]+}")
                  .matcher(sentence)
                  .results()
                  .map(r -> r.group())
                  .filter(p -> !p.equals("{model}"))
                  .forEach(p -> assertTrue(rules.get(rule).contains(p), rule + " has no " + p));
            });
  }
}
