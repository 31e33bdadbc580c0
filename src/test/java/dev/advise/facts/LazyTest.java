package dev.advise.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LazyTest {

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void isNotWorkedOutBeforeItIsAsked() {
    Lazy.by(asked::incrementAndGet);

    assertEquals(0, asked.get());
  }

  @Test
  void isWorkedOutOnce() {
    Lazy<Integer> lazy = Lazy.by(asked::incrementAndGet);

    assertEquals(1, lazy.get());
    assertEquals(1, lazy.get());
  }

  @Test
  void equalsOneOfAnEqualValueHoweverThatIsHad() {
    assertEquals(Lazy.of("strong"), Lazy.by(() -> "strong"));
    assertNotEquals(Lazy.of("fair"), Lazy.by(() -> "strong"));
    assertEquals(Lazy.of("strong").hashCode(), Lazy.by(() -> "strong").hashCode());
    assertEquals("strong", Lazy.by(() -> "strong").toString());
  }
}
