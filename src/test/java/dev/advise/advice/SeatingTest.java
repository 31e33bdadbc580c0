package dev.advise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule on a wrong bench would not be heard, so whatever is not understood must decide. */
class SeatingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          STANDING  | Isolation( level() == Level.REQUIRED )              | insert( new Exclusion( "r", Model.ASYNC ) );
          STANDING  | Platform() $m : Model() from List.of( Model.ASYNC ) | insert( Argument.stated( "r", $m, 1 ) );
          STANDING  | not HostReading( fact == "swap" )                   | insert( Argument.stated( "r", Model.ASYNC, 1 ) );
          DECIDING  | Workload( concurrency() > 1 )                       | insert( Argument.stated( "r", Model.ASYNC, 1 ) );
          DECIDING  | Isolation() not Trait( name == "does-wait" )        | insert( new Exclusion( "r", Model.ASYNC ) );
          DECIDING  | Limits( memory().isPresent() )                      | insert( new Exclusion( "r", Model.ASYNC ) );
          DECIDING  | Isolation()                                         | insert( new Trait( "odd" ) );
          DECIDING  | Isolation()                                         | insert( true ? Argument.stated( "r", Model.ASYNC, 1 ) : null );
          DECIDING  | $i : Isolation()                                    | insert( new Exclusion( "r", Model.ASYNC ) ); delete( $i );
          DECIDING  | accumulate( Isolation(); $n : count( 1 ) )          | insert( new Exclusion( "r", Model.ASYNC ) );
          STANDING  | Isolation() eval( true )                            | insert( new Exclusion( "r", Model.ASYNC ) );
          DECIDING  | team.Fact()                                         | insert( new Warning( "r" ) );
          REMARKING | Workload() Forecast( bestOfModel() )                | insert( new Warning( "r" ).about( Model.ASYNC ) );
          REMARKING | Isolation()                                         | insert( new Warning( "r" ) );
          DECIDING  | Isolation()                                         | insert( new Warning( "r" ) ); insert( new Trait( "odd" ) );
          """)
  void a_rule_sits_where_it_is_heard(Bench bench, String hears, String says) {
    String drl = "package p\nrule \"r\"\nwhen\n" + hears + "\nthen\n" + says + "\nend\n";
    assertEquals(Map.of("r", bench), Seating.of(drl));
  }

  @Test
  void the_shipped_rules_sit_on_all_benches() {
    Map<String, Bench> seats = CompiledRules.shipped().benches();
    assertEquals(EnumSet.allOf(Bench.class), EnumSet.copyOf(seats.values()));
    RuleBase rules = RuleBase.of(Ledger.shipped(), List.of(CompiledRules.shipped()));
    assertEquals(rules.cards().keySet(), seats.keySet());
  }
}
