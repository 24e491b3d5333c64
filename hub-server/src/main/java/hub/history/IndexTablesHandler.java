package hub.history;

import hub.airquality.Band;
import hub.airquality.IndexTable;
import hub.airquality.PollutantTable;
import hub.json.JsonWriter;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.Set;

/** {@code GET /api/v1/air-quality/tables}: the indexes with their sources and bands. */
final class IndexTablesHandler implements HttpHandler {

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        QueryParameters.of(exchange, Set.of());
        JsonWriter json = new JsonWriter().beginArray();
        IndexTable.ALL.forEach(table -> write(json, table));
        DevicesHandler.send(exchange, json.endArray());
    }

    private static void write(JsonWriter json, IndexTable table) {
        json.beginObject().name("index").value(table.id()).name("version").value(table.version());
        json.name("title").value(table.title()).name("source").value(table.source());
        json.name("concentration").value(table.nowCast() ? "nowcast" : "hourly mean");
        json.name("unit").value("µg/m³").name("pollutants").beginArray();
        for (PollutantTable pollutant : table.pollutants()) {
            json.beginObject().name("metric").value(pollutant.metric().name());
            if (pollutant.decimals() == PollutantTable.EXACT) {
                json.name("decimals").nullValue();
            } else {
                json.name("decimals").value(pollutant.decimals());
            }
            json.name("bands").beginArray();
            pollutant.bands().forEach(band -> write(json, band));
            json.endArray().endObject();
        }
        json.endArray().endObject();
    }

    private static void write(JsonWriter json, Band band) {
        json.beginObject().name("category").value(band.category()).name("from").value(band.least());
        if (Double.isInfinite(band.most())) {
            json.name("to").nullValue();
        } else {
            json.name("to").value(band.most());
        }
        json.name("leastIndex")
                .value(band.leastIndex())
                .name("mostIndex")
                .value(band.mostIndex())
                .endObject();
    }
}
