package dev.advise.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Fault;
import dev.advise.facts.Field;
import dev.advise.facts.Kind;
import dev.advise.facts.Level;
import dev.advise.facts.Model;
import dev.advise.facts.Os;
import dev.advise.facts.Profile;
import dev.advise.facts.Sharing;
import dev.advise.facts.Threat;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileReaderTest {

  private static final String FULL =
      """
      # a full one
      name: thumbnailer
      description: Scales uploaded images.
      workload:
        kind: cpu-bound
        cpu_per_task: 20ms
        wait_per_task: 0ms
        concurrency: 64
        blocking_io: false
        latency_target: 200ms
        native_fraction: 0.8
      data_sharing:
        pattern: none
        message_bytes: 4KiB
        shared_bytes: 0
      isolation: {level: required, against: [corruption, untrusted-code]}
      fault_tolerance:
        level: required
        against:
          - crash
          - hang
      platform:
        os: linux
        runtime: cpython
        interpreter: python3.14t
        cores: 8
        memory: 4GiB
        host: prod-web
      priorities:
        maintenance: 0.5
      decision:
        model: processes
        processes: 8
        threads_per_process: 2
        because: decoder crashes must not take the service down
        adr: docs/adr/17.md
        review_by: 2026-11-22
      """;

  @Test
  void every_field_is_read() {
    Profile profile = Reading.accepted(FULL).profile();
    assertEquals("thumbnailer", profile.name());
    assertEquals(Kind.CPU_BOUND, profile.workload().kind());
    assertEquals(0.02, profile.workload().cpuPerTask());
    assertEquals(0.0, profile.workload().waitPerTask());
    assertEquals(64, profile.workload().concurrency());
    assertEquals(Optional.of(0.2), profile.workload().latencyTarget());
    assertEquals(0.8, profile.workload().nativeFraction());
    assertEquals(Sharing.NONE, profile.dataSharing().pattern());
    assertEquals(4096, profile.dataSharing().messageBytes());
    assertEquals(Set.of(Threat.CORRUPTION, Threat.UNTRUSTED_CODE), profile.isolation().against());
    assertEquals(Set.of(Fault.CRASH, Fault.HANG), profile.faultTolerance().against());
    assertEquals(Optional.of(Os.LINUX), profile.platform().os());
    assertEquals("cpython", profile.platform().runtime());
    assertEquals(Optional.of(8L), profile.platform().cores());
    assertEquals(Optional.of(4L << 30), profile.platform().memory());
    assertEquals(List.of(0.5), List.copyOf(profile.priorities().values()));
    assertEquals(Model.PROCESSES, profile.decision().orElseThrow().model());
    assertEquals(
        Optional.of(LocalDate.of(2026, 11, 22)), profile.decision().orElseThrow().reviewBy());
    assertEquals(List.of(), profile.assumptions());
  }

  @Test
  void every_written_field_has_its_place() {
    ProfileResult.Accepted accepted = Reading.accepted(FULL);
    assertEquals(accepted.profile().written().values().keySet(), accepted.positions().keySet());
    assertEquals(new Position(6, 17), accepted.positions().get(Field.CPU_PER_TASK));
    assertEquals(new Position(32, 10), accepted.positions().get(Field.DECISION));
    assertEquals(List.of(), accepted.warnings());
  }

  @Test
  void a_section_may_be_one_word() {
    Profile profile =
        Reading.accepted(
                """
                workload: io-bound
                data_sharing: read-mostly
                isolation: preferred
                fault_tolerance: required
                platform: jvm
                decision: async
                """)
            .profile();
    assertEquals(Kind.IO_BOUND, profile.workload().kind());
    assertEquals(Sharing.READ_MOSTLY, profile.dataSharing().pattern());
    assertEquals(Level.PREFERRED, profile.isolation().level());
    assertEquals(Level.REQUIRED, profile.faultTolerance().level());
    assertEquals("jvm", profile.platform().runtime());
    assertEquals(Model.ASYNC, profile.decision().orElseThrow().model());
  }

  @Test
  void the_word_of_a_platform_decides_what_it_names() {
    assertEquals(
        Optional.of(Os.WINDOWS),
        Reading.accepted("workload: mixed\nplatform: windows").profile().platform().os());
    assertEquals(
        "node", Reading.accepted("workload: mixed\nplatform: node").profile().platform().runtime());
  }

  @Test
  void one_line_makes_a_profile_and_the_rest_is_assumed() {
    ProfileResult.Accepted accepted = Reading.accepted("workload: cpu-bound");
    assertEquals("test", accepted.profile().name());
    assertTrue(accepted.profile().assumptions().size() >= 8);
  }

  @ParameterizedTest
  @CsvSource({
    "64, 64",
    "\"64\", 64",
    "'64', 64",
    "010, 10",
    "\"010\", 10",
    "10000000, 10000000",
    "1, 1"
  })
  void a_count_is_its_decimal_digits_however_quoted(String written, long count) {
    String yaml = "workload: {kind: mixed, concurrency: " + written.trim() + "}";
    assertEquals(count, Reading.accepted(yaml).profile().workload().concurrency());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no",
        "off",
        "010",
        "1:30",
        "0x10",
        "1e3",
        "2026-11-22",
        "true",
        "12.50",
        "1_000",
        "'~'",
        "\"null\"",
        "=",
        "0o7",
        ".inf"
      })
  void a_text_is_what_is_written_whatever_it_looks_like(String written) {
    Profile profile = Reading.accepted("workload: mixed\nname: " + written).profile();
    assertEquals(written.replaceAll("['\"]", ""), profile.name());
  }

  @ParameterizedTest
  @CsvSource({
    "20ms, 0.02",
    "1500us, 0.0015",
    "3µs, 3e-6",
    "3μs, 3e-6",
    "7ns, 7e-9",
    "1.5s, 1.5",
    "20 ms, 0.02",
    "'20ms', 0.02",
    "0, 0",
    "86400s, 86400",
    "0.000001s, 1e-6"
  })
  void a_duration_is_a_number_and_its_unit(String written, double seconds) {
    String yaml = "workload: {kind: mixed, cpu_per_task: 1s, wait_per_task: " + written + "}";
    assertEquals(seconds, Reading.accepted(yaml).profile().workload().waitPerTask());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "512B, 512",
    "4KiB, 4096",
    "4kB, 4000",
    "1.5MiB, 1572864",
    "2MB, 2000000",
    "1GiB, 1073741824",
    "1GB, 1000000000",
    "1TiB, 1099511627776",
    "0.0001kB, 0"
  })
  void a_size_is_a_number_and_its_unit(String written, long bytes) {
    String yaml = "workload: mixed\ndata_sharing: {message_bytes: " + written + "}";
    assertEquals(bytes, Reading.accepted(yaml).profile().dataSharing().messageBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "'0.5'", "5e-1", "5E-1", "00.5"})
  void a_number_is_read_as_json_spells_it(String written) {
    String yaml = "workload: {kind: mixed, native_fraction: " + written + "}";
    assertEquals(0.5, Reading.accepted(yaml).profile().workload().nativeFraction());
  }

  @Test
  void a_small_anchor_is_fine() {
    Profile profile =
        Reading.accepted(
                """
                workload: {cpu_per_task: &t 5ms, wait_per_task: *t}
                isolation: &level {level: required}
                fault_tolerance: *level
                """)
            .profile();
    assertEquals(0.005, profile.workload().waitPerTask());
    assertEquals(Level.REQUIRED, profile.faultTolerance().level());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workload: !!str mixed",
        "workload: ! mixed",
        "workload: !!map {kind: !!str mixed, concurrency: !!int 4}",
        "--- # one line of dashes\nworkload: mixed\n...\n",
        "%YAML 1.2\n---\nworkload: mixed\n",
        "\"workload\": {\"kind\": \"mixed\"}",
        "workload: mixed\r\nname: windows\r\n",
        "? workload\n: mixed\n"
      })
  void yaml_may_be_spelt_in_its_own_ways(String yaml) {
    assertEquals(Kind.MIXED, Reading.accepted(yaml).profile().workload().kind());
  }

  @Test
  void a_byte_order_mark_is_skipped() {
    byte[] bytes = "\ufeffworkload: odd".getBytes(StandardCharsets.UTF_8);
    Problem problem = Reading.problems(ProfileReader.read("x.yaml", bytes)).get(0);
    assertEquals(new Position(1, 11), problem.position());
  }

  @Test
  void a_runtime_that_the_user_has_a_driver_for_is_known() {
    byte[] bytes = "workload: mixed\nplatform: ruby".getBytes(StandardCharsets.UTF_8);
    ProfileResult result = ProfileReader.read("x.yaml", bytes, List.of("ruby"));
    assertEquals("ruby", ((ProfileResult.Accepted) result).profile().platform().runtime());
  }

  @ParameterizedTest
  @CsvSource({"profiles/api.yaml, api", "a.b.yml, a.b", "-, profile", "C:\\x\\y.yaml, y"})
  void a_profile_without_a_name_is_called_as_its_file(String file, String name) {
    byte[] bytes = "workload: mixed".getBytes(StandardCharsets.UTF_8);
    ProfileResult result = ProfileReader.read(file, bytes);
    assertEquals(name, ((ProfileResult.Accepted) result).profile().name());
  }

  @Property(tries = 300)
  void the_order_of_keys_means_nothing(@ForAll("good") Object document, @ForAll Random order) {
    assertEquals(read(document), read(shuffled(document, order)));
  }

  private static Optional<Profile> read(Object document) {
    return Reading.of(Documents.yaml(document)) instanceof ProfileResult.Accepted accepted
        ? Optional.of(accepted.profile())
        : Optional.empty();
  }

  @Provide
  Arbitrary<Object> good() {
    return Documents.good();
  }

  private static Object shuffled(Object node, Random order) {
    if (!(node instanceof Map<?, ?> map)) {
      return node;
    }
    List<Object> keys = new ArrayList<>(map.keySet());
    Collections.shuffle(keys, order);
    Map<Object, Object> shuffled = new LinkedHashMap<>();
    keys.forEach(key -> shuffled.put(key, shuffled(map.get(key), order)));
    return shuffled;
  }
}
