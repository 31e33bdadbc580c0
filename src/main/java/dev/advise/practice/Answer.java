package dev.advise.practice;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer in words, normalised and cut into clauses.
 *
 * <p>Chinese needs no word segmentation for this: patterns over normalised text find what they look
 * for. A hit counts only where nothing just before it denies it.
 */
final class Answer {

  private static final Pattern SENTENCE_END = Pattern.compile("[。!?\\n]|\\.(?=\\s|$)");

  private static final Pattern CLAUSE_END = Pattern.compile("[。!?;,、:…\\n]|\\.(?=\\s|$)");

  /** What begins like a denial and is none. */
  private static final Pattern NO_DENIAL =
      Pattern.compile(
          "not (?:only|just|merely|necessarily)|no (?:doubt|longer than|more than|less than)"
              + "|不仅|不但|不光|不只|不同|不断|不过|不得不|不管|不论|无论|非常|除非|无非|未来|不如|不少");

  private static final Pattern DENIAL =
      Pattern.compile(
          "(?:\\b(?:not|no|never|without|cannot|neither|nor|hardly|nothing)\\b|n't\\b)"
              + "\\s*(?:[\\w'-]+\\s+){0,2}$"
              + "|(?:并不|并非|不是|没有|不会|不能|不可|不用|不必|不需|无法|无需|不|没|无|非|未|勿|别).{0,2}$");

  /** Words that make a clause say something: reasons, conditions, consequences, comparisons. */
  private static final Pattern LINK =
      Pattern.compile(
          "\\b(?:because|since|so|therefore|hence|thus|otherwise|if|when|whenever|unless|until|while"
              + "|whereas|but|although|though|which|that|than|by|after|before|where|as|whose|who"
              + "|is|are|was|were|be|has|have|had|does|do|can|cannot|could|may|might|must|will|would"
              + "|should|need|needs|cost|costs|avoid|avoids|means|makes|let|lets|keeps?|gives?|takes?"
              + "|gets?|stays?|leaves?|goes|go|runs?|ends?|waits?|shares?|holds?|pays?|uses?|says?"
              + "|only|to|then|never|not|not)\\b"
              + "|因为|所以|因此|因而|由于|导致|造成|避免|否则|代价|如果|若|只要|只有|一旦|除非|于是|从而"
              + "|以便|为了|虽然|但|而|则|就|才|会|能|可|要|需|必须|应|让|使|把|被|由|给|是|有|比|与其|不"
              + "|才|还|都|也|再|得|着|了|即|用|靠|等|占|用来|走|跑|变|留|受|叫|看");

  /** Letters beside the keywords that each hit must come with; a Chinese character counts three. */
  private static final int LETTERS_PER_HIT = 12;

  /** A sentence with that much beside its keywords says something, whatever its verbs. */
  private static final int LETTERS_OF_A_STATEMENT = 16;

  private final String text;
  private final List<Integer> ends = new ArrayList<>();

  private Answer(String text) {
    this.text = text;
    Matcher end = CLAUSE_END.matcher(text);
    while (end.find()) {
      ends.add(end.start());
    }
    ends.add(text.length());
  }

  static Answer of(String raw) {
    String folded =
        Normalizer.normalize(raw, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replace('\u2019', '\'')
            .replace('\u2018', '\'')
            .replaceAll("[ \\t\\u3000]+", " ")
            .replaceAll("\\r\\n?", "\n")
            .strip();
    return new Answer(folded);
  }

  /** Where a pattern was found. */
  record Hit(int start, int end) {}

  String text() {
    return text;
  }

  boolean isEmpty() {
    return text.isBlank();
  }

  /** The first hit that is not denied; none if there is no such hit. */
  List<Hit> hit(Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      if (matcher.end() > matcher.start() && !isDenied(matcher.start())) {
        return List.of(new Hit(matcher.start(), matcher.end()));
      }
    }
    return List.of();
  }

  private boolean isDenied(int at) {
    int from = Math.max(at - 40, clauseStart(clauseOf(at)));
    String before = NO_DENIAL.matcher(text.substring(from, at)).replaceAll("____");
    return DENIAL.matcher(before).find();
  }

  /**
   * Whether the hit's sentence, or the one after it, says something beside the keywords: an answer
   * may open with its choice and go on with the reason.
   */
  boolean isLinked(Hit hit, List<Hit> keywords) {
    int from = 0;
    int to = text.length();
    boolean ended = false;
    Matcher end = SENTENCE_END.matcher(text);
    while (end.find()) {
      if (end.start() < hit.start()) {
        from = end.end();
      } else if (end.start() >= hit.end() && ended) {
        to = end.start();
        break;
      } else if (end.start() >= hit.end()) {
        ended = true;
      }
    }
    String rest = without(keywords).substring(from, to);
    return LINK.matcher(rest).find() || weight(rest) >= LETTERS_OF_A_STATEMENT;
  }

  /** Whether there is too little beside the keywords to be sentences. */
  boolean isBare(List<Hit> keywords) {
    if (keywords.size() < 2) {
      return false;
    }
    return weight(without(keywords)) < LETTERS_PER_HIT * keywords.size();
  }

  private static int weight(String text) {
    return text.codePoints()
        .filter(Character::isLetter)
        .map(c -> Character.isIdeographic(c) ? 3 : 1)
        .sum();
  }

  /** The clauses from one before to one after the hit. */
  String around(Hit hit) {
    int from = clauseStart(Math.max(0, clauseOf(hit.start()) - 1));
    return text.substring(from, ends.get(Math.min(ends.size() - 1, clauseOf(hit.end()) + 1)));
  }

  private String without(List<Hit> keywords) {
    StringBuilder rest = new StringBuilder(text);
    for (Hit hit : keywords) {
      int head = Math.min(hit.end(), hit.start() + keyword(hit.start()));
      int tail = Math.max(hit.start(), hit.end() - keyword(hit.end() - 1));
      for (int i = hit.start(); i < hit.end(); i++) {
        if (i < head || i >= tail) {
          rest.setCharAt(i, ' ');
        }
      }
    }
    return rest.toString();
  }

  /** A long hit spans a statement; only its first and last letters are keywords. */
  private int keyword(int at) {
    return Character.isIdeographic(text.charAt(at)) ? 4 : 12;
  }

  private int clauseOf(int at) {
    int clause = 0;
    while (clause < ends.size() - 1 && ends.get(clause) < at) {
      clause++;
    }
    return clause;
  }

  private int clauseStart(int clause) {
    return clause == 0 ? 0 : ends.get(clause - 1);
  }
}
