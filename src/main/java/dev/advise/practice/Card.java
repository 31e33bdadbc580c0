package dev.advise.practice;

import dev.advise.facts.Word;
import java.util.List;
import java.util.Set;

/**
 * One authored question with all that marking and feedback need.
 *
 * @param id stable for ever, whatever happens to the words
 * @param rev raised when the words change
 * @param claims ids of the ledger's claims that it teaches
 * @param concepts what a good answer mentions; empty only for {@link Kind#CRITIQUE}
 * @param statements numbered from 1; empty but for {@link Kind#CRITIQUE}
 * @param hints three, none of which gives the answer away
 * @param detail the long reply, one text or one for each angle
 * @param sources primary documentation
 * @param file where it stands, for messages
 * @param line counted from 1
 */
record Card(
    String id,
    int rev,
    Group group,
    Set<Angle> angles,
    Seniority level,
    Kind kind,
    List<String> claims,
    Text ask,
    List<Concept> concepts,
    List<Misconception> misconceptions,
    List<Statement> statements,
    List<Text> hints,
    Text brief,
    List<Text> detail,
    List<String> sources,
    String file,
    int line) {

  /** The long reply as paragraphs, each named by its angle where there are six. */
  String detail(Lang lang, Phrases phrases) {
    if (detail.size() < Angle.values().length) {
      return String.join("\n\n", detail.stream().map(t -> t.in(lang)).toList());
    }
    StringBuilder all = new StringBuilder();
    for (Angle angle : Angle.values()) {
      all.append(angle.ordinal() == 0 ? "" : "\n\n")
          .append(phrases.of("angle." + angle.word(), lang))
          .append(phrases.of("colon", lang))
          .append(detail.get(angle.ordinal()).in(lang));
    }
    return all.toString();
  }

  static <E extends Enum<E> & Word> String words(Set<E> set) {
    return String.join(", ", set.stream().map(Word::word).toList());
  }
}
