package dev.vigil.io.elasticsearch;

import dev.vigil.alert.Alert;
import dev.vigil.io.AlertJson;
import dev.vigil.io.AlertSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.elasticsearch.action.index.IndexRequest;
import org.elasticsearch.common.xcontent.XContentType;

/** Alerts as documents, one an alert: what happens to it later rewrites its document. */
public record ElasticsearchAlerts(ElasticsearchTarget target) implements AlertSink {
  @Override
  public void attach(DataStream<Alert> alerts) {
    String index = target.index();
    // one subtask sees all of an alert, so that it cannot resolve before it opens
    alerts
        .keyBy(Alert::id)
        .sinkTo(target.<Alert>sink((alert, context, indexer) -> indexer.add(request(index, alert))))
        .name("alerts to Elasticsearch")
        .uid("alerts-elasticsearch");
  }

  private static IndexRequest request(String index, Alert alert) {
    return new IndexRequest(ElasticsearchTarget.indexOf(index, alert.start()))
        .id(alert.id())
        .source(AlertJson.write(alert, System.currentTimeMillis()), XContentType.JSON);
  }

  @Override
  public String describe() {
    return target.describe();
  }
}
