package dev.advise.practice;

import dev.advise.practice.Prompt.Form;
import dev.advise.practice.Prompt.Key;
import java.util.ArrayList;
import java.util.List;

/** What may be pressed or typed at each turn of a session. */
record Prompts(Phrases phrases, Lang lang, boolean mock) {

  /** At a question. An interviewer gives no hints and takes nothing back. */
  Prompt question(Question question) {
    List<Key> commands = new ArrayList<>();
    if (question.form() != Form.CHOICE) {
      commands.add(key('\n', question.form() == Form.WORDS ? "key.answer" : "key.number"));
    }
    if (!mock) {
      commands.add(key('r', "key.reveal"));
      commands.add(key('h', "key.hint"));
      commands.add(key('u', "key.undo"));
    }
    commands.add(key('s', mock ? "key.pass" : "key.skip"));
    commands.add(key('q', "key.quit"));
    return new Prompt(question.form(), question.choices(lang), commands, (char) 0);
  }

  /** At the mark, which Enter leaves as proposed. */
  Prompt rating(Rating proposed, boolean contestable) {
    List<Key> rates = new ArrayList<>();
    for (Rating rating : Rating.values()) {
      rates.add(key((char) ('0' + rating.grade()), "rate." + rating.word()));
    }
    List<Key> commands = new ArrayList<>(List.of(key('d', "key.detail"), key('?', "key.why")));
    if (contestable) {
      commands.add(key('o', "key.override"));
    }
    commands.add(key('u', "key.again"));
    commands.add(key('q', "key.quit"));
    return new Prompt(Form.CHOICE, rates, commands, (char) ('0' + proposed.grade()));
  }

  /** For the learner's own words, which may begin with any letter. */
  Prompt words() {
    return new Prompt(Form.LINE, List.of(), List.of(key('\n', "override.no")), '\n');
  }

  private Key key(char key, String phrase) {
    return new Key(key, phrases.of(phrase, lang));
  }
}
