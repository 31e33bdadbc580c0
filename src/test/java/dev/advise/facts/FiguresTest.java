package dev.advise.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void durations_take_the_unit_that_leaves_a_number_from_one_to_a_thousand() {
    assertEquals("71us", Figures.seconds(7.1e-5));
    assertEquals("1.23ms", Figures.seconds(0.0012345));
    assertEquals("20ms", Figures.seconds(0.02));
    assertEquals("250ns", Figures.seconds(2.5e-7));
    assertEquals("0.5ns", Figures.seconds(5e-10));
    assertEquals("90s", Figures.seconds(90));
    assertEquals("0s", Figures.seconds(0));
    assertEquals("-1.5ms", Figures.seconds(-0.0015));
  }

  @Test
  void rounding_up_to_a_thousand_moves_on_to_the_next_unit() {
    assertEquals("1ms", Figures.seconds(0.00099996));
    assertEquals("1KiB", Figures.bytes(1023.9));
    assertEquals("1M", Figures.plain(999_999.9));
  }

  @Test
  void sizes_count_in_powers_of_1024() {
    assertEquals("0B", Figures.bytes(0));
    assertEquals("512B", Figures.bytes(512));
    assertEquals("4KiB", Figures.bytes(4096));
    assertEquals("1000KiB", Figures.bytes(1000 * 1024));
    assertEquals("1.5GiB", Figures.bytes(1.5 * (1L << 30)));
    assertEquals("31.2MiB", Figures.bytes(31.2 * (1L << 20)));
  }

  @Test
  void ratios_shares_and_rates_carry_their_signs() {
    assertEquals("18.2x", Figures.ratio(18.23));
    assertEquals("85%", Figures.percent(0.85));
    assertEquals("99.7%", Figures.percent(0.9973));
    assertEquals("48.1/s", Figures.perSecond(48.12));
    assertEquals("12300/s", Figures.perSecond(12_345.6));
  }

  @Test
  void plain_numbers_keep_whole_counts_whole() {
    assertEquals("1234", Figures.plain(1234));
    assertEquals("18.2", Figures.plain(18.23));
    assertEquals("0.000071", Figures.plain(7.1e-5));
    assertEquals("1.5M", Figures.plain(1.5e6));
    assertEquals("2G", Figures.plain(2e9));
    assertEquals("123G", Figures.plain(1.23e11));
  }

  @Test
  void points_always_show_their_sign() {
    assertEquals("+0.50", Figures.points(0.5));
    assertEquals("-1.58", Figures.points(-1.585));
    assertEquals("0.00", Figures.points(-0.001));
  }

  @Test
  void ages_are_told_in_the_unit_one_would_use() {
    assertEquals("12s", Figures.age(12));
    assertEquals("5min", Figures.age(301));
    assertEquals("23h", Figures.age(86_399));
    assertEquals("3d", Figures.age(3 * 86_400));
  }

  @Test
  void an_assumed_value_is_shown_in_three_digits() {
    assertEquals("202us", Figures.shown(Field.CPU_PER_TASK.type(), 0.02 / 99));
    assertEquals("1KiB", Figures.shown(Field.MESSAGE_BYTES.type(), 1024L));
  }

  @Test
  void what_is_no_number_is_a_word() {
    assertEquals("unknown", Figures.seconds(Double.NaN));
    assertEquals("unlimited", Figures.bytes(Double.POSITIVE_INFINITY));
    assertEquals("-unlimited", Figures.ratio(Double.NEGATIVE_INFINITY));
  }

  @Test
  void a_profiles_values_are_written_as_profiles_write_them_and_lose_nothing() {
    assertEquals("20ms", Figures.written(Field.CPU_PER_TASK.type(), 0.02));
    assertEquals("23.456789ms", Figures.written(Field.CPU_PER_TASK.type(), 0.023456789));
    assertEquals("4KiB", Figures.written(Field.MESSAGE_BYTES.type(), 4096L));
    assertEquals("1500B", Figures.written(Field.MESSAGE_BYTES.type(), 1500L));
    assertEquals("0B", Figures.written(Field.SHARED_BYTES.type(), 0L));
    assertEquals("123456", Figures.written(Field.CONCURRENCY.type(), 123456L));
    assertEquals("0.8", Figures.written(Field.NATIVE_FRACTION.type(), 0.8));
    assertEquals("cpu-bound", Figures.written(Field.KIND.type(), "cpu-bound"));
  }

  @Property
  void every_double_has_a_short_figure_in_every_unit(@ForAll double number) {
    for (String unit : new String[] {"s", "bytes", "ratio", "share", "per_s", "points", ""}) {
      String figure = Figures.inUnit(unit, number);
      assertTrue(!figure.isBlank() && figure.length() <= 16, figure);
    }
  }

  @Test
  void a_size_in_a_profile_is_written_in_the_unit_that_makes_it_shortest() {
    FieldType size = new FieldType.Bytes(0, 1L << 50);
    assertEquals("13GB", Figures.written(size, 13_000_000_000L));
    assertEquals("12GiB", Figures.written(size, 12L << 30));
    assertEquals("1kB", Figures.written(size, 1000L));
    assertEquals("1025B", Figures.written(size, 1025L));
    assertEquals("0B", Figures.written(size, 0L));
  }
}
