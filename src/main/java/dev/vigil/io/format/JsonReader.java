package dev.vigil.io.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Reads JSON as RFC 8259 has it, and NaN beside it, which many devices send. */
final class JsonReader implements Tree.Reader {
  private final ObjectReader reader;

  JsonReader(Limits limits) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxStringLength(limits.bytes())
                    .maxNumberLength(400)
                    .build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    reader =
        JsonMapper.builder(factory)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);
  }

  @Override
  public JsonNode read(byte[] bytes) throws Refused {
    JsonNode root;
    try {
      root = reader.readTree(bytes);
    } catch (StreamConstraintsException e) {
      throw new Refused(Reason.TOO_LARGE, e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place = at == null ? "" : " at byte " + at.getByteOffset();
      throw new Refused(Reason.MALFORMED, "not JSON" + place + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new Refused(Reason.MALFORMED, "not JSON: " + e.getMessage());
    }
    if (root.isMissingNode()) {
      throw new Refused(Reason.EMPTY, "the record has only white space");
    }
    return root;
  }
}
