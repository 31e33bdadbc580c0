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
 * for. A hit counts only where the text does not deny it.
 */
final class Answer {

  private static final Pattern SENTENCE_END = Pattern.compile("[。!?\\n]|\\.(?=\\s|$)");

  private static final Pattern CLAUSE_END = Pattern.compile("[。!?;,、:…\\n]|\\.(?=\\s|$)");

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

  /**
   * What no sentence holds: words thrown together soon have two such pairs. The letter a is none of
   * them, as it names things too.
   */
  private static final Pattern NO_PAIR =
      Pattern.compile(
          "\\b(?:an|the) (?:a|an|the|of|and|or|is|are|was|so|if|to|in|on|at|by|for|with|from|because"
              + "|that|it|they|which|has|have|but)\\b"
              + "|\\b(?:of|with|from|by|and|or|because|if|the|an)(?:[.,;:]|$)"
              + "|\\b(?:of|with|from) (?:of|with|from|is|are|and|or|has|have|so|because)\\b");

  private static final int PAIRS_OF_A_JUMBLE = 2;

  /** Nobody says more than that in an interview; what comes after it is not heard. */
  private static final int LONGEST = 20_000;

  private final String text;
  private final List<Integer> clauses;
  private final List<Integer> sentences;

  private Answer(String text) {
    this.text = text;
    this.clauses = ends(CLAUSE_END, text);
    this.sentences = ends(SENTENCE_END, text);
  }

  private static List<Integer> ends(Pattern pattern, String text) {
    List<Integer> ends = new ArrayList<>();
    Matcher end = pattern.matcher(text);
    while (end.find()) {
      ends.add(end.start());
    }
    ends.add(text.length());
    return ends;
  }

  static Answer of(String raw) {
    String heard = raw.length() > LONGEST ? raw.substring(0, LONGEST) : raw;
    String folded =
        Normalizer.normalize(heard, Normalizer.Form.NFKC)
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
    int from = 0;
    while (from < text.length() && matcher.find(from)) {
      if (matcher.end() > matcher.start() && !isDenied(matcher.start())) {
        return List.of(new Hit(matcher.start(), matcher.end()));
      }
      // A denied word may be the beginning of a long match, with a sound one inside it.
      from = matcher.start() + 1;
    }
    return List.of();
  }

  private boolean isDenied(int at) {
    int sentence = partOf(sentences, at);
    return Denial.of(
        text,
        at,
        start(clauses, partOf(clauses, at)),
        start(sentences, sentence),
        Math.max(at, sentences.get(sentence)));
  }

  /** This answer without what it only repeats of a question or of its hints. */
  Answer without(List<String> given) {
    String own = text;
    for (String words : given) {
      own = own.replace(of(words).text, " ");
    }
    return own.equals(text) ? this : new Answer(own.strip());
  }

  /**
   * Whether the hit's sentence, or the one after it, says something beside the keywords: an answer
   * may open with its choice and go on with the reason.
   */
  boolean isLinked(Hit hit, List<Hit> keywords) {
    int from = start(sentences, partOf(sentences, hit.start()));
    int last = Math.min(sentences.size() - 1, partOf(sentences, hit.end()) + 1);
    String rest = without(keywords, from, Math.max(from, sentences.get(last)));
    return LINK.matcher(rest).find() || weight(rest) >= LETTERS_OF_A_STATEMENT;
  }

  /** Whether it is no sentences: too little beside the keywords, or words in no order. */
  boolean isBare(List<Hit> keywords) {
    if (keywords.size() < 2) {
      return false;
    }
    return weight(without(keywords, 0, text.length())) < LETTERS_PER_HIT * keywords.size()
        || NO_PAIR.matcher(text).results().limit(PAIRS_OF_A_JUMBLE).count() == PAIRS_OF_A_JUMBLE;
  }

  /** How much it says in letters; a Chinese character counts three. */
  int weight() {
    return weight(text);
  }

  private static int weight(String text) {
    return text.codePoints()
        .filter(Character::isLetter)
        .map(c -> Character.isIdeographic(c) ? 3 : 1)
        .sum();
  }

  /** The clauses from one before to one after the hit. */
  String around(Hit hit) {
    int from = start(clauses, Math.max(0, partOf(clauses, hit.start()) - 1));
    int last = Math.min(clauses.size() - 1, partOf(clauses, hit.end()) + 1);
    return text.substring(from, clauses.get(last));
  }

  /** A part of the text with blanks for the keywords. */
  private String without(List<Hit> keywords, int from, int to) {
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
    return rest.substring(from, to);
  }

  /** A long hit spans a statement; only its first and last letters are keywords. */
  private int keyword(int at) {
    return Character.isIdeographic(text.charAt(at)) ? 4 : 12;
  }

  private static int partOf(List<Integer> ends, int at) {
    int part = 0;
    while (part < ends.size() - 1 && ends.get(part) < at) {
      part++;
    }
    return part;
  }

  /** Where a part begins: at the mark that ends the one before. */
  private static int start(List<Integer> ends, int part) {
    return part == 0 ? 0 : ends.get(part - 1);
  }
}
