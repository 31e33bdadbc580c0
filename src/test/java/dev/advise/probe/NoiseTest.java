package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.advise.advice.Ledger;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoiseTest {

  @Test
  void noise_is_in_all_that_the_catalogue_measures_in_seconds_or_compares_and_in_nothing_else() {
    Ledger.shipped()
        .quantities()
        .values()
        .forEach(
            quantity ->
                assertEquals(
                    Set.of("s", "ratio").contains(quantity.unit()),
                    Noise.isTimed(quantity.id()),
                    quantity.id()));
  }
}
