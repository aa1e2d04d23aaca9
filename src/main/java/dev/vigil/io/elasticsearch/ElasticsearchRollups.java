package dev.vigil.io.elasticsearch;

import dev.vigil.io.RollupJson;
import dev.vigil.io.RollupSink;
import dev.vigil.rollup.Rollup;
import dev.vigil.rollup.RollupResult;
import dev.vigil.rollup.RollupStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.elasticsearch.action.delete.DeleteRequest;
import org.elasticsearch.action.index.IndexRequest;
import org.elasticsearch.common.xcontent.XContentType;

/** Window results as documents, one a window: what late readings change rewrites its document. */
public record ElasticsearchRollups(ElasticsearchTarget target) implements RollupSink {
  @Override
  public void attach(Rollup rollup, DataStream<RollupResult> results) {
    String index = target.index();
    results
        .sinkTo(
            target.<RollupResult>sink(
                (result, context, indexer) -> {
                  if (result.superseded()) {
                    indexer.add(new DeleteRequest(monthOf(index, result), result.id()));
                  } else {
                    indexer.add(request(index, rollup, result));
                  }
                }))
        .name(rollup.name() + " to Elasticsearch")
        .uid(RollupStream.uid(rollup) + "-elasticsearch");
  }

  private static IndexRequest request(String index, Rollup rollup, RollupResult result) {
    return new IndexRequest(monthOf(index, result))
        .id(result.id())
        .source(RollupJson.write(rollup, result, System.currentTimeMillis()), XContentType.JSON);
  }

  private static String monthOf(String index, RollupResult result) {
    return ElasticsearchTarget.indexOf(index, result.start());
  }

  @Override
  public String describe() {
    return target.describe();
  }
}
