package dev.advise.practice;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a normalised text denies what it says at some place: by a word just before it, by the
 * opening of its sentence, or by announcing that all that follows is wrong.
 */
final class Denial {

  /** How far a word of denial just before a place can be from it. */
  private static final int NEAR = 40;

  /** What begins like a denial and is none. */
  private static final Pattern NONE =
      Pattern.compile(
          "not (?:only|just|merely|necessarily)|no (?:doubt|longer than|more than|less than)"
              + "|不仅|不但|不光|不只|不同|不断|不过|不得不|不管|不论|无论|非常|除非|无非|未来|不如|不少"
              + "|别人|别的|别处|分别|特别|区别|个别|级别|类别");

  private static final Pattern JUST_BEFORE =
      Pattern.compile(
          "(?:\\b(?:not|no|never|without|cannot|neither|nor|hardly|nothing)\\b|n't\\b)"
              + "\\s*(?:[\\w'-]+\\s+){0,2}$"
              + "|(?:并不|并非|不是|没有|不会|不能|不可|不用|不必|不需|无法|无需|不|没|无|非|未|勿|别).{0,2}$"
              + "|(?:并不是|并非|不是)[^而但]{0,12}$");

  /** An opening that denies the rest of its sentence, as far as the turn that takes it back. */
  private static final Pattern OPENING =
      Pattern.compile(
          "(?:\\b(?:not true|untrue|false|wrong|incorrect|nonsense|a myth|mistaken|a mistake)"
              + "\\s+(?:that|to (?:say|think|claim|believe)|is that)\\b"
              + "|(?:\\b(?:do|does|would|can)(?: not|n't)|\\bcannot) (?:think|believe|agree|say)\\b"
              + "|(?:并不是|并非|不是)(?:说|这样)|不(?:认为|觉得|同意|相信)|误以为|别以为|错误地认为|谁说)"
              + "(?!.*(?:\\bbut\\b|\\bhowever\\b|\\brather\\b|而是|但|其实|实际上))");

  /** A close that denies what its sentence reports. */
  private static final Pattern CLOSE =
      Pattern.compile(
          "^\\s*(?:that|to say that|the (?:claim|idea|belief) that)\\b.*"
              + "\\bis (?:not true|untrue|false|wrong|incorrect|nonsense|a myth|mistaken)\\s*$"
              + "|(?:的说法|的观点|的想法|这种说法|这句话).{0,3}(?:是?错|不对|不成立|有误)");

  private static final Pattern ALL_THAT_FOLLOWS =
      Pattern.compile(
          "\\b(?:the following|what follows|everything below|all (?:of )?this)"
              + "(?: \\w+){0,2} (?:is|are) (?:all )?(?:wrong|false|untrue|incorrect|nonsense|not true)"
              + "|(?:以下|下面)[^。!?\\n]{0,6}(?:是错|都错|不对|错误|不成立)");

  private Denial() {}

  /**
   * Whether the place is denied.
   *
   * @param clause where its clause begins
   * @param sentence where its sentence begins
   * @param end where its sentence ends
   */
  static boolean of(String text, int at, int clause, int sentence, int end) {
    String near = text.substring(Math.max(at - NEAR, clause), at);
    if (JUST_BEFORE.matcher(NONE.matcher(near).replaceAll("____")).find()) {
      return true;
    }
    if (OPENING.matcher(text.substring(sentence, at)).find()
        || CLOSE.matcher(text.substring(sentence, end)).find()) {
      return true;
    }
    Matcher announced = ALL_THAT_FOLLOWS.matcher(text);
    return announced.find() && announced.end() <= at;
  }
}
