package dev.advise.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.Set;

/** A schema that the repository ships, as another library reads it. */
public record Schema(JsonSchema schema) {

  public static Schema of(String name) {
    return new Schema(
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Schema.class.getResourceAsStream("/schema/" + name + ".schema.json")));
  }

  public void assertValid(String json) {
    assertEquals(Set.of(), schema.validate(json, InputFormat.JSON));
  }
}
