package dev.advise.check;

import dev.advise.facts.Printable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads waivers from a file of their own, or from the decision of a profile. */
final class WaiverReader {

  /** A waiver is for a time; for longer, the decision itself is to be changed. */
  private static final int MOST_DAYS = 365;

  private static final Set<String> KEYS =
      Set.of("rule", "service", "pointer", "declared", "reason", "owner", "created", "expires");
  static final String LIST = "version: 1, and waivers: a list";

  private final Catalogue catalogue;
  private final LocalDate today;

  WaiverReader(Catalogue catalogue, LocalDate today) {
    this.catalogue = catalogue;
    this.today = today;
  }

  /** The waivers of a file such as {@code advise-waivers.yaml}. */
  WaiverList file(String file, byte[] bytes) throws BadInput {
    Optional<Node> root = YamlNodes.root(file, bytes);
    if (root.isEmpty()) {
      return WaiverList.NONE;
    }
    if (!(root.get() instanceof MappingNode mapping)) {
      throw new BadInput(place(file, root.get()), "this is no waiver file", LIST);
    }
    Map<String, Node> pairs = YamlNodes.pairs(file, mapping);
    for (Map.Entry<String, Node> pair : pairs.entrySet()) {
      if (!Set.of("version", "waivers").contains(pair.getKey())) {
        throw new BadInput(
            place(file, pair.getValue()), "unknown key \"" + pair.getKey() + "\"", LIST);
      }
    }
    if (!(pairs.get("version") instanceof ScalarNode version) || !version.getValue().equals("1")) {
      throw new BadInput(Place.of(file), "this waiver file has no version 1", LIST);
    }
    return pairs.containsKey("waivers")
        ? list(file, pairs.get("waivers"), Optional.empty())
        : WaiverList.NONE;
  }

  /** The waivers that stand in the decision of a profile; they are of its service. */
  WaiverList profile(String file, byte[] bytes, String service) throws BadInput {
    Optional<Node> waive =
        YamlNodes.root(file, bytes)
            .flatMap(r -> child(r, "decision"))
            .flatMap(d -> child(d, "waive"));
    return waive.isPresent() ? list(file, waive.get(), Optional.of(service)) : WaiverList.NONE;
  }

  private static Optional<Node> child(Node node, String key) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .filter(p -> p.getKeyNode() instanceof ScalarNode k && k.getValue().equals(key))
            .findFirst()
            .map(p -> p.getValueNode())
        : Optional.empty();
  }

  private WaiverList list(String file, Node node, Optional<String> service) throws BadInput {
    if (node instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
      return WaiverList.NONE;
    }
    if (!(node instanceof SequenceNode sequence)) {
      throw new BadInput(place(file, node), "waivers are no list", "- rule: ADV001 and so on");
    }
    List<Waiver> waivers = new ArrayList<>();
    List<BadWaiver> malformed = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      Map<String, String> texts = new LinkedHashMap<>();
      service.ifPresent(name -> texts.put("service", name));
      Place place = place(file, item);
      try {
        read(file, item, texts);
        waivers.add(waiver(place, texts));
      } catch (BadInput bad) {
        String of = Printable.oneLine(texts.getOrDefault("service", "a waiver"));
        malformed.add(new BadWaiver(place, of, bad.getMessage(), bad.expected()));
      }
    }
    return new WaiverList(waivers, malformed);
  }

  private static void read(String file, Node item, Map<String, String> into) throws BadInput {
    if (!(item instanceof MappingNode mapping)) {
      throw new BadInput(place(file, item), "it is no mapping", "rule: ADV001 and so on");
    }
    for (Map.Entry<String, Node> pair : YamlNodes.pairs(file, mapping).entrySet()) {
      Place at = place(file, pair.getValue());
      if (!KEYS.contains(pair.getKey())) {
        throw new BadInput(
            at,
            "unknown key \"" + pair.getKey() + "\"",
            String.join(", ", KEYS.stream().sorted().toList()));
      }
      if (!(pair.getValue() instanceof ScalarNode scalar)) {
        throw new BadInput(at, pair.getKey() + " is no single value", "one word or sentence");
      }
      String before = into.put(pair.getKey(), scalar.getValue());
      if (before != null && !before.equals(scalar.getValue())) {
        throw new BadInput(at, "it names another service than its profile", before);
      }
    }
  }

  private Waiver waiver(Place place, Map<String, String> texts) throws BadInput {
    String rule = needed(place, texts, "rule", "the id of a finding, e.g. ADV001");
    Optional<FindingKind> kind = catalogue.find(rule);
    if (kind.isEmpty()) {
      throw new BadInput(
          place,
          "there is no finding \"" + rule + "\"",
          "one id, e.g. ADV001; none stands for several");
    }
    if (!kind.get().mayWaive()) {
      throw new BadInput(place, rule + " cannot be waived", "what it reports, mended");
    }
    String service = needed(place, texts, "service", "the name of one profile");
    if (service.contains("*")) {
      throw new BadInput(place, "it is for more than one service", "the name of one profile");
    }
    return new Waiver(
        place,
        rule,
        Printable.oneLine(service),
        Optional.ofNullable(texts.get("pointer")),
        Optional.ofNullable(texts.get("declared")).map(Printable::oneLine),
        needed(place, texts, "reason", "a sentence that says why"),
        needed(place, texts, "owner", "who answers for it"),
        expiry(place, texts));
  }

  private LocalDate expiry(Place place, Map<String, String> texts) throws BadInput {
    LocalDate expires = day(place, texts, "expires");
    LocalDate created = texts.containsKey("created") ? day(place, texts, "created") : today;
    if (created.isAfter(today)) {
      throw new BadInput(
          place, "it was created after today", "created: the day on which it was given");
    }
    if (ChronoUnit.DAYS.between(created, expires) > MOST_DAYS) {
      throw new BadInput(
          place,
          "it runs for more than " + MOST_DAYS + " days",
          "a last day no later than " + created.plusDays(MOST_DAYS));
    }
    return expires;
  }

  private static LocalDate day(Place place, Map<String, String> texts, String key) throws BadInput {
    String expected = key + ": a day such as 2026-12-31";
    String text = needed(place, texts, key, expected);
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      // Said below, for both.
    }
    throw new BadInput(place, key + " is \"" + text + "\", which is no day", expected);
  }

  private static String needed(Place place, Map<String, String> texts, String key, String expected)
      throws BadInput {
    String text = texts.getOrDefault(key, "").strip();
    if (text.isEmpty()) {
      throw new BadInput(place, key + " is missing", expected);
    }
    return text;
  }

  private static Place place(String file, Node node) {
    return YamlNodes.place(file, YamlNodes.position(node));
  }
}
