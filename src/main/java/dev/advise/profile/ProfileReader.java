package dev.advise.profile;

import dev.advise.facts.Field;
import dev.advise.facts.Profile;
import dev.advise.facts.Runtimes;
import dev.advise.facts.Written;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads one profile from its bytes: a complete profile, or all that is wrong with it. */
public final class ProfileReader {

  /** A profile is a page; what is larger is something else. */
  static final int MOST_BYTES = 1 << 20;

  static final String TOO_LARGE = "this is larger than 1 MiB";
  static final String ABOUT_A_PAGE = "a profile, which is about a page";

  private ProfileReader() {}

  /**
   * Reads a profile.
   *
   * @param file its name as the user gave it; {@code -} for standard input
   */
  public static ProfileResult read(String file, byte[] bytes) {
    return read(file, bytes, List.of());
  }

  /**
   * Reads a profile.
   *
   * @param furtherRuntimes words for runtimes that the user has drivers for, beside the shipped
   */
  public static ProfileResult read(String file, byte[] bytes, List<String> furtherRuntimes) {
    if (bytes.length > MOST_BYTES) {
      return new ProfileResult.Refused(List.of(Problem.ofFile(file, TOO_LARGE, ABOUT_A_PAGE)));
    }
    Decoded decoded = Decoded.of(file, bytes);
    if (decoded.problem().isPresent()) {
      return new ProfileResult.Refused(List.of(decoded.problem().get()));
    }
    SourceText source = decoded.source();
    Findings findings = new Findings(source);
    Composer.Composed composed = Composer.compose(source.text(), findings);
    List<String> runtimes =
        Stream.concat(Runtimes.SHIPPED.stream(), furtherRuntimes.stream()).distinct().toList();
    Walk walk = new Walk(findings, runtimes);
    boolean isEmpty =
        composed.root().filter(r -> !(r instanceof Node.Scalar s && s.isNothing())).isEmpty();
    if (!isEmpty) {
      walk.document(composed.root().get(), composed.isWhole());
    } else if (composed.isWhole()) {
      findings.add(Span.START, "there is no profile in it", "workload: and what the work is");
    }
    return judge(file, findings, walk, source);
  }

  private static ProfileResult judge(String file, Findings findings, Walk walk, SourceText source) {
    Findings warnings = new Findings(source);
    if (findings.isEmpty()) {
      Profile profile = Profile.of(new Written(walk.values()), nameOf(file));
      new Contradictions(profile, walk.spans(), findings, warnings).find();
      if (findings.isEmpty()) {
        Map<Field, Position> positions = new EnumMap<>(Field.class);
        walk.spans().forEach((field, span) -> positions.put(field, source.positionOf(span)));
        return new ProfileResult.Accepted(profile, warnings.byPosition(), positions);
      }
    }
    return new ProfileResult.Refused(findings.byPosition());
  }

  /** What a profile without a name is called: as its file, less folders and ending. */
  private static String nameOf(String file) {
    String base = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    String stem = base.replaceFirst("\\.ya?ml$", "");
    return stem.isBlank() || stem.equals("-") ? "profile" : stem;
  }
}
