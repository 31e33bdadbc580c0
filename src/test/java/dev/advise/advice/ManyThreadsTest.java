package dev.advise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.advise.facts.Field;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Kind;
import dev.advise.facts.Level;
import dev.advise.facts.Profile;
import dev.advise.facts.Reading;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Runtimes;
import dev.advise.facts.Sharing;
import dev.advise.facts.Word;
import dev.advise.facts.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The engine lets a rule keep what it matched last, unless it is told that others may come. */
class ManyThreadsTest {

  private static final int THREADS = 4;

  private static final HostReport HOST =
      new HostReport(
          new HostFacts(Map.of(HostFact.CORES_ONLINE, Reading.known(8.0))),
          Map.of(),
          Optional.empty());

  @Test
  void several_threads_may_ask_one_advisor() throws Exception {
    List<Profile> profiles = profiles();
    Advisor alone = Advisor.shipped().withoutFlips();
    List<Recommendation> expected =
        profiles.stream().map(profile -> alone.advise(profile, HOST)).toList();

    Advisor shared = Advisor.shipped().withoutFlips();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Recommendation>> asked = new ArrayList<>();
      for (Profile profile : profiles) {
        asked.add(threads.submit(() -> shared.advise(profile, HOST)));
      }
      for (int i = 0; i < asked.size(); i++) {
        assertEquals(expected.get(i), asked.get(i).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Profile> profiles() {
    List<Profile> profiles = new ArrayList<>();
    for (String runtime : Runtimes.SHIPPED) {
      for (String kind : Word.all(Kind.class)) {
        for (String sharing : Word.all(Sharing.class)) {
          for (String level : Word.all(Level.class)) {
            profiles.add(
                Profile.of(
                    new Written(
                        Map.of(
                            Field.RUNTIME, runtime,
                            Field.KIND, kind,
                            Field.SHARING, sharing,
                            Field.ISOLATION, level,
                            Field.FAULT_TOLERANCE, level)),
                    "one of many"));
          }
        }
      }
    }
    return profiles;
  }
}
